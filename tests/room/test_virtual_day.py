"""A whole short clinic day on the virtual clock: devices' bytes, the drivers' decoders, room, journal and a nurse.

The same seed gives the same bytes and events, here and in another process; the journal replays to the same events; no
value stays in a picture past its limit.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from benchmarks.day_plan import DayPlan, DayShape, Outage, Rhythm, plan_day
from benchmarks.day_world import PROFILE, DayResult, World, open_journal, room_plan
from drivers.observations import BloodPressure, CuffStatus, Numeric, Observation, Parameter
from monitor.domain.codec import encode_event
from monitor.domain.events import AlarmChanged, CommandRefused, Event, PhaseChanged
from monitor.domain.time import Instant
from monitor.domain.vocabulary import AlarmChangeKind, Phase
from monitor.port.snapshot import NumberView, Snapshot
from monitor.room.room import Room
from monitor.storage.journal import KEPT_CHECKPOINTS

REPOSITORY = Path(__file__).resolve().parents[2]
SEED = 11
SHAPE = DayShape(
    hours=1 / 3,
    chairs=3,
    bays=1,
    sessions=4,
    rhythm=Rhythm(
        baseline_min=(1.5, 2.0),
        infusion_min=3.0,
        rest_min=(0.5, 0.5),
        recovery_min=(1.5, 2.0),
        turnover_min=1.5,
        baseline_cuff_s=60.0,
        cuff_s=75.0,
    ),
)
MORNING = replace(SHAPE, hours=1 / 6, chairs=2, sessions=2)  # enough to compare days with each other
FAULTS = {  # while somebody sits there, over a whole minute
    "1": Outage(from_s=230.0, to_s=310.0, silent=True),
    "2": Outage(from_s=410.0, to_s=500.0, silent=False),
}
LONGEST_CONTINUOUS_S = 10.0  # a continuous value disappears when its technical alarm comes (alarm_design §2.2)
LONGEST_PRESSURE_S = 900.0
STEP_TOLERANCE_S = 0.1  # a tick


@dataclass
class Day:
    plan: DayPlan
    result: DayResult
    journal: Path
    said: dict[tuple[str, Parameter], list[tuple[float, float | None]]] = field(default_factory=dict)
    measured: dict[str, list[tuple[float, float | None]]] = field(default_factory=dict)  # systolic, by place
    pictures: list[tuple[float, Snapshot]] = field(default_factory=list)

    def on_observation(self, t_s: float, place_id: str, observation: Observation) -> None:
        match observation:
            case Numeric(parameter=parameter, value=value):
                self.said.setdefault((place_id, parameter), []).append((t_s, value))
            case BloodPressure(status=CuffStatus.DONE | CuffStatus.OLD, systolic=systolic, age_s=age_s):
                self.measured.setdefault(place_id, []).append((t_s - (age_s or 0.0), systolic))
            case _:
                pass


def with_faults(plan: DayPlan) -> DayPlan:
    """The day with the cable faults of `FAULTS` and no others."""
    devices = tuple(replace(device, outage=FAULTS.get(device.place_id)) for device in plan.devices)
    return replace(plan, devices=devices)


def live(folder: Path, *, seed: int, shape: DayShape = SHAPE) -> Day:
    """One day lived through, with all that devices said and the room looked like beside it."""
    path = folder / "day.sqlite3"
    plan = with_faults(plan_day(shape, seed=seed))
    day = Day(plan=plan, result=DayResult(digest=""), journal=path)
    journal = open_journal(path)
    try:
        world = World(plan, journal, on_observation=day.on_observation)
        day.result = world.run(on_snapshot=lambda t_s, seen: day.pictures.append((t_s, seen)))
    finally:
        journal.close()
    return day


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return live(tmp_path_factory.mktemp("day"), seed=SEED)


def told(events: list[Event]) -> list[str]:
    return [encode_event(event).decode() for event in events]


def test_the_day_is_a_day(day: Day) -> None:
    """The other tests would hold for a day on which nothing happens."""
    phases = [event.phase for event in day.result.events if isinstance(event, PhaseChanged)]
    assert phases.count(Phase.INFUSION) == phases.count(Phase.DISCHARGED) == SHAPE.sessions
    refused = [event.reason for event in day.result.events if isinstance(event, CommandRefused)]
    assert not [reason for reason in refused if "no longer stands" not in reason]  # an answer may come too late
    changes = {event.change for event in day.result.events if isinstance(event, AlarmChanged)}
    assert {AlarmChangeKind.RAISED, AlarmChangeKind.ACKNOWLEDGED, AlarmChangeKind.CLEARED} <= changes
    assert {Parameter.SPO2, Parameter.PULSE} <= {parameter for _, parameter in day.said}
    assert len(day.pictures) == 20


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return live(tmp_path_factory.mktemp("morning"), seed=SEED, shape=MORNING)


def test_the_same_seed_gives_the_same_bytes_and_events(morning: Day, tmp_path: Path) -> None:
    again = live(tmp_path, seed=SEED, shape=MORNING)
    assert again.result.digest == morning.result.digest
    assert told(again.result.events) == told(morning.result.events)


def test_another_process_gives_the_same_bytes_and_events(morning: Day, tmp_path: Path) -> None:
    program = (
        "import json, sys; from pathlib import Path; sys.path[:0] = ['.', 'tests/room']\n"
        "from test_virtual_day import MORNING, live, told\n"
        f"day = live(Path({str(tmp_path)!r}), seed={SEED}, shape=MORNING)\n"
        "print(json.dumps([day.result.digest, told(day.result.events)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=90
    )
    assert json.loads(done.stdout) == [morning.result.digest, told(morning.result.events)]


def test_another_seed_gives_another_day(morning: Day, tmp_path: Path) -> None:
    other = live(tmp_path, seed=SEED + 1, shape=MORNING)
    assert other.result.digest != morning.result.digest
    assert told(other.result.events) != told(morning.result.events)


def test_replaying_the_journal_gives_the_same_events(day: Day) -> None:
    journal = open_journal(day.journal)
    try:
        recovery = journal.recover(passed_over_checkpoints=KEPT_CHECKPOINTS)
    finally:
        journal.close()
    assert recovery.checkpoint is None, "the replay begins with the day"
    room = Room(room_plan(day.plan), PROFILE, recovery.epoch)
    replayed: list[Event] = []
    for batch in recovery.tail:
        if batch.tick > room.now.tick:
            replayed += room.step(Instant(batch.tick, batch.utc_ms), batch.inputs)
    assert told(replayed) == told(day.result.events)
    assert told([event for batch in recovery.tail for event in batch.events]) == told(day.result.events)


def test_no_value_older_than_its_limit_is_ever_in_a_picture(day: Day) -> None:
    """By the devices' own words, not by the age that the picture itself gives."""
    shown = 0
    for t_s, picture in day.pictures:
        for place in picture.places:
            shown += _check_number(day, t_s, place.place_id, place.spo2, Parameter.SPO2)
            shown += _check_number(day, t_s, place.place_id, place.rate, Parameter.PULSE)
            shown += _check_pressure(day, t_s, place.place_id, place.pressure.systolic)
    assert shown > 50


