"""What people recorded for one patient, in the order in which it was written down, and what of it counts now.

An entry is never changed or deleted: a correction is a new entry that names the one it replaces, a wrong one is voided
with a reason. Times are ticks since the room's epoch.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import TypeAdapter

from monitor.domain.entries import Entry
from monitor.domain.people import Actor

Kind = TypeVar("Kind")
_entry: TypeAdapter[Entry] = TypeAdapter(Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEntry:
    """One entry with its circumstances."""

    seq: int  # number of the event that recorded it
    tick: int  # the time it is about
    recorded_tick: int
    entry: Entry
    actor: Actor
    reason: str = ""
    voided: str | None = None  # why it no longer counts
    replaced_by: int | None = None

    @property
    def counts(self) -> bool:
        return self.voided is None and self.replaced_by is None


@dataclass(slots=True)
class EntryBook:
    """Owns the entries of one session."""

    entries: list[KeptEntry] = field(default_factory=list)

    def find(self, seq: int) -> KeptEntry | None:
        return next((kept for kept in self.entries if kept.seq == seq), None)

    def add(self, kept: KeptEntry, *, replaces_seq: int | None = None) -> None:
        """Take an entry; the one it replaces no longer counts."""
        if replaces_seq is not None:
            self._change(replaces_seq, replaced_by=kept.seq)
        self.entries.append(kept)

    def void(self, seq: int, reason: str) -> None:
        self._change(seq, voided=reason)

    def _change(self, seq: int, *, voided: str | None = None, replaced_by: int | None = None) -> None:
        self.entries = [
            replace(kept, voided=voided or kept.voided, replaced_by=replaced_by or kept.replaced_by)
            if kept.seq == seq
            else kept
            for kept in self.entries
        ]

    def of(self, kind: type[Kind]) -> Iterator[tuple[KeptEntry, Kind]]:
        """The entries of one kind that count, in the order of the times they are about."""
        found = [(kept, kept.entry) for kept in self.entries if kept.counts and isinstance(kept.entry, kind)]
        yield from sorted(found, key=lambda pair: (pair[0].tick, pair[0].seq))

    def last(self, kind: type[Kind]) -> tuple[KeptEntry, Kind] | None:
        """The newest entry of one kind that counts."""
        return max(self.of(kind), key=lambda found: (found[0].tick, found[0].seq), default=None)

    def dump(self) -> list[list[Any]]:
        """Plain JSON for a checkpoint."""
        return [
            [
                kept.seq,
                kept.tick,
                kept.recorded_tick,
                _entry.dump_python(kept.entry, mode="json"),
                kept.actor.name,
                kept.actor.role,
                kept.reason,
                kept.voided,
                kept.replaced_by,
            ]
            for kept in self.entries
        ]

    @classmethod
    def load(cls, data: Sequence[Sequence[Any]]) -> "EntryBook":
        """Back from `dump`."""
        return cls([_load(item) for item in data])


def _load(item: Sequence[Any]) -> KeptEntry:
    seq, tick, recorded_tick, entry, name, role, reason, voided, replaced_by = item
    data: Mapping[str, Any] = entry
    return KeptEntry(
        seq=seq,
        tick=tick,
        recorded_tick=recorded_tick,
        entry=_entry.validate_python(data),
        actor=Actor(name, role),
        reason=reason,
        voided=voided,
        replaced_by=replaced_by,
    )
