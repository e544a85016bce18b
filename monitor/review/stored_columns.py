"""Sessions of the record as columns at one value a second, for re-judging. Only real sessions are ever read."""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Sequence

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
from monitor.domain.profile_events import ProfileChosen
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import AlarmChangeKind, Phase
from monitor.review.stored_session import MISSING, Bytes, StoredSession, UsefulAlarm
from monitor.room.pressure_desk import cuff_of
from monitor.room.session import Reading
from monitor.room.sifting import is_known, reading_of
from monitor.storage import Records, SessionFilter, Store
from monitor.storage.bulk import AT_ONCE, BulkReader, KeptSession
from monitor.storage.marks import sessions_of_alarms
from monitor.storage.packing import PARAMETERS, QUALITIES, Codes, Values
from monitor.storage.records import MAX_PAGE, SessionRecord, SessionSummary

# A later parameter takes the place of an earlier one in the same second: the ECG's rate before the oximeter's pulse.
_PARAMETERS = {
    Channel.RATE: (Parameter.PULSE, Parameter.HR),
    Channel.SPO2: (Parameter.SPO2,),
    Channel.RESP: (Parameter.RESP,),
}
_ALL_PARAMETERS = frozenset(parameter for some in _PARAMETERS.values() for parameter in some)
_EVENT_TYPES = (
    "baseline_frozen",
    "baseline_changed",
    "phase_changed",
    "profile_chosen",
    "entry_recorded",
    "entry_voided",
)
_ENDS = (AlarmChangeKind.CLEARED, AlarmChangeKind.LATCHED)
_VALID, _INVALID = QUALITIES.index(Quality.VALID), QUALITIES.index(Quality.INVALID)


def real_sessions(records: Records, *, from_utc_ms: int | None, to_utc_ms: int | None) -> tuple[int, ...]:
    """Numbers of the finished real sessions admitted in this time, newest first."""
    return tuple(summary.session_id for summary in _finished(records, from_utc_ms, to_utc_ms))


def stored_sessions(
    store: Store, session_ids: Sequence[int], *, useful: Collection[int] = frozenset()
) -> Iterator[StoredSession]:
    """Those of these sessions that have anything to judge, in this order.

    `useful` holds the numbers of the alarms that reviewers marked as useful. A session with one of them is read as a
    whole, for the alarm's own course, and so is one that is not packed yet.
    """
    records = Records(store)
    bulk = BulkReader(store, parameters=_ALL_PARAMETERS, event_types=_EVENT_TYPES)
    marked = sessions_of_alarms(store, useful)
    for first in range(0, len(session_ids), AT_ONCE):
        some = session_ids[first : first + AT_ONCE]
        plain = {kept.session_id: kept for kept in bulk.sessions([one for one in some if one not in marked])}
        for session_id in some:
            kept = plain.pop(session_id, None)
            record = records.open_session(session_id) if kept is None else None
            if kept is not None and _seconds(kept) > 0:
                yield _columns(kept, ())
            elif record is not None and _seconds(kept_of(record)) > 0:
                yield columns_of(record, useful=useful)


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
    raised = [event for event in record.events if isinstance(event, AlarmChanged) and _begins(event)]
    return _columns(kept_of(record), [_useful(record, event) for event in raised if event.alarm_id in useful])


def _begins(event: AlarmChanged) -> bool:
    return event.change is AlarmChangeKind.RAISED and not event.extends


def kept_of(record: SessionRecord) -> KeptSession:
    """The same as is read of many sessions at once, out of all that is kept of one; it may still run."""
    summary, samples = record.summary, record.samples
    raised = (event for event in record.events if isinstance(event, AlarmChanged) and _begins(event))
    return KeptSession(
        session_id=summary.session_id,
        admitted_tick=summary.admitted_tick,
        discharged_tick=summary.admitted_tick if summary.discharged_tick is None else summary.discharged_tick,
        values=Values(tick=samples.tick, value=samples.value, parameter=samples.parameter, quality=samples.quality),
        readings=record.readings,
        events=record.events,
        alarms=Counter(event.rule for event in raised),
    )


