"""The years that records and questions can be about."""

from datetime import date

YEARS = range(1970, 2200)
"""Tools write 0001-01-01, 1899-12-30 or 9999-12-31 where a date is empty, and the first and last
years of the calendar leave no room for a time zone or for the day after."""


def is_likely(day: date) -> bool:
    """Whether anybody can mean that day."""
    return day.year in YEARS


def years_shown() -> str:
    """The years as people are told them."""
    return f"{YEARS[0]} to {YEARS[-1]}"
