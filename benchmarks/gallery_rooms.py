"""Rooms in the states that matter, made up for pictures of the display: at once there, and always alike."""

import math
from collections.abc import Mapping
from dataclasses import replace

from benchmarks.snapshots import SyntheticRoom
from monitor.domain.earlier_curve import CurvePoint, EarlierCurve
from monitor.domain.entries import InfusionAct
from monitor.domain.policy import DischargeRules, ListedDrug, Policy
from monitor.domain.stages import Stage, StayAct
from monitor.domain.vocabulary import AlarmKind, AlarmState, Phase, PlaceKind, Priority
from monitor.port.device_port import WaveView
from monitor.port.people_port import STATION
from monitor.port.snapshot import (
    AlarmView,
    EntryView,
    Freshness,
    GateItemView,
    NumberView,
    PlaceView,
    Snapshot,
    StayView,
)
from monitor.ui.views import Action, ButtonView

SECOND = 900
FAULT = "NO ALARM SOUND"
POLICY = Policy(
    drugs=(
        ListedDrug(name="ondansetron", dose=4, unit="mg", route="IV"),
        ListedDrug(name="midazolam", dose=1, unit="mg", route="IV", observe_min=60, sedative=True),
        ListedDrug(name="labetalol", dose=5, unit="mg", route="IV", observe_min=60),
    ),
    discharge=DischargeRules(),
)
ACTS = (
    InfusionAct.PAUSE,
    InfusionAct.RATE,
    InfusionAct.BOLUS,
    InfusionAct.END,
    StayAct.HOSPITAL,
    StayAct.AGAINST_ADVICE,
)
MESSAGES: Mapping[Priority, tuple[str, str, str]] = {
    Priority.HIGH: ("BP-SEV", "BP ↑ 184/112 ≥ 180, baseline 124, +60", "BP ↑ 184/112"),
    Priority.MEDIUM: ("O2-LO", "SpO₂ ↓ 89 < 90", "SpO₂ ↓ 89"),
    Priority.LOW: ("T-SPO2", "No SpO₂ value", "No SpO₂ value"),
}


GATE = (
    ("time", "Observation time over"),
    ("pressure", "Two pressures 15 min apart near the baseline"),
    ("oxygen", "SpO₂ good on air for 5 min"),
    ("rate", "Heart rate settled"),
    ("moaas", "Awake (MOAA/S)"),
    ("gait", "Orthostatic check done, gait steady"),
    ("escort_here", "Escort is here"),
)


def earlier_curve(peak_mmhg: float) -> EarlierCurve:
    """An infusion of forty minutes with a reading every five, and what came after it."""
    points = tuple(
        CurvePoint(float(minute), 126 + peak_mmhg * share, 78 + 0.5 * peak_mmhg * share)
        for minute in range(-10, 75, 5)
        for share in (max(0.0, 1 - abs(minute - 35) / 38),)
    )
    return EarlierCurve(0, points)


def bound(snapshot: Snapshot) -> Snapshot:
    """Every place with the devices that say they stand there."""
    places = tuple(
        replace(
            place,
            devices=tuple(device.device_id for device in snapshot.devices if device.place_id == place.place_id),
        )
        for place in snapshot.places
    )
    return replace(snapshot, places=places)


def pleth() -> WaveView:
    """Ten seconds of a pulse wave: a steep rise, a slow fall with a notch."""
    beats = (index / 75 * 70 / 60 for index in range(750))
    shape = (beat % 1.0 for beat in beats)
    samples = tuple(
        100 * math.exp(-3.5 * at) * min(1.0, 9 * at) + 12 * math.exp(-(((at - 0.5) / 0.08) ** 2)) for at in shape
    )
    return WaveView(label="pleth", rate_hz=75.0, samples=samples)


def alarm(place: PlaceView, priority: Priority, *, since_s: float = 25.0) -> PlaceView:
    """`place` with one more alarm."""
    rule, message, short = MESSAGES[priority]
    made = AlarmView(
        alarm_id=100 * int(priority) + len(place.alarms) + sum(map(ord, place.place_id)),
        place_id=place.place_id,
        rule=rule,
        kind=AlarmKind.PHYSIOLOGICAL,
        priority=priority,
        state=AlarmState.ACTIVE,
        raised=SyntheticRoom(1).at(SECOND).at,
        since_s=since_s,
        message=message,
        short_message=short,
        silent=False,
    )
    return replace(place, alarms=tuple(sorted((*place.alarms, made), key=lambda each: -each.priority)))


