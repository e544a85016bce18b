"""Rooms, inputs and seeded worlds for tests of the heart."""

import random
from collections.abc import Iterable, Sequence

from drivers.observations import CuffStatus, Parameter, Provenance, Quality, Source
from monitor.alarms.rules import Profile
from monitor.domain.commands import (
    Acknowledge,
    Admit,
    CancelCuff,
    ChangeBaseline,
    Command,
    ConfirmSamePatient,
    Discharge,
    MoveDevice,
    PauseAudio,
    Record,
    ResumeAudio,
    ResumeRule,
    SetOwnLimit,
    SignIn,
    SignOut,
    StartCuff,
    SuspendRule,
    Swap,
    TakePlace,
    TakeResponsibility,
    Transfer,
    VoidEntry,
    record_infusion,
)
from monitor.domain.entries import (
    Arm,
    ArmsSet,
    CheckAnswered,
    CuffMoved,
    DrugGiven,
    Entry,
    InfusionAct,
    OffMonitor,
    Score,
    ScoreNoted,
    SideEffect,
    SideEffectNoted,
    ValuesEntered,
)
from monitor.domain.events import AlarmChanged, Event
from monitor.domain.inputs import CommandGiven, CuffReading, CuffRefused, Input, LinkChange, Sample
from monitor.domain.people import REMOTE_ROLE, UNATTRIBUTED, Actor
from monitor.domain.plan import Place, PlannedDevice, RoomPlan
from monitor.domain.time import Instant
from monitor.domain.vocabulary import PlaceKind
from monitor.room.room import Room

EPOCH = Instant(0, 1_700_000_000_000)
NURSE = Actor("R. King", "nurse")
SECOND_NURSE = Actor("S. Vogel", "nurse")
PHYSICIAN = Actor("Dr. Vogt", "physician")
OXIMETRY = frozenset({Parameter.SPO2, Parameter.PULSE})


def device(place_id: str, **changes: object) -> PlannedDevice:
    """A V100 at a place: cuff, saturation and pulse."""
    fields: dict[str, object] = {
        "device_id": f"d{place_id}",
        "kind": "ge_dinamap",
        "title": "V100",
        "place_id": place_id,
        "period_s": 1.0,
        "parameters": OXIMETRY,
        "has_cuff": True,
    }
    return PlannedDevice(**{**fields, **changes})  # type: ignore[arg-type]  # a test names fields freely


def plan(chairs: int = 3, bays: int = 1, devices: Iterable[PlannedDevice] | None = None) -> RoomPlan:
    """Chairs "1", "2" … and bays "bay1" …, each with a V100 unless devices are given."""
    places = [Place(place_id=str(n), kind=PlaceKind.CHAIR) for n in range(1, chairs + 1)]
    places += [Place(place_id=f"bay{n}", kind=PlaceKind.BAY) for n in range(1, bays + 1)]
    bound = tuple(devices) if devices is not None else tuple(device(place.place_id) for place in places)
    return RoomPlan(name="Room", provenance=Provenance.SIMULATED, places=tuple(places), devices=bound)


def make_room(**changes: object) -> Room:
    """A room of `plan` under the shipped rules."""
    chosen = changes.pop("plan", None) or plan()
    profile = changes.pop("profile", None) or Profile(name="test")
    return Room(chosen, profile, EPOCH)  # type: ignore[arg-type]


def step(room: Room, seconds: float, *inputs: Input) -> list[Event]:
    """Step to `seconds` after the epoch."""
    return room.step(room.ledger.instant(round(seconds * 10)), inputs)


def order(seconds: float, command: Command) -> CommandGiven:
    return CommandGiven(tick=round(seconds * 10), command=command)


def admit(seconds: float, place_id: str = "1", label: str = "A.M. 59") -> CommandGiven:
    return order(seconds, Admit(place_id=place_id, label=label, planned_infusion_s=2400))


def start(seconds: float, place_id: str = "1", session_id: int = 1) -> CommandGiven:
    return order(seconds, record_infusion(InfusionAct.START, place_id=place_id, session_id=session_id))


def end(seconds: float, place_id: str = "1", session_id: int = 1) -> CommandGiven:
    return order(seconds, record_infusion(InfusionAct.END, place_id=place_id, session_id=session_id))


def acknowledge(seconds: float, place_id: str, *alarm_ids: int, actor: Actor = NURSE) -> CommandGiven:
    return order(seconds, Acknowledge(place_id=place_id, alarm_ids=alarm_ids, actor=actor))


def spo2(seconds: float, value: float | None, place_id: str = "1", why: str | None = None) -> Sample:
    return _sample(seconds, Parameter.SPO2, value, place_id, why)


def pulse(seconds: float, value: float | None, place_id: str = "1", why: str | None = None) -> Sample:
    return _sample(seconds, Parameter.PULSE, value, place_id, why)


