"""`python -m eval run SUITE… [--data DIR] [--out OUT]`, `gate`, `report`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.onnx import OnnxEmbedder
from copilot.errors import CopilotError
from copilot.ports import Embedder, VectorStore

from .bench import Bench
from .suites import suite

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Out = Annotated[Path, typer.Option(help="Folder for metrics, predictions and kept vectors.")]
Cases = Annotated[
    Path | None, typer.Option("--data", help="Folder of cases; default: the project's own.")
]


def build_embedder(vectors: VectorStore | None) -> Embedder:
    """The product's default embedder, remembering vectors where told to."""
    return BatchedEmbedder(OnnxEmbedder(), vectors)


@app.callback()
def judge() -> None:
    """The offline judge of copilot."""


@app.command()
def run(
    suites: Annotated[list[str], typer.Argument(help="Names of suites.")],
    data: Cases = None,
    out: Out = Path(".eval"),
) -> None:
    """Measure suites and print their metrics."""
    bench = Bench(out=out, build_embedder=build_embedder)
    for name in suites:
        found = suite(name).run(data, bench)
        for metric, value in found.items():
            print(f"{name}.{metric} {value:.4f}")


@app.command()
def gate(
    out: Out = Path(".eval"),
    update: Annotated[
        bool, typer.Option(help="Make today's answers the record to compare with.")
    ] = False,
) -> None:
    """Fail on a broken invariant or a sure regression on the project's own cases."""
    from .gate import run_gate

    bench = Bench(out=out, build_embedder=build_embedder)
    outcomes = run_gate(bench, update=update)
    for outcome in outcomes:
        print(f"{outcome.word} {outcome.text}")
    if not all(outcome.passed for outcome in outcomes):
        raise typer.Exit(1)


@app.command()
def report(
    data: Cases = None,
    out: Out = Path(".eval"),
    html: Annotated[Path | None, typer.Option(help="Default: report.html in OUT.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write the benchmark page too.")] = None,
    own: Annotated[
        Path | None, typer.Option(help="OUT of a run on the project's own cases, for that page.")
    ] = None,
) -> None:
    """Write one self-contained page of a run into OUT."""
    from . import report as pages

    bench = Bench(out=out, build_embedder=build_embedder)
    page = html or out / "report.html"
    page.write_text(pages.html(data, bench), encoding="utf-8")
    print(page)
    if markdown:
        runs = [("Real organisations" if data else "The project's own cases", data, bench)]
        if own:
            second = Bench(out=own, build_embedder=build_embedder)
            runs.append(("The project's own cases", None, second))
        markdown.write_text(pages.markdown(runs), encoding="utf-8")
        print(markdown)


def main() -> int:
    """Run the command line; an expected error is one line."""
    try:
        status = app(standalone_mode=False)
    except CopilotError as error:
        print(f"eval: {error}", file=sys.stderr)
        return error.exit_code
    return int(status or 0)


if __name__ == "__main__":
    sys.exit(main())
