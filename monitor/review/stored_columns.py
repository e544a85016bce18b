"""Sessions of the record as columns at one value a second, for re-judging. Only real sessions are ever read."""

from collections import Counter
from collections.abc import Container, Iterator

import numpy as np

from drivers.observations import CuffStatus, Parameter, Provenance, Quality
from monitor.alarms.acceptance import impossibility
from monitor.alarms.arrays import Mask, Ticks
from monitor.alarms.baseline import NO_BASELINE, Baseline
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.rules import Channel
from monitor.domain.answer_events import BaselineChanged
from monitor.domain.entries import DrugGiven
from monitor.domain.events import AlarmChanged, BaselineFrozen, EntryRecorded, EntryVoided, Event, PhaseChanged
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import AlarmChangeKind, Phase
from monitor.review.stored_session import MISSING, Bytes, StoredSession, UsefulAlarm
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
_ENDS = (AlarmChangeKind.CLEARED, AlarmChangeKind.LATCHED)
_VALID, _INVALID = QUALITIES.index(Quality.VALID), QUALITIES.index(Quality.INVALID)


def real_sessions(
    records: Records, *, from_utc_ms: int | None, to_utc_ms: int | None, useful: Container[int] = frozenset()
) -> Iterator[StoredSession]:
    """Every finished real session admitted in this time that has anything to judge, newest first.

    `useful` holds the numbers of the alarms that reviewers marked as useful.
    """
    for summary in _finished(records, from_utc_ms, to_utc_ms):
        record = records.open_session(summary.session_id)
        if record is not None and _seconds(record) > 0:
            yield columns_of(record, useful=useful)


def count_real_sessions(records: Records, *, from_utc_ms: int | None, to_utc_ms: int | None) -> int:
    """How many finished real sessions were admitted in this time."""
    return sum(1 for _ in _finished(records, from_utc_ms, to_utc_ms))


def _finished(records: Records, from_utc_ms: int | None, to_utc_ms: int | None) -> Iterator[SessionSummary]:
    """Finished real sessions; what was simulated or replayed is none of a clinic's patients."""
    which = SessionFilter(from_utc_ms=from_utc_ms, to_utc_ms=to_utc_ms, provenance=Provenance.REAL)
    before: SessionSummary | None = None
    while True:
        page = records.sessions(which, before=before, limit=MAX_PAGE)
        yield from (summary for summary in page if summary.discharged_tick is not None)
        if len(page) < MAX_PAGE:
            return
        before = page[-1]


def columns_of(record: SessionRecord, *, useful: Container[int] = frozenset()) -> StoredSession:
    """One session from its admission on. Of several values in a second the last counts, rounded to whole numbers."""
    values, doubtful = _values(record)
    readings = _accepted(record)
    frozen = [event for event in record.events if isinstance(event, BaselineFrozen | BaselineChanged)]
    raised = [
        event
        for event in record.events
        if isinstance(event, AlarmChanged) and event.change is AlarmChangeKind.RAISED and not event.extends
    ]
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
        baseline=baseline_of(frozen[-1]) if frozen else NO_BASELINE,
        baseline_s=_second(record, frozen[-1]) if frozen else None,
        infusion_end_s=_infusion_end_s(record),
        useful=tuple(_useful(record, event) for event in raised if event.alarm_id in useful),
        recorded=Counter(event.rule for event in raised),
        treated=_is_treated(record),
    )


def _second(record: SessionRecord, event: Event) -> int:
    return max(0, event.at.tick - record.summary.admitted_tick) // TICKS_PER_SECOND


def _infusion_end_s(record: SessionRecord) -> int | None:
    """When the room was told that the drug had ended, the last time that it was."""
    told = [event for event in record.events if isinstance(event, PhaseChanged) and event.phase is Phase.RECOVERY]
    return _second(record, told[-1]) if told else None


def _useful(record: SessionRecord, raised: AlarmChanged) -> UsefulAlarm:
    """An alarm from its raising to its last end; one that stood at the end of the stay lasts so long."""
    first_tick = record.summary.admitted_tick
    same = [event for event in record.events if isinstance(event, AlarmChanged) and event.alarm_id == raised.alarm_id]
    ends = [event.at.tick for event in same if event.change in _ENDS]
    return UsefulAlarm(
        session_id=record.summary.session_id,
        alarm_id=raised.alarm_id,
        rule=raised.rule,
        first_tick=max(0, raised.at.tick - first_tick),
        last_tick=max(ends, default=first_tick + _seconds(record) * TICKS_PER_SECOND) - first_tick,
        priority=max(event.priority for event in same),
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


def baseline_of(event: BaselineFrozen | BaselineChanged) -> Baseline:
    """The baseline that an event froze, or that a physician put in its place."""
    return Baseline(
        systolic=event.systolic, diastolic=event.diastolic, mean=event.mean, rate=event.rate, spo2=event.spo2
    )


def _is_treated(record: SessionRecord) -> bool:
    """Whether a drug was given beside the infusion, and its entry still counts."""
    gone = {event.entry_seq for event in record.events if isinstance(event, EntryVoided)}
    entries = [event for event in record.events if isinstance(event, EntryRecorded)]
    gone |= {event.replaces_seq for event in entries if event.replaces_seq is not None}
    return any(isinstance(event.entry, DrugGiven) and event.seq not in gone for event in entries)
