"""Sessions of the record as columns at one value a second, for re-judging. Only real sessions are ever read."""

from collections.abc import Iterator

import numpy as np

from drivers.observations import CuffStatus, Parameter, Provenance, Quality
from monitor.alarms.acceptance import impossibility
from monitor.alarms.arrays import Mask, Ticks
from monitor.alarms.baseline import NO_BASELINE, Baseline
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.rules import Channel
from monitor.domain.entries import DrugGiven
from monitor.domain.events import BaselineFrozen, EntryRecorded, EntryVoided
from monitor.domain.time import TICKS_PER_SECOND
from monitor.review.stored_session import MISSING, Bytes, StoredSession
from monitor.room.pressure_desk import cuff_of
from monitor.room.session import Reading
from monitor.room.sifting import is_known, reading_of
from monitor.storage import Records, SessionFilter
from monitor.storage.packing import PARAMETERS, QUALITIES, Samples
from monitor.storage.records import MAX_PAGE, SessionRecord, SessionSummary

# A later parameter takes the place of an earlier one in the same second: the ECG's rate before the oximeter's pulse.
_PARAMETERS = {
    Channel.RATE: (Parameter.PULSE, Parameter.HR),
    Channel.SPO2: (Parameter.SPO2,),
    Channel.RESP: (Parameter.RESP,),
}
_VALID, _INVALID = QUALITIES.index(Quality.VALID), QUALITIES.index(Quality.INVALID)


def real_sessions(records: Records, *, from_utc_ms: int | None, to_utc_ms: int | None) -> Iterator[StoredSession]:
    """Every finished real session admitted in this time that has anything to judge, newest first."""
    which = SessionFilter(from_utc_ms=from_utc_ms, to_utc_ms=to_utc_ms, provenance=Provenance.REAL)
    before: SessionSummary | None = None
    while True:
        page = records.sessions(which, before=before, limit=MAX_PAGE)
        for summary in page:
            record = None if summary.discharged_tick is None else records.open_session(summary.session_id)
            if record is not None and _seconds(record) > 0:
                yield columns_of(record)
        if len(page) < MAX_PAGE:
            return
        before = page[-1]


def columns_of(record: SessionRecord) -> StoredSession:
    """One session from its admission on. Of several values in a second the last counts, rounded to whole numbers."""
    values, doubtful = _values(record)
    readings = _accepted(record)
    frozen = [event for event in record.events if isinstance(event, BaselineFrozen)]
    first_tick = record.summary.admitted_tick
    return StoredSession(
        session_id=record.summary.session_id,
        values=values,
        doubtful=doubtful if doubtful.any() else None,
        reading_s=np.array(list(readings), dtype=np.int64),
        readings=np.array(
            [[item.systolic, _or_nan(item.diastolic), _or_nan(item.mean)] for item in readings.values()],
            dtype=np.float64,
        )
        .reshape(-1, 3)
        .T.copy(),
        reading_doubtful=np.array([item.quality is not Quality.VALID for item in readings.values()], dtype=bool),
        baseline=_baseline(frozen[-1]) if frozen else NO_BASELINE,
        baseline_s=max(0, frozen[-1].at.tick - first_tick) // TICKS_PER_SECOND if frozen else None,
        treated=_is_treated(record),
    )


def _seconds(record: SessionRecord) -> int:
    summary = record.summary
    last = summary.admitted_tick if summary.discharged_tick is None else summary.discharged_tick
    return -(-(last - summary.admitted_tick) // TICKS_PER_SECOND)


def _values(record: SessionRecord) -> tuple[Bytes, Mask]:
    shape = (len(CHANNELS), _seconds(record))
    values, doubtful = np.full(shape, MISSING, dtype=np.uint8), np.zeros(shape, dtype=bool)
    for channel, parameters in _PARAMETERS.items():
        row = CHANNELS.index(channel)
        for parameter in parameters:
            second, codes, doubts = _series(record.samples, parameter, record.summary.admitted_tick, shape[1])
            values[row, second], doubtful[row, second] = codes, doubts
    return values, doubtful


def _series(samples: Samples, parameter: Parameter, first_tick: int, seconds: int) -> tuple[Ticks, Bytes, Mask]:
    """Seconds, codes and doubts of the usable values of one parameter, in the order in which they came."""
    tick, value = samples.of(parameter)
    quality = samples.quality[samples.parameter == PARAMETERS.index(parameter)]
    second = (tick - first_tick) // TICKS_PER_SECOND
    usable = (second >= 0) & (second < seconds) & ~np.isnan(value) & (quality != _INVALID)
    codes = np.clip(np.round(value[usable]), 0, MISSING - 1).astype(np.uint8)
    return second[usable], codes, quality[usable] != _VALID


def _accepted(record: SessionRecord) -> dict[int, Reading]:
    """What the room took as a new reading, by the second in which it came."""
    found: dict[int, Reading] = {}
    last: Reading | None = None
    for item in record.readings:
        second = (item.tick - record.summary.admitted_tick) // TICKS_PER_SECOND
        failed = item.status in (CuffStatus.MEASURING, CuffStatus.FAILED) or item.quality is Quality.INVALID
        if failed or impossibility(cuff_of(item)) or not 0 <= second < _seconds(record):
            continue
        reading = reading_of(item, item.measured_tick)
        if not is_known(last, reading):
            found[second] = last = reading
    return dict(sorted(found.items()))


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value


def _baseline(event: BaselineFrozen) -> Baseline:
    return Baseline(
        systolic=event.systolic, diastolic=event.diastolic, mean=event.mean, rate=event.rate, spo2=event.spo2
    )


def _is_treated(record: SessionRecord) -> bool:
    """Whether a drug was given beside the infusion, and its entry still counts."""
    gone = {event.entry_seq for event in record.events if isinstance(event, EntryVoided)}
    entries = [event for event in record.events if isinstance(event, EntryRecorded)]
    gone |= {event.replaces_seq for event in entries if event.replaces_seq is not None}
    return any(isinstance(event.entry, DrugGiven) and event.seq not in gone for event in entries)
