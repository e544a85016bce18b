"""Hazard H33: a link dies and the last numbers stay. No painted number is older than its limit, whatever is broken."""

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from vigil_worlds import seated
from worlds import admit, alarms, device, make_room, plan, pulse, reading, spo2, start, step, world

from drivers.observations import Parameter, Quality
from drivers.registry import KINDS
from monitor.alarms.rules import CuffProgramme, Profile
from monitor.domain.inputs import CuffReading, Input, LinkChange, Sample
from monitor.domain.time import ticks
from monitor.domain.vocabulary import Priority
from monitor.port.projection import Projector
from monitor.port.snapshot import Freshness, PlaceView
from monitor.room.room import Room

if TYPE_CHECKING:
    from monitor.domain.events import Event

pytestmark = pytest.mark.hazard("H33")
CONTINUOUS_LIMIT_TICKS = 100
PRESSURE_LIMIT_TICKS = 9000
END_TICKS = 6600
PARTS = ("systolic", "diastolic", "mean")
STREAMING = sorted({kind.period_s for kind in KINDS.values() if kind.parameters and kind.period_s <= 2.0})


def place(room: Room) -> PlaceView:
    return Projector(room).snapshot(1, {}).places[0]


def test_no_painted_number_is_older_than_its_limit_in_a_world_of_broken_links(rng: random.Random) -> None:
    """By what the devices said, not by the age that the picture itself gives; at the end nobody says anything more."""
    inputs: list[Input] = world(rng.randrange(1000), chairs=2, minutes=11)
    said: dict[tuple[str, str], list[tuple[int, float | None]]] = {}
    room = make_room(plan=plan(2, 1))
    projector, position, painted = Projector(room), 0, Counter[str]()
    silence = range(END_TICKS, END_TICKS + PRESSURE_LIMIT_TICKS + 300, 101)
    for tick in (*range(7, END_TICKS, 23), *silence):
        group = []
        while position < len(inputs) and inputs[position].tick <= tick:
            item = inputs[position]
            group.append(item)
            position += 1
            if isinstance(item, Sample):
                said.setdefault((item.device_id, item.parameter.value), []).append((item.tick, item.value))
            if isinstance(item, CuffReading):
                parts = (item.systolic, item.diastolic, item.mean)
                for name, part in zip(PARTS, parts, strict=True):
                    said.setdefault((item.device_id, name), []).append((item.measured_tick, part))
        room.step(room.ledger.instant(tick), group)
        for view in projector.snapshot(1, {}).places:
            for number, key, limit in (
                (view.spo2.value, Parameter.SPO2.value, CONTINUOUS_LIMIT_TICKS),
                (view.rate.value, Parameter.PULSE.value, CONTINUOUS_LIMIT_TICKS),
            ):
                if number is None:
                    continue
                painted[key] += 1
                young = [value for at, value in _of_all(said, key) if tick - limit <= at <= tick]
                assert number in young, f"{key} {number} at {view.place_id}, tick {tick}"
            pressures = (view.pressure.systolic, view.pressure.diastolic, view.pressure.mean)
            for name, part in zip(PARTS, pressures, strict=True):
                if part is None or view.pressure.entered:
                    continue
                painted[name] += 1
                young = [value for at, value in _of_all(said, name) if tick - PRESSURE_LIMIT_TICKS <= at <= tick]
                assert part in young, f"{name} {part} at {view.place_id}, tick {tick}"
    assert all(painted[key] > 20 for key in (Parameter.SPO2.value, Parameter.PULSE.value, *PARTS)), painted
    assert [view.place_id for view in projector.snapshot(1, {}).places if has_number(view)] == []


def has_number(view: PlaceView) -> bool:
    shown = (view.spo2.value, view.rate.value, view.pressure.systolic, view.pressure.diastolic, view.pressure.mean)
    return any(number is not None for number in shown)


@pytest.mark.parametrize("interval_s", [300.0, 600.0, 900.0])
def test_no_part_of_a_pressure_outlives_its_time(interval_s: float) -> None:
    programme = CuffProgramme(baseline_interval_s=interval_s)
    room = seated(plan=plan(1, 0), profile=Profile(name="test", cuff=programme))
    step(room, 10, reading(10, 131, 75))
    gone_s = 10 + max(900.0, interval_s + 300.0)
    step(room, gone_s - 0.1)
    shown = place(room).pressure
    assert (shown.systolic, shown.diastolic, shown.freshness) == (131.0, 75.0, Freshness.GREY)
    assert shown.mean == pytest.approx(93.7, abs=0.1)
    step(room, gone_s)
    shown = place(room).pressure
    assert (shown.systolic, shown.diastolic, shown.mean, shown.rise) == (None, None, None, None)
    assert (shown.freshness, shown.quality) == (Freshness.DASHES, Quality.INVALID)


