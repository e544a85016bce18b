"""What people recorded during a session, as rows: each with who, when, whether it still counts, and in words. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.domain.entries import CheckAnswered, Entry
from monitor.domain.events import EntryRecorded, EntryVoided, Event
from monitor.domain.time import TICKS_PER_SECOND
from monitor.port.entry_words import entry_words

MS_PER_TICK = 1000 // TICKS_PER_SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One entry; a person's word, not a measurement. `utc_ms` is the time it is about, `recorded_utc_ms` when typed."""

    entry_seq: int
    tick: int  # of `utc_ms`, unmoved by steps of the wall clock: what spans of time are counted in
    utc_ms: int
    recorded_utc_ms: int
    place_id: str
    entry: Entry
    text: str  # the entry in words
    actor: str
    role: str
    reason: str  # why it was dated back, or why something was set aside
    voided: str  # why it no longer counts; "": it does
    replaced_by: int | None  # the entry that corrects it
    replaces: int | None = None  # the entry that it corrects

    @property
    def counts(self) -> bool:
        """Whether it is neither voided nor corrected by another."""
        return not self.voided and self.replaced_by is None


def entry_rows(events: Iterable[Event]) -> tuple[EntryRow, ...]:
    """All entries of a session in the order of the times they are about."""
    recorded = [event for event in events if isinstance(event, EntryRecorded)]
    voided = {event.entry_seq: event.reason or "no reason given" for event in events if isinstance(event, EntryVoided)}
    replaced = {event.replaces_seq: event.seq for event in recorded if event.replaces_seq is not None}
    rows = [
        EntryRow(
            entry_seq=event.seq,
            tick=event.at.tick - (event.at.utc_ms - event.effective_utc_ms) // MS_PER_TICK,
            utc_ms=event.effective_utc_ms,
            recorded_utc_ms=event.at.utc_ms,
            place_id=event.place_id,
            entry=event.entry,
            text=_words(event.entry),
            actor=event.actor.name,
            role=event.actor.role,
            reason=event.reason,
            voided=voided.get(event.seq, ""),
            replaced_by=replaced.get(event.seq),
            replaces=event.replaces_seq,
        )
        for event in recorded
    ]
    return tuple(sorted(rows, key=lambda row: (row.tick, row.entry_seq)))


def _words(entry: Entry) -> str:
    """As the room says it, with what was typed to a check, which the room's short list leaves out."""
    said = entry_words(entry)
    return f"{said}, {entry.text}" if isinstance(entry, CheckAnswered) and entry.text else said


def of_kind(rows: Iterable[EntryRow], *kinds: type[Entry]) -> tuple[EntryRow, ...]:
    """Rows of these kinds that count."""
    return tuple(row for row in rows if row.counts and isinstance(row.entry, kinds))
