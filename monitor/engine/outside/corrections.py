"""Pressures that people typed and then set aside or corrected: whoever was told of them has to hear of that. Pure.

Known are the entries since this start: of an older one only the correction can be told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.domain.entries import ValuesEntered
from monitor.domain.events import EntryRecorded, EntryVoided, Event

MOST_KEPT = 200  # entries of one patient: more than anybody types in a day

Key = tuple[str, int]
"""Place and session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedPressure:
    """One entered pressure, mmHg, that is wrong, or that stands in the place of a wrong one."""

    values: ValuesEntered
    measured_utc_ms: int
    wrong: bool
    why: str  # in words


class Corrections:
    """Remembers what was typed of each patient who is there."""

    def __init__(self) -> None:
        self._typed: dict[int, dict[int, EntryRecorded]] = {}  # by session and number of the entry

    def heard(self, events: Sequence[Event], present: Sequence[Key]) -> dict[Key, tuple[CorrectedPressure, ...]]:
        """What these events correct, by the patient; `present`: who is where after them."""
        found: dict[int, list[CorrectedPressure]] = {}
        for event in events:
            if isinstance(event, EntryVoided):
                found.setdefault(event.session_id, []).extend(
                    self._wrong(event.session_id, event.entry_seq, event.reason)
                )
            elif isinstance(event, EntryRecorded) and isinstance(event.entry, ValuesEntered):
                found.setdefault(event.session_id, []).extend(self._recorded(event))
        sessions = {session_id: (place_id, session_id) for place_id, session_id in present}
        self._typed = {session_id: kept for session_id, kept in self._typed.items() if session_id in sessions}
        return {sessions[each]: tuple(rows) for each, rows in found.items() if rows and each in sessions}

    def _recorded(self, event: EntryRecorded) -> list[CorrectedPressure]:
        kept = self._typed.setdefault(event.session_id, {})
        kept[event.seq] = event
        if len(kept) > MOST_KEPT:
            del kept[min(kept)]
        if event.replaces_seq is None:
            return []
        rows = self._wrong(event.session_id, event.replaces_seq, "corrected by a later entry")
        return [*rows, *_row(event, wrong=False, why="correction of an earlier entry")]

    def _wrong(self, session_id: int, entry_seq: int, why: str) -> list[CorrectedPressure]:
        event = self._typed.get(session_id, {}).get(entry_seq)
        return [] if event is None else _row(event, wrong=True, why=why)


def _row(event: EntryRecorded, *, wrong: bool, why: str) -> list[CorrectedPressure]:
    """Of an entry with a pressure; nothing of another."""
    entry = event.entry
    if not isinstance(entry, ValuesEntered) or entry.systolic is None:
        return []
    return [CorrectedPressure(values=entry, measured_utc_ms=event.effective_utc_ms, wrong=wrong, why=why)]
