"""Goal files of other tools: their names of our keys."""

import re
from collections.abc import Mapping
from typing import Any

_FILE = {"objectives": "okrs okr goals", "cycle": "period quarter timeframe"}
_GOAL = {"owner": "assignee dri lead responsible"}
_OBJECTIVE = _GOAL | {
    "title": "objective name goal text description",
    "key_results": "keyresults krs results measures",
}
_RESULT = _GOAL | {
    "title": "description name keyresult kr result metric text",
    "baseline": "start startvalue initial initialvalue from",
    "target": "goal targetvalue to",
    "due": "deadline duedate enddate",
}
_SEPARATORS = re.compile(r"[\s_-]+")


def own_words(content: Any) -> Any:
    """Return a file's content with other tools' keys renamed where ours is missing."""
    if not isinstance(content, dict):
        return content
    file = _renamed(content, _FILE)
    if isinstance(file.get("objectives"), list):
        file["objectives"] = [_objective(entry) for entry in file["objectives"]]
    return file


def _objective(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    made = _renamed(entry, _OBJECTIVE)
    if isinstance(made.get("key_results"), list):
        made["key_results"] = [
            _renamed(one, _RESULT) if isinstance(one, dict) else one for one in made["key_results"]
        ]
    return made


def _renamed(entry: Mapping[Any, Any], ours: Mapping[str, str]) -> dict[Any, Any]:
    made = dict(entry)
    for name, others in ours.items():
        plain = {_SEPARATORS.sub("", str(key)).casefold(): key for key in made}
        found = next((plain[other] for other in others.split() if other in plain), None)
        if name not in made and found is not None:
            made = {name if key == found else key: value for key, value in made.items()}
    return made