def _columns(kept: KeptSession, useful: Iterable[UsefulAlarm]) -> StoredSession:
    values, doubtful, by_ecg = _values(kept)
    readings = _accepted(kept)
    told = [event for event in kept.events if isinstance(event, BaselineFrozen | BaselineChanged)]
    frozen = [event for event in told if isinstance(event, BaselineFrozen)] or told
    parts = [[item.systolic, _or_nan(item.diastolic), _or_nan(item.mean)] for item in readings.values()]
    return StoredSession(
        session_id=kept.session_id,
        values=values,
        doubtful=doubtful if doubtful.any() else None,
        reading_s=np.array(list(readings), dtype=np.int64),
        readings=np.array(parts, dtype=np.float64).reshape(-1, 3).T.copy(),
        reading_doubtful=np.array([item.quality is not Quality.VALID for item in readings.values()], dtype=bool),
        baseline=baseline_of(told[-1]) if told else NO_BASELINE,  # a physician's holds for the whole session here
        baseline_s=_second(kept, frozen[-1]) if frozen else None,
        closer=choices_of(kept.events, kept.admitted_tick),
        by_ecg=by_ecg if by_ecg.any() else None,
        infusion_end_s=_infusion_end_s(kept),
        useful=tuple(useful),
        recorded=kept.alarms,
        treated=_is_treated(kept),
    )


def choices_of(events: Iterable[Event], admitted_tick: int) -> tuple[tuple[int, bool], ...]:
    """From which second on the patient was to be judged by the closer limits, and no longer.

    Risk flags at the admission choose them also where the room had none then: rules that name some would have used
    them. The first choice on record of a flagged patient is that of the admission.
    """
    found: list[tuple[int, bool]] = []
    for event in events:
        if isinstance(event, ProfileChosen):
            closer = event.closer or (not found and bool(event.flags))
            found.append((max(0, event.at.tick - admitted_tick) // TICKS_PER_SECOND, closer))
    return tuple(found)


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
        last_tick=max(ends, default=first_tick + _seconds(kept_of(record)) * TICKS_PER_SECOND) - first_tick,
        priority=max(event.priority for event in same),
    )


def _second(kept: KeptSession, event: Event) -> int:
    return max(0, event.at.tick - kept.admitted_tick) // TICKS_PER_SECOND


def _infusion_end_s(kept: KeptSession) -> int | None:
    """When the room was told that the drug had ended, the last time that it was."""
    told = [event for event in kept.events if isinstance(event, PhaseChanged) and event.phase is Phase.RECOVERY]
    return _second(kept, told[-1]) if told else None


def _seconds(kept: KeptSession) -> int:
    return -(-(kept.discharged_tick - kept.admitted_tick) // TICKS_PER_SECOND)


def _values(kept: KeptSession) -> tuple[Bytes, Mask, Mask]:
    """Codes and doubts of all channels, and where the rate is an ECG's."""
    shape = (len(CHANNELS), _seconds(kept))
    values, doubtful = np.full(shape, MISSING, dtype=np.uint8), np.zeros(shape, dtype=bool)
    by_ecg = np.zeros(shape[1], dtype=bool)
    parameter_codes, all_seconds, all_codes, all_doubts = _usable(kept.values, kept.admitted_tick, shape[1])
    for channel, parameters in _PARAMETERS.items():
        row = CHANNELS.index(channel)
        line, doubt = values[row], doubtful[row]  # views: a row at a time is half the work of both indices at once
        for parameter in parameters:
            chosen = parameter_codes == PARAMETERS.index(parameter)
            second = all_seconds[chosen]
            line[second], doubt[second] = all_codes[chosen], all_doubts[chosen]
            if parameter is Parameter.HR:
                by_ecg[second] = True
    return values, doubtful, by_ecg


def _usable(values: Values, first_tick: int, seconds: int) -> tuple[Codes, Ticks, Bytes, Mask]:
    """Parameter, second, code and doubt of each usable value, in the order in which they came."""
    second = (values.tick - first_tick) // TICKS_PER_SECOND
    usable = (second >= 0) & (second < seconds) & ~np.isnan(values.value) & (values.quality != _INVALID)
    codes = np.clip(np.round(values.value[usable]), 0, MISSING - 1).astype(np.uint8)
    return values.parameter[usable], second[usable], codes, values.quality[usable] != _VALID


def _accepted(kept: KeptSession) -> dict[int, Reading]:
    """What the room took as a new reading, by the second in which it came."""
    found: dict[int, Reading] = {}
    last: Reading | None = None
    for item in kept.readings:
        second = (item.tick - kept.admitted_tick) // TICKS_PER_SECOND
        failed = item.status in (CuffStatus.MEASURING, CuffStatus.FAILED) or item.quality is Quality.INVALID
        if failed or impossibility(cuff_of(item)) or not 0 <= second < _seconds(kept):
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


def _is_treated(kept: KeptSession) -> bool:
    """Whether a drug was given beside the infusion, and its entry still counts."""
    gone = {event.entry_seq for event in kept.events if isinstance(event, EntryVoided)}
    entries = [event for event in kept.events if isinstance(event, EntryRecorded)]
    gone |= {event.replaces_seq for event in entries if event.replaces_seq is not None}
    return any(isinstance(event.entry, DrugGiven) and event.seq not in gone for event in entries)
