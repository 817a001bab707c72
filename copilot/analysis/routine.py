"""Everyday work that serves no goal of the quarter, in the words people give it.

A text that reads like one of these more than like any goal is probably not there for a goal.
The phrases are general knowledge of many trades, none of them a case of the evaluation.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from copilot.portfolio import ReasonClass

from .parameters import Parameters
from .similarity import blocks, excess, stretch_of
from .vectors import Matrix, Vectors

SAMPLE = 1024
"""Items that show what the embedder gives to unrelated texts."""
NEAREST = 3
"""Phrases of a class that speak for it."""

_PHRASES: Mapping[ReasonClass | None, Sequence[str]] = {
    "keep-the-lights-on": (
        "Renew the TLS certificate before it expires",
        "Rotate passwords and API keys",
        "On-call rota and hand-over",
        "Test restoring the database from backup",
        "Update dependencies to their latest patch release",
        "Upgrade the operating system before support ends",
        "Replace a failing disk in the storage",
        "Silence a noisy monitoring alert",
        "Repair the broken build pipeline",
        "Yearly maintenance of machines and equipment",
        "Extend the service contract with the supplier",
        "Renew software licences and subscriptions",
        "Renew the insurance policy",
        "Order spare parts and consumables",
        "Holiday cover and standby duty",
        "Logs fill up the disk",
        "Replace old laptops and phones",
        "Repair heating, lifts or lighting in the building",
        "Clean up after an outage and restart services",
        "Renew domain names",
        "Run the monthly payroll",
        "Inspection and tyres of company vehicles",
        "Move a team to other rooms",
        "Account, keys and laptop for a new colleague",
        "Pay recurring invoices and dunning letters",
        "Bank details, master data and address changes",
        "Stocktaking and calibration of instruments",
        "Annual price update from the vendor",
        "Change of telephone provider and mail server settings",
        "Pest control, cleaning and waste collection",
    ),
    "debt": (
        "Refactor a module that nobody dares to touch",
        "Remove dead code and unused feature flags",
        "Split a class that has grown too large",
        "Merge duplicate records in the database",
        "Replace a deprecated library",
        "Stabilise flaky tests",
        "Replace a home-grown spreadsheet macro",
        "Unify several versions of one template",
        "Tidy up the shared drive and its folders",
        "Consistent names in code and documents",
        "Switch off the legacy system at last",
        "Write down what only one person knows how to do",
        "Untangle circular imports between packages",
        "Get rid of manual copying between two systems",
        "Archive old projects and close stale tickets",
        "Convert old scripts to the current language version",
    ),
    "compliance": (
        "Answer a request for access to personal data",
        "Data protection impact assessment",
        "Statutory report to the authorities",
        "Documents for the external audit",
        "Tax return and advance payments",
        "Fire safety inspection and evacuation exercise",
        "Mandatory health and safety training",
        "Accessibility statement that the law requires",
        "Cookie consent and privacy notice",
        "Delete personal records when the retention period ends",
        "Licence texts of third-party components",
        "Contract for data processing with a new supplier",
        "Fix a finding of the penetration test",
        "Letter from the regulator",
        "Acknowledge the code of conduct",
        "Agreement with the works council",
        "Elect safety and staff representatives",
        "Disclosure and transparency duties",
        "Hygiene inspection and water samples",
        "Register of chemicals and hazardous substances",
        "Certification renewal, surveillance visit",
        "Whistleblower channel and anti-corruption training",
        "Expense and gift rules, archive duty of documents",
        "Customs declaration and export control",
    ),
    "customer promise": (
        "Special report promised to one customer",
        "Export in the format agreed in a contract",
        "Sales told a customer that they would get this",
        "Small feature that a single customer asked for",
        "Favour or special delivery for a key account",
        "Escalation by an important customer's management",
        "Commitment made when a contract was renewed",
        "One-off configuration for one client as agreed",
        "We gave our word to a partner that it is done by then",
        "Mayor or board member promised it to somebody",
    ),
    "exploration": (
        "Spike: find out whether it is feasible",
        "Idea for the hack day",
        "Prototype with an unfamiliar framework, just to learn",
        "Compare new tools, no decision planned",
        "Proof of concept with no customer behind it yet",
        "Play with a language model and see what it can do",
        "Reading group on a research paper",
        "Visit another company to see how they work",
        "Two days of investigation, time-boxed",
        "Try out robots, drones or virtual reality",
        "Student thesis about a topic of the future",
        "Brainstorm what the product could become in five years",
        "Curious experiment in a free afternoon",
        "Attend a fair and report what is new",
    ),
    None: (
        "Summer party and excursion of the team",
        "Coffee, kitchen and drinks",
        "New furniture and plants for the office",
        "T-shirts, stickers and other give-aways",
        "Group photo and birthday presents",
        "Sports tournament of the staff",
        "New drawing of logo, colours and slides",
        "News and lunch menu on the intranet",
        "Talk by a colleague at a conference",
        "Greeting cards for Christmas",
        "Rules for parking spaces and bicycles",
        "Names for the meeting rooms",
        "Dark mode and cosmetic changes of an admin page",
        "Venue and travel for the off-site meeting",
        "Survey about the cafeteria",
        "Brochure for the anniversary",
        "Interview for a student newspaper",
        "Donation and sponsoring of a local club",
        "Internal tool for our own convenience",
        "Wall decoration, screens and signs at reception",
    ),
}
PHRASES = tuple(phrase for phrases in _PHRASES.values() for phrase in phrases)
_CLASSES = tuple(name for name, phrases in _PHRASES.items() for _ in phrases)


class Routine(NamedTuple):
    """How items read beside everyday work."""

    beyond: Matrix
    """(n,) how far the nearest phrase is closer than unrelated texts are, in deviations."""
    reasons: tuple[ReasonClass | None, ...]
    """The class whose three nearest phrases are nearest; None is no reason at all."""


def routine_texts() -> list[str]:
    """Return what is embedded once per embedder."""
    return list(PHRASES)


def nearest_routine(vectors: Vectors, phrases: Matrix | None, parameters: Parameters) -> Routine:
    """Compare items with everyday work; what is no closer than strangers has no reason.

    Args:
        vectors: (n, dim) of items.
        phrases: vectors of `routine_texts`; None where nobody embedded them.
        parameters: what unrelated texts score.
    """
    if phrases is None or not len(vectors):
        return Routine(np.full(len(vectors), -np.inf, np.float32), (None,) * len(vectors))
    stretch = stretch_of(vectors[:: 1 + len(vectors) // SAMPLE] @ phrases.T, parameters)
    beyond, reasons = np.empty(len(vectors), np.float32), list[ReasonClass | None]()
    for at in blocks(len(vectors)):
        cosine = vectors[at] @ phrases.T
        beyond[at] = excess(cosine.max(axis=1), len(PHRASES), stretch, parameters)
        near = _classes(cosine)
        reasons += [c if b > 0 else None for c, b in zip(near, beyond[at].tolist(), strict=True)]
    return Routine(beyond, tuple(reasons))


def _classes(cosine: Matrix) -> list[ReasonClass | None]:
    of_class = [np.asarray([name == other for other in _CLASSES]) for name in _PHRASES]
    each = [np.sort(cosine[:, mine], axis=1)[:, -NEAREST:].mean(axis=1) for mine in of_class]
    names = list(_PHRASES)
    return [names[k] for k in np.argmax(each, axis=0).tolist()]
