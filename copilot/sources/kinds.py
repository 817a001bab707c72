"""A tracker's own type of item to the six kinds."""

from functools import lru_cache

from copilot.portfolio.work import Kind

from .statuses import folded

_NAMES: dict[Kind, str] = {
    "initiative": """
        initiative, theme, project, program, programme, portfolio epic, capability, strategic
        initiative, initiativ, vorhaben, value stream""",
    "epic": "epic, epos, épica, épopée, epik, work package, arbeitspaket, milestone",
    "story": """
        story, user story, feature, new feature, product backlog item, pbi, requirement, feature
        request, improvement, enhancement, change request, funktion, anforderung, job story,
        historia, récit, fonctionnalité, verbesserung, suggestion, idea""",
    "bug": """
        bug, defect, fehler, incident, problem, fault, error, hotfix, regression, bogue, error,
        anomalie, störung, impediment bug, crash""",
    "subtask": "subtask, sub task, unteraufgabe, teilaufgabe, sous tâche, subtarea, child",
}
_KIND: dict[str, Kind] = {
    " ".join(name.split()): kind for kind, names in _NAMES.items() for name in names.split(",")
}


@lru_cache(maxsize=1024)
def kind_of(native: str) -> Kind:
    """Map a type name; what is not known is a task."""
    return _KIND.get(folded(native), "task")