def _of_all(said: dict[tuple[str, str], list[tuple[int, float | None]]], key: str) -> list[tuple[int, float | None]]:
    """Patients change places and monitors roll along: whichever device it was."""
    return [item for (_, kind), values in said.items() if kind == key for item in values]


@pytest.mark.parametrize("period_s", STREAMING)
@pytest.mark.parametrize("how", ["stalls", "unplugged"])
def test_each_step_at_its_second_for_every_period_a_driver_has(period_s: float, how: str) -> None:
    """A stall is what a half-open connection and a silent broker look like: nothing is said and nothing breaks."""
    room = seated(plan=plan(1, 0, [device("1", period_s=period_s)]))
    step(room, 9, start(9))
    step(room, 10, spo2(10, 97), pulse(10, 70))
    breaks = how == "unplugged"
    if breaks:
        step(room, 10.1, LinkChange(tick=101, device_id="d1", up=False, why="port closed"))
    grey_s = 10.1 if breaks else 10.1 + ticks(period_s + 2.0) / 10
    dashes_s = 11.1 if breaks else 20.0
    if not breaks:
        step(room, grey_s - 0.1)
        assert place(room).spo2.freshness is Freshness.FRESH
        step(room, grey_s)
    shown = place(room)
    assert (shown.spo2.freshness, shown.spo2.value) == (Freshness.GREY, 97.0)
    assert shown.device_line.startswith("No data from V100")
    step(room, dashes_s - 0.1)
    assert place(room).spo2.freshness is Freshness.GREY
    events = step(room, dashes_s)
    assert (place(room).spo2.value, place(room).rate.value) == (None, None)
    events += step(room, 100)
    factor = max(period_s, 1.0)
    steps = [(at_s, change) for at_s, _, _, change in alarms(events, "T-LINK") if change != "reminded"]
    assert steps[0][0] <= (12.0 if breaks else 10 + 10 * factor)
    assert (10 + ticks(30 * factor) / 10, "escalated") in steps
    (record,) = [each for each in room.board.at("1") if each.rule == "T-LINK"]
    assert (record.priority, room.board.is_silent(record)) == (Priority.MEDIUM, False)


def two_devices() -> Room:
    """An oximeter that speaks every second and a cuff that never does, at chair 1 with a patient since second 1."""
    oximeter = device("1", has_cuff=False, title="oximeter")
    silent = device("1", device_id="c1", title="cuff", parameters=frozenset())
    return seated(plan=plan(1, 0, [oximeter, silent]))


def links_of(room: Room, begin: int, end: int, saturation: float, rate: float = 70) -> list[tuple[float, str]]:
    """(seconds, change) of T-LINK while the oximeter speaks."""
    events: list[Event] = []
    for second in range(begin, end):
        events += step(room, second, spo2(second, saturation), pulse(second, rate))
    return [(at_s, change) for at_s, _, _, change in alarms(events, "T-LINK") if change != "reminded"]


def test_a_device_that_speaks_hides_no_other_that_is_silent() -> None:
    assert links_of(two_devices(), 2, 60, 97) == [(11.0, "raised"), (31.0, "escalated")]


def test_a_device_that_speaks_heals_no_broken_link_of_another() -> None:
    room = two_devices()
    assert links_of(room, 2, 4, 97) == []
    broken = step(room, 4, LinkChange(tick=40, device_id="c1", up=False, why="port closed"))
    assert alarms(broken, "T-LINK") == []
    assert links_of(room, 5, 60, 97) == [(5.0, "raised"), (31.0, "escalated")]
    assert place(room).device_line.startswith("No data from cuff")
    assert place(room).spo2.value == 97.0, "the other one is fresh"


@pytest.mark.parametrize(("alarms_s", "medium_s"), [(2, 12.0), (9, 19.0), (14, 24.0), (25, 31.0)])
def test_a_silent_link_is_medium_in_the_tick_in_which_another_device_alarms(alarms_s: int, medium_s: float) -> None:
    room = two_devices()
    found = links_of(room, 2, alarms_s, 97) + links_of(room, alarms_s, 60, 97, rate=150)
    assert found == [(11.0, "raised"), (medium_s, "escalated")]


def test_under_an_active_alarm_a_silent_link_is_medium_at_once() -> None:
    room = make_room()
    step(room, 1, admit(1))
    for second in range(2, 12):
        step(room, second, spo2(second, 80), pulse(second, 70))
    assert room.board.find("1", "O2-XLO") is not None
    events = step(room, 60)
    found = [(at_s, change) for at_s, _, _, change in alarms(events, "T-LINK") if change != "reminded"]
    assert found[0] == (21.0, "raised")
    record = room.board.find("1", "T-LINK")
    assert record is not None
    assert record.priority is Priority.MEDIUM
    assert all(at_s == 21.0 for at_s, change in found if change in ("raised", "escalated"))
