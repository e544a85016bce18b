"""Recorded vitals through the same room that judges live ones -> alarm changes, as JSON-able lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median

from drivers.observations import CuffStatus, NoticeKind, Parameter, Provenance, Quality, Source
from monitor.alarms.pressure_rules import CuffFailRule, JumpRule, OwedRule, PersistRule
from monitor.alarms.rules import CuffProgramme, FallRule, Profile, Rule
from monitor.domain.commands import Admit, record_infusion
from monitor.domain.entries import InfusionAct
from monitor.domain.events import AlarmChanged, Event
from monitor.domain.inputs import CommandGiven, CuffReading, DeviceNotice, Input, Sample
from monitor.domain.people import SYSTEM
from monitor.domain.plan import Place, PlannedDevice, RoomPlan
from monitor.domain.time import TICKS_PER_SECOND, Instant, ticks
from monitor.domain.vocabulary import AlarmKind, PlaceKind
from monitor.review.recording_csv import Recording, RecordingError, Row, read_recording
from monitor.room.room import Room

CHAIR = "1"
DEVICE = "recording"
PLANNED_INFUSION_S = 2400.0
ReplayError = RecordingError

_CONTINUOUS = {
    "hr_bpm": (Parameter.HR, Source.ECG),
    "pr_bpm": (Parameter.PULSE, Source.OXIMETER),
    "spo2_pct": (Parameter.SPO2, Source.OXIMETER),
    "rr_bpm": (Parameter.RESP, Source.OTHER),
    "etco2_mmhg": (Parameter.ETCO2, Source.OTHER),
}


def replay_file(
    path: Path,
    *,
    profile: Profile,
    infusion: tuple[float, float] | None,
    column_map: Mapping[str, str],
    clock_column: str | None,
    zero_is_missing: bool,
) -> Iterator[dict[str, object]]:
    """Judge a recording and yield one line for each alarm change.

    Args:
        path: CSV, plain or gzipped.
        profile: the limits to judge by.
        infusion: start and end in seconds on the recording's clock; None: no session, absolute and technical rules
            only.
        column_map: names of the known columns to those of the file.
        clock_column: a column with times of day.
        zero_is_missing: 0 means "no reading" in this file.

    Raises:
        ReplayError: the file cannot be read as a recording.
    """
    recording = read_recording(path, column_map=column_map, clock_column=clock_column, zero_is_missing=zero_is_missing)
    yield from replay(recording, profile=profile, infusion=infusion)


def replay(
    recording: Recording, *, profile: Profile, infusion: tuple[float, float] | None
) -> Iterator[dict[str, object]]:
    """Judge a recording that has been read; see `replay_file`."""
    judged = replace(
        profile,
        cuff=_programme(recording, profile.cuff),
        cuff_presets=(),  # a recording says nothing of a preset
        rules=_rules(recording, profile, infusion=infusion),
    )
    room = Room(_plan(recording), judged, Instant(ticks(recording.rows[0].t_s) - 1, 0))
    inputs = sorted(_inputs(recording, infusion), key=lambda item: item.tick)
    for tick, group in _by_tick(inputs):
        for event in room.step(room.ledger.instant(tick), group):
            line = _line(event)
            if line is not None:
                yield line


def _rules(recording: Recording, profile: Profile, *, infusion: tuple[float, float] | None) -> tuple[Rule, ...]:
    """Nobody can be asked about a recording; some rules need an infusion, some a cuff."""
    asked = [rule for rule in profile.rules if rule.kind is not AlarmKind.PROCESS]
    left_out: tuple[type[Rule], ...] = () if infusion is not None else (FallRule, JumpRule, PersistRule)
    if "nibp_sys" not in recording.columns:
        left_out += (CuffFailRule, OwedRule)
    return tuple(rule for rule in asked if not isinstance(rule, left_out))


def _by_tick(inputs: Sequence[Input]) -> Iterator[tuple[int, list[Input]]]:
    group: list[Input] = []
    for item in inputs:
        if group and group[0].tick != item.tick:
            yield group[0].tick, group
            group = []
        group.append(item)
    if group:
        yield group[0].tick, group


def _plan(recording: Recording) -> RoomPlan:
    """One chair with one device that has just the parameters of the file: what has no column raises nothing."""
    parameters = frozenset(_CONTINUOUS[name][0] for name in recording.columns if name in _CONTINUOUS)
    device = PlannedDevice(
        device_id=DEVICE,
        kind=DEVICE,
        title="Recording",
        place_id=CHAIR,
        period_s=recording.period_s,
        parameters=parameters,
        has_cuff="nibp_sys" in recording.columns,
    )
    place = Place(place_id=CHAIR, kind=PlaceKind.CHAIR)
    return RoomPlan(name="Replay", provenance=Provenance.REPLAYED, places=(place,), devices=(device,))


def _inputs(recording: Recording, infusion: tuple[float, float] | None) -> Iterator[Input]:
    first = ticks(recording.rows[0].t_s)
    admit = Admit(place_id=CHAIR, label="Recording", planned_infusion_s=PLANNED_INFUSION_S, actor=SYSTEM)
    yield CommandGiven(tick=first, command=admit)
    if infusion is not None:
        yield from _infusion(recording, *infusion)
    previous: tuple[float | None, ...] | None = None
    for row in recording.rows:
        yield _spoken(row)
        yield from _samples(row)
        pressure = _pressure(row)
        if row.values.get("nibp_new") == 1 or (pressure != previous and pressure[0] is not None):
            yield _reading(row, pressure)
        if pressure[0] is not None:
            previous = pressure


def _infusion(recording: Recording, start_s: float, end_s: float) -> Iterator[CommandGiven]:
    first_s, last_s = recording.rows[0].t_s, recording.rows[-1].t_s
    if not first_s <= start_s < end_s or start_s > last_s:
        raise ReplayError(
            f"an infusion from {start_s:g} s to {end_s:g} s: expected a start between {first_s:g} s and {last_s:g} s, "
            "where the recording begins and ends, and an end after it"
        )
    start = record_infusion(InfusionAct.START, place_id=CHAIR, session_id=1, actor=SYSTEM)
    yield CommandGiven(tick=ticks(start_s), command=start)
    if end_s <= last_s:
        end = record_infusion(InfusionAct.END, place_id=CHAIR, session_id=1, actor=SYSTEM)
        yield CommandGiven(tick=ticks(end_s), command=end)


def _spoken(row: Row) -> DeviceNotice:
    """Each row is a word of the device, also one that holds no number."""
    return DeviceNotice(
        tick=ticks(row.t_s), device_id=DEVICE, code="row", kind=NoticeKind.INFORMATION, why="a row", active=False
    )


def _samples(row: Row) -> Iterator[Sample]:
    for name, (parameter, source) in _CONTINUOUS.items():
        if name in row.values:
            value = row.values[name]
            yield Sample(
                tick=ticks(row.t_s),
                device_id=DEVICE,
                parameter=parameter,
                value=value,
                quality=Quality.INVALID if value is None else Quality.VALID,
                source=source,
                why=None if value is not None else "no value in the recording",
                provenance=Provenance.REPLAYED,
            )


def _pressure(row: Row) -> tuple[float | None, float | None, float | None]:
    values = row.values
    return values.get("nibp_sys"), values.get("nibp_dia"), values.get("nibp_mean")


def _reading(row: Row, pressure: tuple[float | None, float | None, float | None]) -> CuffReading:
    return CuffReading(
        tick=ticks(row.t_s),
        measured_tick=ticks(row.t_s),
        device_id=DEVICE,
        status=CuffStatus.DONE,
        systolic=pressure[0],
        diastolic=pressure[1],
        mean=pressure[2],
        provenance=Provenance.REPLAYED,
    )


def _programme(recording: Recording, programme: CuffProgramme) -> CuffProgramme:
    """A recording's cuff followed its own interval: no pressure is overdue before that has passed."""
    times = [row.t_s for row in recording.rows if row.values.get("nibp_sys") is not None]
    changes = [
        later.t_s
        for earlier, later in pairwise(recording.rows)
        if _pressure(later)[0] is not None and _pressure(later) != _pressure(earlier)
    ]
    gaps = [b - a for a, b in pairwise(changes)]
    if not times or not gaps:
        return programme
    learned_s = median(gaps)
    return replace(
        programme,
        baseline_interval_s=max(programme.baseline_interval_s, learned_s),
        infusion_interval_s=max(programme.infusion_interval_s, learned_s),
        recovery_first_interval_s=max(programme.recovery_first_interval_s, learned_s),
        recovery_interval_s=max(programme.recovery_interval_s, learned_s),
    )


def _line(event: Event) -> dict[str, object] | None:
    if not isinstance(event, AlarmChanged):
        return None
    return {
        "t_s": _seconds(event.at.tick),
        "due_t_s": _seconds(event.due.tick),
        "rule": event.rule,
        "parameter": event.parameter,
        "priority": event.priority.word,
        "change": event.change.value,
        "value": event.value,
        "op": event.op,
        "limit": event.limit,
        "chair": event.place_id,
    }


def _seconds(tick: int) -> float | int:
    whole, rest = divmod(tick, TICKS_PER_SECOND)
    return whole if rest == 0 else tick / TICKS_PER_SECOND
