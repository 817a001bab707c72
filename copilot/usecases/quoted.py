"""How days are written in what a person reads."""

from datetime import date


def day_of(day: date, year: int) -> str:
    """`3 Mar`, or `3 Mar 2025` where it is not in this year."""
    said = f"{day.day} {day:%b}"
    return said if day.year == year else f"{said} {day.year}"