def not_remeasured(snapshot: Snapshot) -> Snapshot:
    """The cuff of every second chair has failed for ten minutes: old pressure alarms, in one with what came since."""
    many = with_alarms(
        snapshot,
        {index: (Priority.HIGH, Priority.LOW)[: 1 + index % 4 // 2] for index in range(0, len(snapshot.places), 2)},
    )
    return _with_old_pressures(many)


def _old(alarm_: AlarmView) -> AlarmView:
    if alarm_.priority is not Priority.HIGH:
        return alarm_
    return replace(
        alarm_,
        message="BP ↑ last 184/112, 10 min ago, NOT RE-MEASURED, ≥ 180, baseline 124/78, +48 %, confirmed",
        short_message="BP ↑ was 184/112, 10 min ago",
        least_message="BP ↑ was 184/112",
    )


def _with_old_pressures(snapshot: Snapshot) -> Snapshot:
    def made_old(place: PlaceView) -> PlaceView:
        alarms = tuple(map(_old, place.alarms))
        return replace(place, alarms=alarms, pressure=pressure if place.alarms else place.pressure)

    pressure = replace(
        snapshot.places[0].pressure,
        systolic=184.0,
        diastolic=112.0,
        mean=136.0,
        age_s=600.0,
        rise=60.0,
        next_in_s=-300.0,
        freshness=Freshness.GREY,
    )
    return replace(snapshot, places=tuple(map(made_old, snapshot.places)), alarms=tuple(map(_old, snapshot.alarms)))


def bay(number: int, source: PlaceView, *, ready: bool) -> PlaceView:
    """A patient in recovery."""
    gate = tuple(
        GateItemView(check=check, text=text, done=ready or index % 2 == 0) for index, (check, text) in enumerate(GATE)
    )
    if source.session is None:
        raise ValueError("a bay needs a patient")
    stay = StayView(
        stage=Stage.RECOVERY,
        since_first_dose_s=6480.0,
        next_acts=(StayAct.DISCHARGE, StayAct.HOSPITAL, StayAct.AGAINST_ADVICE),
        earliest_leave_utc_ms=None if ready else SyntheticRoom(1).at(SECOND).at.utc_ms + 1_700_000,
        earliest_leave_why="60 min after the end of the infusion",
    )
    session = replace(
        source.session, session_id=900 + number, phase=Phase.RECOVERY, since_infusion_end_s=4080.0, stay=stay
    )
    return replace(
        source,
        place_id=f"bay-{number}",
        kind=PlaceKind.BAY,
        title=f"Bay {number}",
        session=session,
        ready_to_leave=ready,
        gate=gate,
        open_checks=tuple(item.text for item in gate if not item.done),
        alarms=(),
    )


def clinic(chairs: int = 8, bays: int = 3) -> Snapshot:
    """A calm room with somebody signed in and notes at two chairs."""
    snapshot = SyntheticRoom(chairs).at(SECOND)
    now = snapshot.at.utc_ms
    places = [_at_work(place) for place in snapshot.places]
    notes = (
        EntryView(entry_seq=12, at_utc_ms=now - 60_000, text="ondansetron 4 mg IV", by="R. Kern"),
        EntryView(entry_seq=11, at_utc_ms=now - 120_000, text="nausea", by="R. Kern"),
    )
    places[-1] = replace(places[-1], entries=notes)
    places += [bay(number + 1, places[number % chairs], ready=number == 0) for number in range(bays)]
    signed_in = ((STATION, "R. Kern", "nurse"),)
    return replace(snapshot, places=tuple(places), policy=POLICY, signed_in=signed_in, calling="nobody else is called")


def _at_work(place: PlaceView) -> PlaceView:
    if place.session is None:
        return place
    stay = StayView(stage=Stage.INFUSION, next_acts=ACTS)
    return replace(place, session=replace(place.session, stay=stay, masked_label=place.session.label.split(" ")[0]))


def with_alarms(snapshot: Snapshot, wanted: Mapping[int, tuple[Priority, ...]]) -> Snapshot:
    """`snapshot` with alarms at the places with these numbers."""
    places = list(snapshot.places)
    for index, priorities in wanted.items():
        for priority in priorities:
            places[index] = alarm(places[index], priority)
    alarms = sorted((each for place in places for each in place.alarms), key=lambda each: -each.priority)
    return replace(snapshot, places=tuple(places), alarms=tuple(alarms))


def probe_off(snapshot: Snapshot) -> Snapshot:
    """The third chair without a saturation."""
    places = list(snapshot.places)
    places[2] = replace(places[2], spo2=NumberView(value=None, freshness=Freshness.DASHES, why="sensor off"))
    return with_alarms(replace(snapshot, places=tuple(places)), {2: (Priority.LOW,)})


def no_devices(snapshot: Snapshot) -> Snapshot:
    """Nothing on line anywhere."""
    nothing = NumberView(value=None, freshness=Freshness.DASHES, why="no data")
    places = tuple(
        replace(place, rate=nothing, spo2=nothing, no_data_s=75.0, device_line="No data from Rad-8 for 75 s")
        for place in snapshot.places
    )
    return replace(
        snapshot, places=places, devices=tuple(replace(device, on_line=False) for device in snapshot.devices)
    )


def before_start(snapshot: Snapshot) -> Snapshot:
    """The first chair waits for its checks."""
    first, *rest = snapshot.places
    if first.session is None:
        raise ValueError("the first chair needs a patient")
    session = replace(first.session, phase=Phase.BASELINE, since_infusion_start_s=None, stay=StayView())
    checks = ("Fasting kept", "Escort named", "Consent signed")
    items = tuple(GateItemView(check=text.split(" ")[0].lower(), text=text, done=False) for text in checks)
    return replace(snapshot, places=(replace(first, session=session, start_checks=items), *rest))


def to(snapshot: Snapshot, index: int, action: Action, form: str = "") -> ButtonView:
    """The press that opens a dialog about the place with this number."""
    place = snapshot.places[index]
    session_id = None if place.session is None else place.session.session_id
    return ButtonView(
        action=action, text="", accessible_name="", place_id=place.place_id, session_id=session_id, form=form
    )


def many_alarms(snapshot: Snapshot) -> Snapshot:
    """Alarms of every priority at eight places, the room's own among them."""
    many = with_alarms(
        snapshot, {index: (Priority.HIGH, Priority.MEDIUM, Priority.LOW)[: index % 3 + 1] for index in range(8)}
    )
    fault = replace(many.alarms[0], alarm_id=9999, place_id="", rule="T-AUDIO", message=FAULT, short_message=FAULT)
    return replace(many, alarms=(fault, *many.alarms), not_taken_over=3)


def measuring(snapshot: Snapshot, index: int) -> Snapshot:
    """The cuff of that place is inflated."""
    places = list(snapshot.places)
    places[index] = replace(places[index], pressure=replace(places[index].pressure, measuring=True))
    return replace(snapshot, places=tuple(places))
