"""What holds the project together: packages, lock and container files agree."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def folded(requirement: str) -> str:
    return re.split(r"[\[<>=!~ ]", requirement)[0].lower().replace("_", "-")


def test_every_folder_with_code_is_a_package():
    bare = {
        file.parent
        for room in ("copilot", "eval", "tests")
        for file in (ROOT / room).rglob("*.py")
        if not (file.parent / "__init__.py").exists()
    }

    assert bare == set()


def test_the_lock_holds_every_base_dependency_with_hashes():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {folded(name) for name in re.findall(r"^([\w.-]+(?:\[\w+\])?)==", lock, re.MULTILINE)}
    needed = {folded(r) for r in PROJECT["dependencies"]}

    assert needed <= locked
    assert lock.count("--hash=sha256:") >= len(locked)


def test_no_file_is_longer_than_300_lines():
    long = [
        str(file.relative_to(ROOT))
        for room in ("copilot", "eval", "tests", "docs")
        for file in (ROOT / room).rglob("*.py")
        if len(file.read_text(encoding="utf-8").splitlines()) > 300
    ]

    assert long == []
