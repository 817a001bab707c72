import subprocess
import sys

from typer.testing import CliRunner

from eval.__main__ import app

from .small import write_sets


def _eval(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "eval", *arguments], capture_output=True, text=True, check=False
    )


def test_an_expected_error_is_one_line_and_no_traceback(tmp_path):
    done = _eval("run", "nonsense", "alignment", "--out", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith("eval: no suite 'nonsense'; there are against, alignment")
    assert done.stderr.count("\n") == 1


def test_a_run_prints_its_figures_and_the_report_follows_from_it(tmp_path):
    data, out = write_sets(tmp_path / "sets"), tmp_path / "out"
    folders = ["--data", str(data), "--out", str(out)]
    done = CliRunner().invoke(app, ["run", "alignment", *folders])
    assert done.exit_code == 0, done.output
    assert "alignment.hit1 " in done.output
    page, text = out / "page.html", out / "page.md"
    done = CliRunner().invoke(
        app,
        ["report", *folders, "--html", str(page), "--markdown", str(text)],
    )
    assert done.output.split() == [str(page), str(text)]
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "## Real organisations" in text.read_text(encoding="utf-8")


def test_a_language_run_writes_its_metrics(tmp_path):
    done = CliRunner().invoke(app, ["run", "languages", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "languages.confident_wrong " in done.output
    assert (tmp_path / "languages" / "metrics.json").exists()
