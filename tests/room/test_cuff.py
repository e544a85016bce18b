"""The cuff's programme: requests, tasks, caps, arms, refusals, a link lost in mid-cycle."""

import random
from dataclasses import replace

import pytest
from cuff_rooms import GOOD_ARMS, cuff_plan, entry, failed, go, infusing, measuring, requests
from worlds import admit, alarms, device, make_room, order, plan, pulse, reading, step

from monitor.alarms.rules import CuffProgramme
from monitor.domain.commands import CancelCuff, StartCuff
from monitor.domain.entries import Arm, ArmsSet, CuffMoved, OffMonitor, SideEffect, SideEffectNoted, ValuesEntered
from monitor.domain.events import CommandRefused, CuffRequested, Event
from monitor.domain.inputs import CuffRefused, LinkChange
from monitor.domain.vocabulary import CuffMaster
from monitor.room.cuff import arm_words, earliest
from monitor.room.cuff_log import CuffLog
from monitor.room.room import Room

PROGRAMME = CuffProgramme()


def answer(room: Room, at: float, systolic: float, diastolic: float = 75) -> list[Event]:
    """The device measures for 30 s and gives a reading at `at`."""
    return go(room, at, measuring(at - 30), reading(at, systolic, diastolic))


def test_the_programme_asks_for_a_reading_every_five_minutes() -> None:
    room = infusing()
    asked = requests(go(room, 1401))
    assert asked == [(1400.0, "start", "programme")]  # five minutes after the last reading at rest, at 1100 s
    answer(room, 1440, 132)
    assert requests(go(room, 1800)) == [(1740.0, "start", "programme")]


@pytest.mark.parametrize(("systolic", "diastolic"), [(150, 75), (140, 93), (97, 60)])
def test_near_a_limit_the_next_reading_comes_sooner(systolic: float, diastolic: float) -> None:
    room = infusing()
    for at in (1400, 1500):  # twice, so that nothing waits for a repeat
        answer(room, at, systolic, diastolic)
    (first,) = {at for at, _, _ in requests(go(room, 1700))[:1]}
    assert first <= 1500 + 150


def test_a_repeat_comes_sixty_seconds_after_deflation() -> None:
    room = infusing()
    answer(room, 1440, 186, 100)
    assert requests(go(room, 1520))[0] == (1500.0, "start", "repeat")


def test_a_slow_heart_and_a_faint_want_a_reading_at_once() -> None:
    room = infusing()
    answer(room, 1400, 131)
    events: list[Event] = []
    for second in range(1470, 1490):
        events += go(room, second, pulse(second, 45))
    assert requests(events) == [(1480.0, "start", "HR-LO")]
    other = infusing()
    answer(other, 1400, 131)
    noted = go(other, 1470, entry(1470, SideEffectNoted(effect=SideEffect.FAINT)))
    assert requests(noted + go(other, 1471)) == [(1470.0, "start", "faint")]


def test_a_moved_cuff_asks_for_one_reading() -> None:
    room = infusing()
    answer(room, 1400, 131)
    go(room, 1450, entry(1450, ArmsSet(cuff=Arm.LEFT, probe=Arm.LEFT, line=Arm.LEFT)))
    assert requests(go(room, 1470, entry(1470, CuffMoved(to=Arm.RIGHT))) + go(room, 1480)) == [
        (1470.0, "start", "the cuff was moved")
    ]


def test_a_device_that_refuses_or_does_not_begin_becomes_a_task() -> None:
    room = infusing()
    go(room, 1401)
    go(room, 1402, CuffRefused(tick=14020, device_id="d1", why="busy"))
    task = room.sessions[1].cuff.task
    assert task is not None
    assert task.why == "busy"
    silent = infusing()
    go(silent, 1431)
    other = silent.sessions[1].cuff.task
    assert other is not None
    assert other.why == "the cuff did not start"
    answer(silent, 1470, 131)
    assert silent.sessions[1].cuff.task is None


@pytest.mark.parametrize("by", ["device", "hand"])
def test_where_a_nurse_drives_the_cuff_a_task_is_set_and_answered(by: str) -> None:
    room = infusing(CuffMaster.NURSE)
    assert requests(go(room, 1401)) == []
    task = room.sessions[1].cuff.task
    assert task is not None
    assert (task.since_tick, task.due_tick) == (14000, 14600)
    go(room, 1450, reading(1450, 131) if by == "device" else entry(1450, ValuesEntered(systolic=131, diastolic=75)))
    assert room.sessions[1].cuff.task is None


def test_a_bedside_monitor_keeps_its_own_programme_and_is_asked_only_to_repeat() -> None:
    room = infusing(CuffMaster.BEDSIDE)
    go(room, 1600)
    assert room.sessions[1].cuff.task is None
    go(room, 1610, reading(1610, 186, 100))
    go(room, 1671)
    assert room.sessions[1].cuff.task is not None


# --- H44: caps


