"""Checks a record against its own chain, its packed values and its signatures, and names what does not hold.

A chain alone cannot miss events that were taken from its end: there the last checkpoint and the signatures speak, which
know how far it once went.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DatabaseError

from monitor.storage import tables
from monitor.storage.chain import breaks
from monitor.storage.engines import Store, reading_engine
from monitor.storage.errors import StorageUnavailableError, in_words
from monitor.storage.signing import false_signatures

_PAGE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was looked at, and every finding in words."""

    events: int
    signatures: int
    retired_sessions: int
    findings: tuple[str, ...]


def verify(store: Store) -> Verdict:
    """Read the whole chain, a page at a time, while the station may go on writing.

    Raises:
        StorageUnavailableError: the store cannot be read.

    """
    engine = reading_engine(store)
    try:
        with engine.begin() as connection:
            retired = frozenset(connection.execute(select(tables.retirements.c.session_id)).scalars())
            known_seq = connection.execute(select(func.max(tables.checkpoints.c.event_seq))).scalar_one() or 0
        walk = _Walk(engine)
        findings = [one.why for one in breaks(walk.rows(), retired=retired)]
        if walk.last_seq < known_seq:
            findings.append(f"events {walk.last_seq + 1} to {known_seq} were taken from the end")
        with engine.begin() as connection:
            signatures = connection.execute(select(func.count()).select_from(tables.signatures)).scalar_one()
            findings += false_signatures(connection)
    except DatabaseError as error:
        raise StorageUnavailableError(in_words(error)) from error
    finally:
        engine.dispose()
    return Verdict(events=walk.count, signatures=signatures, retired_sessions=len(retired), findings=tuple(findings))


class _Walk:
    """Goes through all events in short transactions and remembers how far it came."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.count = 0
        self.last_seq = 0

    def rows(self) -> Iterator[Mapping[str, Any]]:
        while page := self._page():
            for row in page:
                self.count += 1
                self.last_seq = row["seq"]
                yield row

    def _page(self) -> list[Mapping[str, Any]]:
        statement = select(tables.events).where(tables.events.c.seq > self.last_seq)
        with self._engine.begin() as connection:
            found = connection.execute(statement.order_by(tables.events.c.seq).limit(_PAGE))
            return [dict(row) for row in found.mappings()]
