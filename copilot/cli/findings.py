"""Findings as text, Markdown, GitHub annotations, JUnit and SARIF."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from .output import plain, safe

if TYPE_CHECKING:
    from copilot.portfolio import Place
    from copilot.usecases.views import FindingView

_GITHUB = {"note": "notice", "warning": "warning", "alert": "error"}
_SARIF = {"note": "note", "warning": "warning", "alert": "error"}


def as_text(findings: "Sequence[FindingView]", everything: bool) -> str:
    """Alerts and warnings line by line; notes only where asked for, else counted."""
    live = [f for f in findings if f.state in {"new", "open"}]
    shown = [f for f in live if everything or f.severity != "note"]
    lines = [f"{f.severity.upper():8} {f.code:13} {plain(f.message)}" for f in shown]
    hidden = len(live) - len(shown)
    if hidden:
        notes = "1 note more: --all shows it." if hidden == 1 else ""
        lines.append(notes or f"{hidden} notes more: --all shows them.")
    return "\n".join(lines)


def as_markdown(findings: "Sequence[FindingView]", everything: bool) -> str:
    """A table."""
    del everything
    rows = [
        f"| {f.severity} | {f.code} | {_cell(f.message)} |"
        for f in findings
        if f.state in {"new", "open"}
    ]
    return "\n".join(["| severity | check | finding |", "| --- | --- | --- |", *rows])


def as_github(findings: "Sequence[FindingView]", everything: bool) -> str:
    """Workflow commands that show as annotations."""
    del everything
    return "\n".join(
        f"::{_GITHUB[f.severity]} title={_command(f.code)}::{_command(f.message)}"
        for f in findings
        if f.state in {"new", "open"}
    )


def as_junit(findings: "Sequence[FindingView]", everything: bool) -> str:
    """One test case per finding; notes pass."""
    del everything
    live = [f for f in findings if f.state in {"new", "open"}]
    failed = sum(f.severity != "note" for f in live)
    cases = "\n".join(_case(f) for f in live)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuite name="copilot" tests="{len(live)}" failures="{failed}">\n'
        f"{cases}\n</testsuite>"
    )


def _case(finding: "FindingView") -> str:
    name, code = quoteattr(safe(finding.subject)), quoteattr(finding.code)
    if finding.severity == "note":
        return f"  <testcase classname={code} name={name}/>"
    message = escape(plain(finding.message))
    return (
        f"  <testcase classname={code} name={name}>"
        f"<failure message={quoteattr(finding.severity)}>{message}</failure></testcase>"
    )


def as_sarif(findings: Iterable[tuple["FindingView", "Place | None"]]) -> dict[str, Any]:
    """SARIF 2.1.0 for findings that lie in a file."""
    results = [_result(finding, place) for finding, place in findings]
    rules = sorted({str(r["ruleId"]) for r in results})
    driver = {"name": "copilot", "rules": [{"id": rule} for rule in rules]}
    return {
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _result(finding: "FindingView", place: "Place | None") -> dict[str, Any]:
    where = {"uri": place.file if place else "copilot.toml"}
    region = {"startLine": (place.line or place.row or 1) if place else 1}
    return {
        "ruleId": finding.code,
        "level": _SARIF[finding.severity],
        "message": {"text": finding.message},
        "partialFingerprints": {"copilot/v1": finding.fingerprint},
        "locations": [{"physicalLocation": {"artifactLocation": where, "region": region}}],
    }


RENDERERS: "dict[str, Callable[[Sequence[FindingView], bool], str]]" = {
    "text": as_text,
    "markdown": as_markdown,
    "github": as_github,
    "junit": as_junit,
}


def _cell(text: str) -> str:
    return plain(text).replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def _command(text: str) -> str:
    return plain(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
