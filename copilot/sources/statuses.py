"""A tracker's own status, resolution or category to the five that strategy cares about."""

import re
from collections.abc import Mapping
from functools import lru_cache

from copilot.portfolio import Status

from .endings import Endings

_KNOWN = {
    Status.PLANNED: """
        open, new, todo, to do, to-do, backlog, planned, proposed, accepted, approved, unstarted,
        triage, reopened, re opened, ready, selected, selected for development, ready for
        development, ready for dev, ready for work, on deck, not started, pending, draft, idea,
        ideas, next, next up, later, now, inbox, icebox, requested, submitted, upcoming, queued,
        queue, deferred, committed, defined, refined, estimated, groomed, scheduled, postponed,
        funnel, someday, untriaged,
        unscheduled, not yet started, needs triage, incoming, wishlist, ice box, planning, product
        backlog, sprint backlog, this sprint, next sprint, this week, today, unresolved,
        assigned, recently assigned, confirmed, awaiting triage, future, prioritized,
        prioritised, offen, neu, geplant, bereit, zu erledigen, nicht begonnen, ausstehend,
        rückstand, nicht gestartet, à faire, ouvert, nouveau, prévu, en attente, non commencé,
        pas commencé, abierto, nuevo, por hacer, pendiente, planificado, sin empezar, da fare,
        aperto, te doen""",
    Status.ACTIVE: """
        in progress, inprogress, active, doing, started, wip, work in progress, in development,
        development, in dev, dev, in review, review, reviewing, code review, in qa, qa, testing,
        in testing, in test, test, implementing, implementation, under review, in code review,
        ready for review, peer review, pr review, ready for qa, ready for test, ready for
        testing, ready for release, ready to deploy, ready to release, to release, ready for
        deployment, ready for deploy, ready for merge, ready to merge, deploying, staging, in
        staging, on staging, verifying, verification, validating, validation, working, working on
        it, ongoing, building, in design, design, designing, in analysis, analysis, discovery, in
        discovery, investigating, investigation, uat, in uat, in acceptance, acceptance, awaiting
        review, awaiting deployment, to review, to test, to verify, hooked, underway, under way,
        in flight, executing, delivering, current, indeterminate, in build, on track, at risk,
        off track, behind, delayed, feedback, to validate, in arbeit, in bearbeitung, läuft,
        begonnen, in prüfung, im test, in umsetzung, aktiv, en cours, en revue, en curso, en
        progreso, en revisión, in corso, bezig, en proceso""",
    Status.BLOCKED: """
        blocked, on hold, onhold, hold, waiting, stuck, impeded, impediment, paused, halted,
        waiting for customer, waiting for support, waiting for approval, waiting for, waiting for
        third party, waiting on, suspended, parked, awaiting customer, at risk blocked,
        blockiert, pausiert, wartet, wartend, bloqué, suspendu, bloqueado, en espera, bloccato""",
    Status.DONE: """
        done, closed, complete, completed, resolved, fixed, finished, released, shipped,
        deployed, live, merged, verified, delivered, achieved, launched, in production,
        production, archived, success, signed off, closed completed, done done, implemented,
        published, solved, closed won, erledigt, fertig, geschlossen, abgeschlossen, gelöst,
        behoben, umgesetzt, terminé, terminée, terminé e,
        fermé e, résolu e, fermé, résolu, fait, livré, clos, hecho, cerrado,
        terminado, completado, resuelto, finalizado, fatto, chiuso, klaar""",
    Status.DROPPED: """
        cancelled, canceled, dropped, wontfix, won t fix, wont fix, won t do, wont do, abandoned,
        rejected, declined, duplicate, duplicated, invalid, removed, obsolete, discarded, not
        planned, not accepted, not doing, cannot reproduce, can t reproduce, not reproducible, as
        designed, works as designed, by design, not a bug, no longer needed, withdrawn, deleted,
        tombstone, superseded, closed lost, not needed, not required, trashed, killed,
        descoped, out of scope, cancel, abgebrochen, abgelehnt, verworfen, ungültig,
        duplikat, storniert, annulé, annulée, abandonné, rejeté,
        cancelado, rechazado, descartado, annullato""",
}
_STATUS = {
    " ".join(name.split()): status
    for status, names in _KNOWN.items()
    for name in names.replace("-", " ").split(",")
}

