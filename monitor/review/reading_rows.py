"""The pressures of a session as rows: what the cuffs gave, what failed, and what people typed, each marked. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from drivers.observations import CuffStatus, Provenance, Quality
from monitor.domain.entries import ValuesEntered
from monitor.domain.events import ReadingJudged
from monitor.domain.vocabulary import Verdict
from monitor.review.entry_rows import EntryRow
from monitor.review.reading_row import ReadingRow
from monitor.review.value_columns import UtcOfTicks, least_real
from monitor.room.sifting import SAME_READING_TICKS
from monitor.room.unclaimed import GAP_TICKS, LONGEST_TICKS
from monitor.storage import SessionRecord


def reading_rows(
    record: SessionRecord, entries: Sequence[EntryRow], utc_of: UtcOfTicks, *, from_tick: int
) -> tuple[ReadingRow, ...]:
    """All pressures in the order in which they were measured.

    `from_tick`: from when on the devices measured this patient; before the admission only where somebody said so.
    """
    typed = {row.entry_seq: row for row in entries if isinstance(row.entry, ValuesEntered) and _has_pressure(row)}
    judged = [event for event in record.events if isinstance(event, ReadingJudged)]
    provenances, pairs = _Provenances(record, utc_of), _pairs(judged, typed)
    told = {row.entry_seq for row in pairs.values()}
    rows = [
        *_before_admission(record, utc_of, from_tick),
        *(_judged(event, provenances, pairs.get(event.seq)) for event in judged),
        *_not_judged(row for seq, row in typed.items() if seq not in told),
    ]
    return tuple(sorted(rows, key=lambda row: row.measured_utc_ms))


def claimed_tick(record: SessionRecord) -> int:
    """From when on the devices spoke of this patient without a gap, where the admission says that it was this one."""
    admitted = record.summary.admitted_tick
    ticks = np.concatenate([record.samples.tick, [reading.measured_tick for reading in record.readings]])
    before = np.sort(ticks[(ticks < admitted) & (ticks >= admitted - LONGEST_TICKS)])[::-1]
    claimed = admitted
    for tick in before.tolist():
        if claimed - tick > GAP_TICKS:
            break
        claimed = tick
    return int(claimed)


def _before_admission(record: SessionRecord, utc_of: UtcOfTicks, from_tick: int) -> Iterator[ReadingRow]:
    last_tick: int | None = None
    for item in record.readings:
        is_result = item.status is CuffStatus.DONE and item.quality is not Quality.INVALID
        if not is_result or item.systolic is None or not from_tick <= item.measured_tick < record.summary.admitted_tick:
            continue
        if last_tick is not None and item.measured_tick <= last_tick + SAME_READING_TICKS:
            continue  # told again
        last_tick = item.measured_tick
        yield ReadingRow(
            measured_utc_ms=utc_of.one(item.measured_tick),
            place_id=record.stays[0].place_id,
            device_id=item.device_id,
            systolic=item.systolic,
            diastolic=item.diastolic,
            mean=item.mean,
            pulse=item.pulse,
            verdict=Verdict.SUSPECT if item.quality is Quality.QUESTIONABLE else Verdict.ACCEPTED,
            why=item.why or "",
            provenance=item.provenance,
            before_admission=True,
        )


def _judged(event: ReadingJudged, provenances: "_Provenances", entry: EntryRow | None) -> ReadingRow:
    return ReadingRow(
        measured_utc_ms=event.measured_utc_ms,
        place_id=event.place_id,
        device_id=event.device_id,
        systolic=event.systolic,
        diastolic=event.diastolic,
        mean=event.mean,
        pulse=event.pulse,
        verdict=event.verdict,
        why=event.why,
        provenance=Provenance.ENTERED if event.entered else provenances.of(event),
        voided="" if entry is None else _set_aside(entry),
        corrects=entry is not None and entry.replaces is not None,
        judged_seq=event.seq,
    )


def _not_judged(rows: Iterable[EntryRow]) -> Iterator[ReadingRow]:
    """Pressures that were typed behind a newer reading: kept, and told by no event of their own."""
    for row in rows:
        entry = row.entry
        if not isinstance(entry, ValuesEntered):
            continue
        yield ReadingRow(
            measured_utc_ms=row.utc_ms,
            place_id=row.place_id,
            device_id="",
            systolic=entry.systolic,
            diastolic=entry.diastolic,
            mean=entry.mean,
            pulse=entry.pulse,
            verdict=None,
            why="entered behind a newer reading",
            provenance=Provenance.ENTERED,
            voided=_set_aside(row),
            corrects=row.replaces is not None,
        )


def _has_pressure(row: EntryRow) -> bool:
    return isinstance(row.entry, ValuesEntered) and row.entry.systolic is not None


def _pairs(judged: Iterable[ReadingJudged], typed: Mapping[int, EntryRow]) -> dict[int, EntryRow]:
    """The entry that each judged event tells of, by the event: the newest with its numbers before it, each once.

    A correction stands at the same time as what it corrects, often with the same systolic.
    """
    pairs: dict[int, EntryRow] = {}
    left = dict(typed)
    for event in sorted((one for one in judged if one.entered), key=lambda one: one.seq):
        found = [seq for seq, row in left.items() if seq < event.seq and _is_of(event, row)]
        if found:
            pairs[event.seq] = left.pop(max(found))
    return pairs


def _is_of(event: ReadingJudged, row: EntryRow) -> bool:
    entry = row.entry
    if not isinstance(entry, ValuesEntered) or event.measured_utc_ms != row.utc_ms:
        return False
    numbers = (event.systolic, event.diastolic, event.mean, event.pulse)
    return (entry.systolic, entry.diastolic, entry.mean, entry.pulse) == numbers


def _set_aside(row: EntryRow) -> str:
    if row.voided:
        return row.voided
    return "" if row.replaced_by is None else "corrected"


class _Provenances:
    """Where each reading came from, by device and time; one that is not found is as real as the device's least real."""

    def __init__(self, record: SessionRecord, utc_of: UtcOfTicks) -> None:
        ticks = np.array([item.measured_tick for item in record.readings], dtype=np.int64)
        self._found: dict[tuple[str, int], Provenance] = {}
        of_device: dict[str, list[Provenance]] = {}
        for item, utc_ms in zip(record.readings, utc_of(ticks).tolist(), strict=True):
            self._found[item.device_id, utc_ms] = item.provenance
            of_device.setdefault(item.device_id, [record.summary.provenance]).append(item.provenance)
        self._least_real = {device_id: least_real(found) for device_id, found in of_device.items()}
        self._session = record.summary.provenance

    def of(self, event: ReadingJudged) -> Provenance:
        known = self._found.get((event.device_id, event.measured_utc_ms))
        return self._least_real.get(event.device_id, self._session) if known is None else known
