import subprocess
import sys


def _eval(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "eval", *arguments], capture_output=True, text=True, check=False
    )


def test_an_unknown_suite_is_one_line_that_lists_those_there_are(tmp_path):
    done = _eval("run", "nonsense", "--out", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith("eval: no suite 'nonsense'; there are alignment")
    assert done.stderr.count("\n") == 1


def test_a_folder_without_cases_is_one_line(tmp_path):
    done = _eval("run", "alignment", "--data", str(tmp_path), "--out", str(tmp_path))
    assert done.returncode == 2
    assert "expected <set>/goals.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_language_run_prints_its_figures(tmp_path):
    done = _eval("run", "languages", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "languages.confident_wrong " in done.stdout
    assert (tmp_path / "languages" / "metrics.json").exists()
