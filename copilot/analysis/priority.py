"""Priorities as trackers name them, on one scale."""

_NAMES = {
    0: ("highest", "blocker", "critical", "urgent", "showstopper", "p0"),
    1: ("high", "major", "important", "p1"),
    2: ("medium", "normal", "moderate", "p2", "none", "no priority", ""),
    3: ("low", "minor", "p3"),
    4: ("lowest", "trivial", "wish", "p4", "p5"),
}
_LEVEL = {name: level for level, names in _NAMES.items() for name in names}

USUAL, LOW = 2, 3


def priority_level(name: str | None) -> int:
    """Return 0 (most urgent) to 4; names that nobody knows are in the middle."""
    return _LEVEL.get((name or "").strip().casefold(), USUAL)
