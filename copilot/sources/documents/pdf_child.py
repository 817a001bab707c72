"""Child process that reads a PDF from stdin and prints its lines as JSON: nothing it does hurts.

It runs under limits of memory and time, because a PDF can ask for any amount of either.
"""

import io
import json
import resource
import sys
from itertools import groupby
from typing import Any

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 60
MAX_PAGES = 500

Chunk = tuple[float, float, float, bool, str]
"""y, x, font size, bold, text."""


def limit() -> None:
    """Let this process have so much memory and time and no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def page_lines(page: Any) -> list[dict[str, object]]:
    """Return the lines of a page with left edge, font size and weight."""
    chunks: list[Chunk] = []

    def visit(text: str, _: list[float], tm: list[float], font: Any, size: float) -> None:
        name = str((font or {}).get("/BaseFont", "")).lower()
        bold = "bold" in name or "black" in name or "heavy" in name
        if text.strip():
            scale = abs(tm[3]) or abs(tm[0]) or 1.0
            chunks.extend(
                (tm[5] - i * 0.01 * size, tm[4], round(size * scale, 1), bold, part)
                for i, part in enumerate(text.split("\n"))
                if part.strip()
            )

    page.extract_text(visitor_text=visit)
    return [_line(list(run)) for _, run in groupby(chunks, key=lambda chunk: round(chunk[0], 1))]


def _line(chunks: list[Chunk]) -> dict[str, object]:
    text = "".join(chunk[4] for chunk in chunks)
    return {
        "text": " ".join(text.split()),
        "x": round(min(chunk[1] for chunk in chunks), 1),
        "size": max(chunk[2] for chunk in chunks),
        "bold": all(chunk[3] for chunk in chunks),
    }


def read(content: bytes) -> dict[str, object]:
    """Return `{"pages": [[line, …], …]}` or `{"error": what is wrong}`."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"error": "is encrypted; save a copy without password"}
    return {"pages": [page_lines(page) for page in reader.pages[:MAX_PAGES]]}


def answer(content: bytes) -> dict[str, object]:
    """Read, and turn whatever goes wrong into an error in words."""
    try:
        return read(content)
    except MemoryError:
        return {"error": "needs more memory than is granted; export it as DOCX or text"}
    except Exception as error:  # noqa: BLE001 - whatever pypdf meets in a damaged file
        return {"error": f"cannot be read as PDF ({type(error).__name__}); export it again"}


def main() -> None:
    """Read stdin, print JSON."""
    limit()
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
