"""Which allowance provides for work that serves no objective."""

import re

from copilot.portfolio import Alignment, Allowance, Portfolio

from .scope import in_force, today

# What people call an allowance for each class of reasons; matched at the start of a word.
_CALLED = {
    "keep-the-lights-on": r"keep\W+the\W+lights|ktlo|lights\W+on|run\b|maint|operat|support|"
    r"business as usual|bau\b|incident|on-?call|bug",
    "debt": r"debt|refactor|clean-?up|moderni|engineering health|hygiene|maint",
    "compliance": r"complian|legal|regulat|audit|security|privacy|gdpr|soc\b",
    "customer promise": r"promise|commit|customer|contract|escalation|account",
    "exploration": r"explor|research|experiment|innovat|discovery|spike|prototyp|hack|20 ?%",
}


def allowance_for(alignment: Alignment, portfolio: Portfolio) -> Allowance | None:
    """Return the allowance an item counts against, None where nothing is set aside for it.

    A link to an allowance wins; else the allowance whose id, title or labels name the reason.
    """
    linked = (portfolio.goal.get(link.goal) for link in alignment.links)
    for goal in linked:
        if isinstance(goal, Allowance):
            return goal
    if alignment.reason is None:
        return None
    called = re.compile(rf"\b(?:{_CALLED[alignment.reason]})", re.IGNORECASE)
    day = today(portfolio)
    return next(
        (
            a
            for a in portfolio.allowances
            if in_force(a, day) and called.search(" ".join((a.id, a.title, *a.labels)))
        ),
        None,
    )
