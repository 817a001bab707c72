"""A tracker's own status, resolution or category to the five that strategy cares about."""

import re
from collections.abc import Mapping
from functools import lru_cache

from copilot.portfolio import Status

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
        published, solved, erledigt, fertig, geschlossen, abgeschlossen, gelöst, behoben,
        umgesetzt, terminé, terminée, terminé e,
        fermé e, résolu e, fermé, résolu, fait, livré, clos, hecho, cerrado,
        terminado, completado, resuelto, finalizado, fatto, chiuso, klaar""",
    Status.DROPPED: """
        cancelled, canceled, dropped, wontfix, won t fix, wont fix, won t do, wont do, abandoned,
        rejected, declined, duplicate, duplicated, invalid, removed, obsolete, discarded, not
        planned, not accepted, not doing, cannot reproduce, can t reproduce, not reproducible, as
        designed, works as designed, by design, not a bug, no longer needed, withdrawn, deleted,
        tombstone, superseded, trashed, killed, descoped, out of scope, cancel, abgebrochen,
        abgelehnt, verworfen, ungültig, duplikat, storniert, annulé, annulée, abandonné, rejeté,
        cancelado, rechazado, descartado, annullato""",
}
_STATUS = {
    " ".join(name.split()): status
    for status, names in _KNOWN.items()
    for name in names.replace("-", " ").split(",")
}

_HINTS = (
    (Status.PLANNED, "incomplete, not complete"),
    (Status.DROPPED, "cancel, reject, declin, wont, won t, abandon, duplicat, obsolet"),
    (Status.BLOCKED, "block, on hold, waiting, paused, impeded, stuck"),
    (Status.PLANNED, "not started, not done, to do, todo, backlog, ready for dev, triage"),
    (
        Status.ACTIVE,
        "progress, review, test, doing, develop, qa, verif, staging, ready to, ready for,"
        " awaiting, working, design, arbeit",
    ),
    (Status.DONE, "done, complete, closed, released, shipped, deployed, finished, resolved"),
    (Status.PLANNED, "plan, new, next, later, idea, open, refine, queue"),
)
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?%")
_NOISE = re.compile(r"[^\w]+|_")
_NUMBERING = re.compile(r"^\d+ ")
_REFUSALS = {"incomplete"} | {n for n, s in _STATUS.items() if s is Status.DROPPED}


def folded(native: str) -> str:
    """`🚧 In-Progress` is `in progress`."""
    return _NUMBERING.sub("", " ".join(_NOISE.sub(" ", native).split()).casefold())


@lru_cache(maxsize=4096)
def status_of(native: str) -> Status | None:
    """Map a status name, in several languages; None where it says nothing."""
    name = folded(native)
    if name in _STATUS:
        return _STATUS[name]
    if share := _SHARE.fullmatch(native.strip()):
        done = float(share[1].replace(",", "."))
        return Status.DONE if done >= 100 else Status.ACTIVE if done else Status.PLANNED
    padded = f" {name}"
    return next(
        (status for status, hints in _HINTS if any(f" {h}" in padded for h in hints.split(", "))),
        None,
    )


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
