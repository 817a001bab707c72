"""`python -m eval run SUITE… [--data DIR] [--out OUT]`, `gate`, `report`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.onnx import OnnxEmbedder
from copilot.errors import CopilotError
from copilot.ports import Embedder

from .bench import Bench, FileVectors
from .suites import suite

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Out = Annotated[Path, typer.Option(help="Folder for metrics, predictions and kept vectors.")]
Cases = Annotated[
    Path | None, typer.Option("--data", help="Folder of cases; default: the project's own.")
]


def build_embedder(vectors: FileVectors | None) -> Embedder:
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


def main() -> int:
    """Run the command line; an expected error is one line."""
    try:
        app(standalone_mode=False)
    except CopilotError as error:
        print(f"eval: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