_ENDINGS = Endings(
    done=[name for name, status in _STATUS.items() if status is Status.DONE],
    dropped=[name for name, status in _STATUS.items() if status is Status.DROPPED],
)

_HINTS = (
    (Status.PLANNED, "incomplete, not complete"),
    (Status.BLOCKED, "block, on hold, waiting, paused, impeded, stuck"),
    (Status.PLANNED, "not started, not done, to do, todo, backlog, ready for dev, triage"),
    (
        Status.ACTIVE,
        "progress, review, test, doing, develop, qa, verif, staging, ready to, ready for,"
        " awaiting, working, design, arbeit",
    ),
)
_HINTS_OF_THE_FUTURE = "plan, new, next, later, idea, open, refine, queue"
_NEGATIONS = {"not", "no", "never", "nicht", "kein", "keine", "pas", "non", "sin", "niet", "geen"}
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?%")
_KEY = re.compile(r"\b[A-Z][A-Z0-9_]+-\d+\b|#\d+\b")
_NOISE = re.compile(r"[^\w]+|_")
_NUMBERING = re.compile(r"^\d+ ")
_REFUSALS = {"incomplete"} | {n for n, s in _STATUS.items() if s is Status.DROPPED}


def folded(native: str) -> str:
    """`🚧 In-Progress` is `in progress`."""
    return _NUMBERING.sub("", " ".join(_NOISE.sub(" ", native).split()).casefold())


@lru_cache(maxsize=4096)
def status_of(native: str) -> Status | None:
    """Map a status name, in several languages; None where it says nothing."""
    if (share := _SHARE.search(native)) is not None:
        return _by_share(share, folded(_SHARE.sub("", native, count=1)))
    name = folded(_KEY.sub("", native))
    return _STATUS.get(name) or _ending(name) or _hinted(name)


def _by_share(share: re.Match[str], rest: str) -> Status | None:
    """`80 %`, `80 % done`; of anything else the number says nothing."""
    if rest and not _ENDINGS.done(rest):
        return _hinted(rest)
    done = float(share[1].replace(",", "."))
    return Status.DONE if done >= 100 else Status.ACTIVE if done else Status.PLANNED


def _ending(name: str) -> Status | None:
    if _ENDINGS.dropped(name):
        return Status.DROPPED
    return Status.DONE if _ENDINGS.done(name) else None


def _hinted(name: str) -> Status | None:
    """By words that tell it in any company; none of them tells that work ended."""
    negated = not _NEGATIONS.isdisjoint(name.split())
    for status, hints in _HINTS:
        if _holds(name, hints):
            return None if negated and status is not Status.PLANNED else status
    if negated or _ENDINGS.speaks_of_one(name):
        return None
    return Status.PLANNED if _holds(name, _HINTS_OF_THE_FUTURE) else None


def _holds(name: str, hints: str) -> bool:
    padded = f" {name}"
    return any(f" {hint}" in padded for hint in hints.split(", "))


def is_status(text: str) -> bool:
    """Whether a text is the name of a status beyond doubt."""
    return folded(text) in _STATUS


def refused(resolution: str) -> bool:
    """Whether a resolution says the work will not be done: Won't do, Duplicate, …."""
    name = folded(resolution)
    short = name.count(" ") < 4
    return name in _REFUSALS or (short and name.startswith(("won t", "wont", "cannot", "not ")))


def declared(native: str, own: Mapping[str, str]) -> Status | None:
    """Look a status up in the map of the configuration; it need not match in case."""
    if not own or not native:
        return None
    names = {folded(name): value for name, value in own.items()}
    value = names.get(folded(native))
    return Status(value) if value in set(Status) else None