@pytest.mark.hazard("H44")
@pytest.mark.parametrize("seed", range(6))
def test_no_cap_is_passed_on_a_random_day(seed: int) -> None:
    """Whatever devices, people and pressures do: what the station asks for keeps every cap, all inflations counted."""
    rng = random.Random(seed)
    room = infusing()
    begun = list(room.sessions[1].cuff.inflations)
    ended = 1100.0
    at = 1300.0
    while at < 1300 + 4 * 3600:
        at += rng.choice([1, 7, 30, 90])
        inputs = [order(at, StartCuff(place_id="1", session_id=1))] if rng.random() < 0.1 else []
        inputs += [entry(at, SideEffectNoted(effect=SideEffect.FAINT))] if rng.random() < 0.02 else []
        events = go(room, at, *inputs)
        asked = [event.at.tick for event in events if isinstance(event, CuffRequested)]
        for tick in asked:
            assert tick >= ended * 10 + 600 - 1, (seed, at)
            assert sum(tick - 9000 < each <= tick for each in begun) < 9, (seed, at)
            assert sum(tick - 36000 < each <= tick for each in begun) < 30, (seed, at)
        own_cycle = rng.random() < 0.03
        if (asked and rng.random() < 0.9) or own_cycle:
            start_at = at + rng.choice([1, 5])
            ended = at = start_at + 30
            begun.append(round(start_at * 10))
            value = rng.choice([95, 131, 150, 165, 186, 205])
            end = failed(ended) if rng.random() < 0.2 else reading(ended, value, value * 0.6)
            go(room, ended, measuring(start_at), end)
    assert len(begun) > 40, "a day without inflations proves nothing"
    assert room.sessions[1].cuff.inflations == begun
    assert "look at the arm" in arm_words(room.sessions[1].cuff, PROGRAMME, room.tick)


@pytest.mark.hazard("H44")
def test_a_device_with_its_own_cycle_under_the_station_is_noticed_and_counted() -> None:
    room = infusing()
    for at in range(1380, 3000, 300):
        answer(room, at, 131)
    log = room.sessions[1].cuff
    assert log.uncommanded >= 5
    assert "by itself" in arm_words(log, PROGRAMME, room.tick)
    assert len(log.inflations) >= 10


@pytest.mark.hazard("H44")
def test_no_more_than_three_repeats_in_a_row() -> None:
    room = infusing()
    repeats, at = 0, 1400.0
    for _ in range(6):
        go(room, at, measuring(at - 30), failed(at))
        repeats += any(why == "repeat" for _, _, why in requests(go(room, at + 100)))
        at += 140
    assert repeats == 3


@pytest.mark.hazard("H44")
def test_the_caps_by_themselves() -> None:
    nine = CuffLog(inflations=[600 * n for n in range(9)], deflated_tick=4900)
    assert earliest(nine, PROGRAMME) == 9001
    assert "by hand" in arm_words(nine, PROGRAMME, 5000)
    assert earliest(CuffLog(inflations=[1000], deflated_tick=1300), PROGRAMME) == 1900
    assert earliest(CuffLog(), PROGRAMME) == 0


@pytest.mark.hazard("H44")
def test_the_cap_of_an_hour_holds_where_that_of_a_quarter_never_fills() -> None:
    every_two_minutes = [1200 * n for n in range(30)]
    log = CuffLog(inflations=every_two_minutes, deflated_tick=every_two_minutes[-1] + 300)
    assert earliest(log, PROGRAMME) == 36_001
    assert earliest(CuffLog(inflations=every_two_minutes[1:], deflated_tick=35_100), PROGRAMME) == 35_700


@pytest.mark.hazard("H44")
def test_a_reading_that_nobody_saw_begin_counts_as_an_inflation_and_the_arm_rests_after_it() -> None:
    room = infusing()
    before = len(room.sessions[1].cuff.inflations)
    go(room, 1398, reading(1395, 131))  # no word of the cuff before
    log = room.sessions[1].cuff
    assert log.inflations[before:] == [13_950]
    assert log.uncommanded > 0
    events = go(room, 1400, order(1400, StartCuff(place_id="1", session_id=1)))
    assert [event.reason for event in events if isinstance(event, CommandRefused)] == [
        "The cuff was not started: the arm rests for another 55 s."
    ]


# --- H45: arms


@pytest.mark.hazard("H45")
@pytest.mark.parametrize("cuff", [None, Arm.LEFT, Arm.RIGHT])
@pytest.mark.parametrize("line", [None, Arm.LEFT, Arm.RIGHT])
@pytest.mark.parametrize("forbidden", [(), (Arm.LEFT,), (Arm.RIGHT,), (Arm.LEFT, Arm.RIGHT)])
@pytest.mark.parametrize("said", [True, False])
def test_the_cuff_starts_only_on_an_arm_that_may_be_squeezed(
    cuff: Arm | None, line: Arm | None, forbidden: tuple[Arm, ...], *, said: bool
) -> None:
    room = make_room(plan=cuff_plan(CuffMaster.STATION))
    inputs = [entry(1, ArmsSet(cuff=cuff, line=line, forbidden=forbidden))] if said else []
    step(room, 1, admit(1), *inputs)
    step(room, 5, pulse(5, 70))
    events = step(room, 6, order(6, StartCuff(place_id="1", session_id=1)))
    allowed = said and cuff is not None and line is not None and cuff is not line and cuff not in forbidden
    assert bool(requests(events)) is allowed
    refused = [event.reason for event in events if isinstance(event, CommandRefused)]
    assert bool(refused) is not allowed
    assert all("arm" in reason for reason in refused)