@pytest.mark.parametrize(("place_id", "t_s"), [("1", 300.0), ("2", 480.0)])
def test_a_patient_whose_cable_failed_has_no_number(day: Day, place_id: str, t_s: float) -> None:
    picture = dict(day.pictures)[t_s]
    place = next(each for each in picture.places if each.place_id == place_id)
    before = next(each for each in dict(day.pictures)[t_s - 120.0].places if each.place_id == place_id)
    assert place.session is not None
    assert before.spo2.value is not None
    assert (place.spo2.value, place.rate.value) == (None, None)


def test_an_empty_place_shows_nobodys_values(day: Day) -> None:
    empty = 0
    for t_s, picture in day.pictures:
        for place in picture.places:
            if not any(_sits(day, each.number, place.place_id, t_s) for each in day.plan.sessions):
                empty += 1
                assert place.session is None
                values = (place.spo2.value, place.rate.value, place.pressure.systolic, place.pressure.diastolic)
                assert values == (None, None, None, None), f"{place.place_id} at {t_s} s"
    assert empty > 20


def _check_number(day: Day, t_s: float, place_id: str, view: NumberView, parameter: Parameter) -> int:
    """Count 1 where a value is shown, having found it among what was said lately."""
    if view.value is None:
        return 0
    limit_s = LONGEST_CONTINUOUS_S + STEP_TOLERANCE_S
    lately = [value for said_s, value in day.said[place_id, parameter] if t_s - limit_s <= said_s <= t_s]
    assert view.value in lately, f"{parameter} {view.value} at {place_id}, {t_s} s: lately {lately}"
    return 1


def _check_pressure(day: Day, t_s: float, place_id: str, systolic: float | None) -> int:
    if systolic is None:
        return 0
    session = next(each for each in day.plan.sessions if _sits(day, each.number, place_id, t_s))
    places = [each for each in (session.chair, session.bay) if each is not None]
    earliest_s = max(session.seated_s, t_s - LONGEST_PRESSURE_S)
    theirs = [value for each in places for at_s, value in day.measured[each] if earliest_s <= at_s <= t_s]
    assert systolic in theirs, f"{systolic} at {place_id}, {t_s} s: this patient's readings {theirs}"
    return 1


def _sits(day: Day, number: int, place_id: str, t_s: float) -> bool:
    """On the way to the bay a patient belongs there already."""
    session = day.plan.sessions[number]
    stay = session.stays().get(place_id)
    return stay is not None and stay.from_s - 60.0 <= t_s < stay.to_s + 10.0
