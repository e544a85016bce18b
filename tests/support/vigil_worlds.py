"""Seeded worlds in which everything speaks that is not a plain value: device alarms, scores, notes, poor signals."""

import random
from collections.abc import Sequence

from worlds import admit, make_room, order, step, world

from drivers.observations import CuffStatus, NoticeKind, NoticePriority, Parameter, Quality, Source
from monitor.domain.commands import Record
from monitor.domain.entries import (
    Arm,
    ArmsSet,
    BackOnMonitor,
    DrugGiven,
    Entry,
    OffMonitor,
    OxygenSet,
    Score,
    ScoreNoted,
    SideEffect,
    SideEffectNoted,
)
from monitor.domain.events import AlarmChanged, Event
from monitor.domain.inputs import CommandGiven, CuffReading, DeviceNotice, Input, Sample
from monitor.domain.vocabulary import Priority
from monitor.port.messages import message
from monitor.room.room import Room

CODES: Sequence[tuple[str, NoticeKind]] = (
    ("pulse_search", NoticeKind.TECHNICAL),
    ("probe_off", NoticeKind.TECHNICAL),
    ("alarms_silenced", NoticeKind.TECHNICAL),
    ("asystole", NoticeKind.PHYSIOLOGICAL),
    ("spo2_low", NoticeKind.PHYSIOLOGICAL),
)
ENTRIES: Sequence[Entry] = (
    ScoreNoted(score=Score.MOAAS, value=2),
    ScoreNoted(score=Score.MOAAS, value=3),
    ScoreNoted(score=Score.MOAAS, value=5),
    SideEffectNoted(effect=SideEffect.FAINT),
    SideEffectNoted(effect=SideEffect.NAUSEA),
    OxygenSet(flow_l_per_min=2.0),
    OxygenSet(flow_l_per_min=0.0),
    ArmsSet(cuff=Arm.LEFT, probe=Arm.LEFT),
    ArmsSet(cuff=Arm.LEFT, probe=Arm.RIGHT),
    OffMonitor(companion="B. K.", minutes=2),
    BackOnMonitor(),
    DrugGiven(name="midazolam", dose=1.0, unit="mg", route="IV", sedative=True),
)


def record(seconds: float, entry: Entry, place_id: str = "1", session_id: int = 1) -> CommandGiven:
    return order(seconds, Record(place_id=place_id, session_id=session_id, entry=entry))


def sample(
    seconds: float,
    parameter: Parameter,
    value: float | None,
    *,
    place_id: str = "1",
    source: Source = Source.OXIMETER,
    questionable: bool = False,
) -> Sample:
    quality = Quality.QUESTIONABLE if questionable else Quality.VALID
    return Sample(
        tick=round(seconds * 10),
        device_id=f"d{place_id}",
        parameter=parameter,
        value=value,
        quality=Quality.INVALID if value is None else quality,
        source=source,
    )


def notice(
    seconds: float,
    code: str,
    *,
    active: bool = True,
    place_id: str = "1",
    kind: NoticeKind = NoticeKind.TECHNICAL,
    priority: NoticePriority = NoticePriority.UNKNOWN,
) -> DeviceNotice:
    return DeviceNotice(
        tick=round(seconds * 10),
        device_id=f"d{place_id}",
        code=code,
        kind=kind,
        why=code.replace("_", " "),
        active=active,
        priority=priority,
    )


def inflating(seconds: float, *, place_id: str = "1") -> CuffReading:
    tick = round(seconds * 10)
    return CuffReading(tick=tick, measured_tick=tick, device_id=f"d{place_id}", status=CuffStatus.MEASURING)


def seated(**changes: object) -> Room:
    """A room with a patient on chair 1 since second 1."""
    room = make_room(**changes)
    step(room, 1, admit(1))
    return room


def words(room: Room, rule: str, place_id: str = "1") -> str:
    record_ = room.board.find(place_id, rule)
    return "" if record_ is None else message(record_)


def priorities(events: list[Event], rule: str) -> list[tuple[str, Priority]]:
    found = [event for event in events if isinstance(event, AlarmChanged) and event.rule == rule]
    return [(event.change.value, event.priority) for event in found]


def vigil_world(seed: int, *, chairs: int = 2, minutes: int = 12) -> list[Input]:
    """The plain world, and with it all that the rules look at besides values and pressures."""
    rng = random.Random(1000 + seed)
    inputs = world(seed, chairs=chairs, minutes=minutes)
    end = minutes * 600
    for number in range(1, chairs + 1):
        place_id = str(number)
        inputs += _states(rng, place_id, end)
        inputs += _signals(rng, place_id, end)
        for tick in sorted(rng.sample(range(600, end), 10)):
            inputs.append(record(tick / 10, rng.choice(ENTRIES), place_id, number))
    return sorted(inputs, key=lambda item: item.tick)


def _states(rng: random.Random, place_id: str, end: int) -> list[Input]:
    inputs: list[Input] = []
    for tick in sorted(rng.sample(range(400, end), 24)):
        code, kind = rng.choice(CODES)
        priority = rng.choice(list(NoticePriority))
        active = rng.random() < 0.6
        inputs.append(notice(tick / 10, code, active=active, place_id=place_id, kind=kind, priority=priority))
    return inputs


def _signals(rng: random.Random, place_id: str, end: int) -> list[Input]:
    inputs: list[Input] = []
    for tick in range(rng.randrange(1, 30), end, 30):
        inputs.append(sample(tick / 10, Parameter.PERFUSION_INDEX, rng.choice((0.1, 2.0, 3.0)), place_id=place_id))
        breaths = rng.choice((5.0, 7.0, 12.0)) if tick // 900 % 2 else 14.0
        inputs.append(sample(tick / 10, Parameter.RESP, breaths, place_id=place_id))
    for tick in range(rng.randrange(1, 500), end, 10):
        if tick // 1200 % 3 == 0:  # an ECG for two minutes of six
            rate = float(rng.choice((30, 36, 66, 90)))
            inputs.append(sample(tick / 10, Parameter.HR, rate, place_id=place_id, source=Source.ECG))
        elif rng.random() < 0.2:
            doubtful = float(rng.randrange(80, 99))
            inputs.append(sample(tick / 10, Parameter.SPO2, doubtful, place_id=place_id, questionable=True))
    fills = range(rng.randrange(400, 900), end, 1500)
    return [*inputs, *(inflating((tick - 300) / 10, place_id=place_id) for tick in fills)]
