"""Shares and places in a row, as people read them."""


def percent(share: float) -> str:
    """`83 %`; never 0 or 100, which nobody knows."""
    return f"{min(99, max(1, round(100 * share)))} %"


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `11th`."""
    tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in {11, 12, 13} else 0)
    return f"{number}{tail or 'th'}"