def _sample(seconds: float, parameter: Parameter, value: float | None, place_id: str, why: str | None) -> Sample:
    return Sample(
        tick=round(seconds * 10),
        device_id=f"d{place_id}",
        parameter=parameter,
        value=value,
        quality=Quality.INVALID if value is None else Quality.VALID,
        source=Source.OXIMETER,
        why=why,
    )


def reading(
    seconds: float, systolic: float, diastolic: float = 70.0, *, place_id: str = "1", measured: float | None = None
) -> CuffReading:
    """A finished cuff reading that arrives at `seconds`."""
    return CuffReading(
        tick=round(seconds * 10),
        measured_tick=round((seconds if measured is None else measured) * 10),
        device_id=f"d{place_id}",
        status=CuffStatus.DONE,
        systolic=systolic,
        diastolic=diastolic,
        mean=diastolic + (systolic - diastolic) / 3,
    )


def alarms(events: Iterable[Event], *rules: str) -> list[tuple[float, str, str, str]]:
    """(seconds, place, rule, change) of the alarm changes, of the named rules only if any are named."""
    return [
        (event.at.tick / 10, event.place_id, event.rule, event.change.value)
        for event in events
        if isinstance(event, AlarmChanged) and (not rules or event.rule in rules)
    ]


def run(room: Room, inputs: Sequence[Input], ticks: Iterable[int]) -> list[Event]:
    """Step a room through the given ticks, handing over each input in the first step that reaches it."""
    events: list[Event] = []
    position = 0
    for tick in ticks:
        group = []
        while position < len(inputs) and inputs[position].tick <= tick:
            group.append(inputs[position])
            position += 1
        events += room.step(room.ledger.instant(tick), group)
    assert position == len(inputs)
    return events


def world(seed: int, *, chairs: int = 3, minutes: int = 12) -> list[Input]:
    """A seeded world: patients come, values wander over limits, links break, cuffs fail, people answer."""
    rng = random.Random(seed)
    inputs: list[Input] = []
    end = minutes * 600
    for number in range(1, chairs + 1):
        place_id = str(number)
        inputs.append(admit(rng.randrange(1, 300) / 10, place_id, f"P{number}"))
        inputs += _values(rng, place_id, end)
        inputs += _cuff(rng, place_id, end)
        inputs += _words(rng, place_id, number, end)
    for number in range(1, chairs + 1):
        inputs.append(start(rng.randrange(3000, 6000) / 10, str(number), number))
    for tick in sorted(rng.sample(range(600, end), 40)):
        inputs.append(CommandGiven(tick=tick, command=_answer(rng, chairs)))
    for tick in sorted(rng.sample(range(600, end), 120)):
        inputs.append(CommandGiven(tick=tick, command=_deed(rng, chairs)))
    return sorted(inputs, key=lambda item: item.tick)


def _answer(rng: random.Random, chairs: int) -> Command:
    place_id = str(rng.randrange(1, chairs + 1))
    actor = rng.choice([NURSE, NURSE, UNATTRIBUTED, Actor("on call", REMOTE_ROLE)])
    session_id = int(place_id)
    answers: list[Command] = [
        PauseAudio(actor=actor, reason=rng.choice(["", "visit"])),
        PauseAudio(place_id=place_id, actor=actor),
        ResumeAudio(place_id=place_id),
        *[Acknowledge(place_id=place_id, alarm_ids=tuple(range(1, 60)), actor=actor)] * 3,
        TakeResponsibility(place_id=place_id, actor=actor),
        SuspendRule(
            place_id=place_id,
            session_id=session_id,
            rule=rng.choice(["O2-LO", "HR-LO", "T-LINK", "BP-MOD"]),
            minutes=rng.randrange(1, 17),
            reason="cold hand",
            actor=NURSE,
        ),
        ResumeRule(place_id=place_id, session_id=session_id, rule="O2-LO", actor=NURSE),
        SetOwnLimit(
            place_id=place_id,
            session_id=session_id,
            rule=rng.choice(["O2-LO", "BP-MOD"]),
            limit=rng.choice([None, 86.0, 170.0]),
            reason="athlete",
            actor=PHYSICIAN,
        ),
        Transfer(place_id=place_id, session_id=int(place_id), to_place_id="bay1"),
        ChangeBaseline(
            place_id=place_id, session_id=session_id, systolic=118.0, diastolic=74.0, reason="known", actor=PHYSICIAN
        ),
    ]
    return rng.choice(answers)


