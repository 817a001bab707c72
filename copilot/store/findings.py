"""Findings over time: first seen, last seen, resolved, muted."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select, update

from copilot.errors import InputError
from copilot.portfolio import Finding, FindingState

from .base import CHUNK, Bound, chunks
from .codec import decode, encode
from .tables import finding


class _State(NamedTuple):
    state: FindingState
    first_seen: datetime


_OLDEST = finding.c.first_seen, finding.c.fingerprint


class Findings(Bound):
    """Matched by fingerprint; what was muted stays muted."""

    def merge_findings(
        self,
        findings: Iterable[Finding],
        *,
        at: datetime,
        codes: Collection[str] | None = None,
    ) -> tuple[Finding, ...]:
        """Match with earlier ones: new, open, resolved, open again; muted stays muted.

        Args:
            findings: what the checks found now.
            at: when they ran.
            codes: the checks that ran, so that what they no longer find is resolved;
                None stands for all of them.

        Returns:
            Those found now, in their order, then those resolved by this.
        """
        found = {each.fingerprint: each for each in findings}
        with self._writing() as connection:
            gone = self._gone(connection, found, codes)
            seen = [*self._merged(connection, found, at)]
            whole = self._known(connection, gone)
            resolved = [replace(whole[key], state="resolved") for key in gone]
            self._put(connection, finding, (_row(each) for each in chain(seen, resolved)))
        return (*seen, *resolved)

    def findings(self) -> tuple[Finding, ...]:
        """Every finding so far, the resolved ones included, oldest first."""
        with self._reading() as connection:
            return tuple(self._known(connection).values())

    def mute(self, fingerprint: str, *, at: datetime) -> None:
        """Never tell of this finding again.

        Raises:
            InputError: there is no such finding.
        """
        changed = (
            update(finding)
            .where(self._mine(finding), finding.c.fingerprint == fingerprint)
            .values(state="muted", last_seen=at)
        )
        with self._writing() as connection:
            if not connection.execute(changed).rowcount:
                raise InputError(f"no finding has the fingerprint {fingerprint!r}")

    def _gone(
        self, connection: Connection, found: Container[str], codes: Collection[str] | None
    ) -> list[str]:
        """Return what was open, of these checks or of all, and is not found any more."""
        which = [] if codes is None else [finding.c.code.in_(codes)]
        chosen = select(finding.c.fingerprint).where(
            self._mine(finding), finding.c.state.in_(("new", "open")), *which
        )
        rows = connection.execute(chosen.order_by(*_OLDEST).execution_options(yield_per=CHUNK))
        return [key for key in rows.scalars() if key not in found]

    def _merged(
        self, connection: Connection, found: dict[str, Finding], at: datetime
    ) -> Iterator[Finding]:
        """Yield, and let go of, what was found, with what is known of it."""
        for keys in chunks([*found]):
            known = self._states(connection, keys)
            for key in keys:
                yield _seen(found.pop(key), known.get(key), at)

    def _states(self, connection: Connection, keys: Sequence[str]) -> Mapping[str, _State]:
        """Return what matching has to know of some findings."""
        columns = finding.c.fingerprint, finding.c.state, finding.c.first_seen
        chosen = select(*columns).where(self._mine(finding), finding.c.fingerprint.in_(keys))
        return {key: _State(*known) for key, *known in connection.execute(chosen)}

    def _known(
        self, connection: Connection, keys: Sequence[str] | None = None
    ) -> Mapping[str, Finding]:
        """Return every finding so far, or these."""
        pages = [None] if keys is None else chunks(keys)
        found: dict[str, Finding] = {}
        for page in pages:
            which = [] if page is None else [finding.c.fingerprint.in_(page)]
            chosen = select(finding).where(self._mine(finding), *which).order_by(*_OLDEST)
            found.update((row.fingerprint, _read(row)) for row in connection.execute(chosen))
        return found


def _read(row: Row[Any]) -> Finding:
    return replace(
        decode(Finding, row.finding),
        state=row.state,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
    )


def _seen(found: Finding, known: _State | None, at: datetime) -> Finding:
    first = known.first_seen if known else at
    state: FindingState = "open"
    if known and known.state == "muted":
        state = "muted"
    elif first == at:  # running the same scan again tells the same
        state = "new"
    return replace(found, first_seen=first, last_seen=at, state=state)


def _row(found: Finding) -> dict[str, object]:
    # Its own copy of the message: text that is no ASCII keeps its UTF-8 once it was written.
    message = found.message[:1] + found.message[1:]
    plain = replace(found, message=message, first_seen=None, last_seen=None, state="new")
    return {
        "fingerprint": found.fingerprint,
        "code": found.code,
        "state": found.state,
        "first_seen": found.first_seen,
        "last_seen": found.last_seen,
        "finding": encode(plain),
    }
