"""Which recipe judges: a release that reads or weighs differently judges everything anew."""

from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files

JUDGING = ("copilot.analysis", "copilot.checks", "copilot.checks.okr", "copilot.portfolio")
"""Packages that verdicts and findings depend on: their numbers, phrases and rules."""


@lru_cache(maxsize=1)
def recipe() -> str:
    """Return a name of the release and of the very code that judges."""
    digest = blake2b(digest_size=8)
    for package in JUDGING:
        for name, code in code_of(package):
            digest.update(name.encode() + b"\0" + code + b"\0")
    return f"{version('alignment-copilot')}+{digest.hexdigest()}"


def code_of(package: str) -> list[tuple[str, bytes]]:
    """Return the modules of a package, in the order of their names."""
    found = (entry for entry in files(package).iterdir() if entry.name.endswith(".py"))
    return sorted((entry.name, entry.read_bytes()) for entry in found)