@pytest.mark.hazard("H45")
@pytest.mark.parametrize(("forbidden", "words"), [
    ((), "The cuff was not started: the cuff is on the arm of the infusion."),
    ((Arm.RIGHT,), "The cuff was not started: the cuff is on the arm of the infusion."),
])  # fmt: skip
def test_a_cuff_that_was_moved_counts_where_it_is_now(forbidden: tuple[Arm, ...], words: str) -> None:
    room = make_room(plan=cuff_plan(CuffMaster.STATION))
    step(room, 1, admit(1), entry(1, ArmsSet(cuff=Arm.LEFT, line=Arm.RIGHT, forbidden=forbidden)))
    step(room, 5, pulse(5, 70))
    events = step(room, 6, entry(6, CuffMoved(to=Arm.RIGHT)), order(6, StartCuff(place_id="1", session_id=1)))
    assert requests(events) == []
    assert [event.reason for event in events if isinstance(event, CommandRefused)] == [words]
    events = step(room, 10, entry(10, CuffMoved(to=Arm.LEFT)))
    assert [act for _, act, _ in requests(events + step(room, 11))] == ["start"]


@pytest.mark.hazard("H45")
def test_a_cuff_that_was_moved_to_the_forbidden_arm_is_not_started() -> None:
    room = make_room(plan=cuff_plan(CuffMaster.STATION))
    arms = ArmsSet(cuff=Arm.LEFT, line=Arm.LEFT, forbidden=(Arm.RIGHT,))
    step(room, 1, admit(1), entry(1, arms), pulse(1, 70))
    events = step(room, 6, entry(6, CuffMoved(to=Arm.RIGHT)), order(6, StartCuff(place_id="1", session_id=1)))
    assert requests(events) == []
    assert [event.reason for event in events if isinstance(event, CommandRefused)] == [
        "The cuff was not started: the cuff is on the forbidden arm."
    ]


# --- H46: other conditions, a link lost in mid-cycle


WHY_NOT = {
    "opt-in": "The cuff was not started: this cuff cannot be started from here.",
    "master": "The cuff was not started: the cuff is driven by the bedside.",
    "off monitor": "The cuff was not started: the patient is off the monitor.",
    "link": "The cuff was not started: V100 is not on line.",
    "never spoke": "The cuff was not started: V100 is not on line.",
    "busy": "The cuff was not started: the cuff is measuring.",
    "patient": "The cuff was not started: Chair 1 has another patient now.",
    "arms": "The cuff was not started: the arms of cuff and infusion have not been entered.",
}


@pytest.mark.hazard("H46")
@pytest.mark.parametrize("broken", WHY_NOT)
def test_each_condition_alone_blocks_a_start(broken: str) -> None:
    master = CuffMaster.BEDSIDE if broken == "master" else CuffMaster.STATION
    room = make_room(plan=cuff_plan(master, may_start=broken != "opt-in"))
    step(room, 1, admit(1), entry(1, ArmsSet() if broken == "arms" else GOOD_ARMS))
    if broken != "never spoke":
        step(room, 2, pulse(2, 70))
    if broken == "off monitor":
        step(room, 3, entry(3, OffMonitor(companion="nurse")))
    if broken == "link":
        step(room, 3, LinkChange(tick=30, device_id="d1", up=False, why="port closed"))
    if broken == "busy":
        step(room, 3, measuring(3))
    session_id = 2 if broken == "patient" else 1
    events = step(room, 6, order(6, StartCuff(place_id="1", session_id=session_id)))
    assert requests(events) == []
    assert [event.reason for event in events if isinstance(event, CommandRefused)] == [WHY_NOT[broken]]


@pytest.mark.hazard("H46")
def test_a_link_lost_in_mid_cycle_is_told_and_the_cuff_is_let_go() -> None:
    room = infusing()
    go(room, 1400, measuring(1400))
    events = go(room, 1410, LinkChange(tick=14100, device_id="d1", up=False, why="port closed"))
    assert (1410.0, "1", "T-CUFF", "raised") in alarms(events)
    assert [request[1] for request in requests(events)] == ["cancel"]
    assert (1450.0, "1", "T-CUFF", "cleared") in alarms(go(room, 1450, reading(1450, 131)))


@pytest.mark.hazard("H46")
def test_letting_go_is_allowed_at_any_time() -> None:
    room = infusing()
    events = go(room, 1310, measuring(1305), order(1310, CancelCuff(place_id="1")))
    assert requests(events) == [(1310.0, "cancel", "asked for")]
    without = make_room(plan=plan(1, 0, [replace(device("1"), cuff_start=False)]))
    (refused,) = step(without, 2, order(2, CancelCuff(place_id="1")))
    assert isinstance(refused, CommandRefused)