def _deed(rng: random.Random, chairs: int) -> Command:
    """Something a person does at a place, possible there or not."""
    number, other = rng.sample(range(1, chairs + 1), 2)
    place_id = str(number)
    seen = {"place_id": rng.choice([place_id, place_id, "bay1"]), "session_id": number}
    crossed = rng.choice([(place_id, str(other)), (str(other), place_id)])
    deeds: list[Command] = [
        *(record_infusion(act, **seen) for act in InfusionAct),  # type: ignore[arg-type]  # the world names fields freely
        *(Record(**seen, entry=entry, actor=NURSE) for entry in _entries(rng)),  # type: ignore[arg-type]  # as above
        Swap(
            place_id=crossed[0],
            session_id=number,
            other_place_id=crossed[1],
            other_session_id=other,
            with_devices=rng.choice([(), ("d1",)]),
        ),
        MoveDevice(device_id="d1", place_id=rng.choice([place_id, "bay1"])),
        ConfirmSamePatient(**seen),  # type: ignore[arg-type]  # as above
        VoidEntry(**seen, entry_seq=rng.randrange(1, 60), reason="wrong chair"),  # type: ignore[arg-type]  # as above
        TakePlace(**seen, actor=rng.choice([NURSE, SECOND_NURSE])),  # type: ignore[arg-type]  # as above
        SignIn(station="desk", actor=rng.choice([NURSE, SECOND_NURSE])),
        SignOut(station="desk", leaving=True),
        Discharge(**seen, override_reason="asked for", actor=NURSE),  # type: ignore[arg-type]  # as above
    ]
    return rng.choice(deeds)


def _entries(rng: random.Random) -> list[Entry]:
    return [
        SideEffectNoted(effect=SideEffect.FAINT),
        DrugGiven(name="midazolam", dose=1, unit="mg", route="IV", observe_min=60, sedative=True),
        ValuesEntered(systolic=float(rng.randrange(90, 200)), diastolic=60),
        OffMonitor(companion="R. King"),
        CheckAnswered(check="fasting", done=True),
        ScoreNoted(score=Score.MOAAS, value=5),
    ]


def _values(rng: random.Random, place_id: str, end: int) -> list[Input]:
    inputs: list[Input] = []
    saturation, rate = 96.0, 70.0
    down = rng.randrange(600, end)
    up = down + rng.randrange(20, 900)
    inputs.append(LinkChange(tick=down, device_id=f"d{place_id}", up=False, why="port closed"))
    for tick in range(rng.randrange(1, 10), end, 10):
        if down <= tick < up or rng.random() < 0.02:
            continue
        saturation = min(100.0, max(78.0, saturation + rng.choice([-2, -1, 0, 0, 1, 1])))
        rate = min(160.0, max(30.0, rate + rng.choice([-6, -2, 0, 2, 6])))
        lost = rng.random() < 0.01
        inputs.append(spo2(tick / 10, None if lost else saturation, place_id, "probe off" if lost else None))
        inputs.append(pulse(tick / 10, None if lost else rate, place_id, "probe off" if lost else None))
    return inputs


def _words(rng: random.Random, place_id: str, session_id: int, end: int) -> list[Input]:
    """What people say and ask for about the cuff: arms, pressures by hand, a start, a device that refuses."""
    said: list[Command] = [
        Record(place_id=place_id, session_id=session_id, entry=ArmsSet(cuff=Arm.LEFT, line=Arm.RIGHT)),
        Record(place_id=place_id, session_id=session_id, entry=ValuesEntered(systolic=float(rng.randrange(80, 200)))),
        Record(place_id=place_id, session_id=session_id, entry=CuffMoved(to=Arm.LEFT)),
        StartCuff(place_id=place_id, session_id=session_id),
        CancelCuff(place_id=place_id),
    ]
    begun = [310, *sorted(rng.sample(range(600, end), len(said) - 1))]
    inputs: list[Input] = [CommandGiven(tick=tick, command=each) for tick, each in zip(begun, said, strict=True)]
    inputs += [
        CuffReading(tick=tick, measured_tick=tick, device_id=f"d{place_id}", status=CuffStatus.MEASURING)
        for tick in rng.sample(range(600, end), 4)
    ]
    inputs.append(CuffRefused(tick=rng.randrange(3000, end), device_id=f"d{place_id}", why="busy"))
    return inputs


def _cuff(rng: random.Random, place_id: str, end: int) -> list[Input]:
    inputs: list[Input] = []
    for measured in range(rng.randrange(100, 900), end, 1500):
        arrives = measured + rng.randrange(0, 30)
        if rng.random() < 0.1:
            inputs.append(
                CuffReading(
                    tick=arrives,
                    measured_tick=measured,
                    device_id=f"d{place_id}",
                    status=CuffStatus.FAILED,
                    quality=Quality.INVALID,
                    why="time-out",
                )
            )
        else:
            systolic = float(rng.randrange(80, 200))
            inputs.append(reading(arrives / 10, systolic, systolic * 0.6, place_id=place_id, measured=measured / 10))
    return inputs
