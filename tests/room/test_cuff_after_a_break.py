"""A cuff whose link broke while it was, or may have been, inflated: the arm rests before it is squeezed again."""

from collections.abc import Callable

import pytest
from cuff_rooms import go, infusing, measuring, requests
from worlds import order, pulse

from monitor.domain.commands import StartCuff
from monitor.domain.events import CommandRefused
from monitor.domain.inputs import CuffRefused, LinkChange, MonitorRestarted
from monitor.room.room import Room

REST_S = 60.0
LONGEST_CYCLE_S = 120.0


def cut(seconds: float) -> LinkChange:
    return LinkChange(tick=round(seconds * 10), device_id="d1", up=False, why="port closed")


def starts_after_return(room: Room, back: float, until: float) -> list[float]:
    """When the station asks the device to measure, from the first word of it at `back` on, each second."""
    events = go(room, back, LinkChange(tick=round(back * 10), device_id="d1", up=True, why=""), pulse(back, 70))
    seconds = back
    while seconds < until:
        seconds += 1
        events += go(room, seconds, pulse(seconds, 70))
    return [at for at, act, _ in requests(events) if act == "start"]


@pytest.mark.hazard("H44")
@pytest.mark.hazard("H46")
@pytest.mark.parametrize("away_s", [5.0, 70.0, 100.0])
def test_a_cuff_that_may_still_be_inflated_when_its_link_is_back_is_not_started_before_the_arm_has_rested(
    away_s: float,
) -> None:
    room = infusing()
    go(room, 1480, measuring(1480))
    go(room, 1490, cut(1490))
    back = 1490 + away_s
    assert starts_after_return(room, back, 1800)[0] >= back + REST_S


def refused(seconds: float) -> CuffRefused:
    return CuffRefused(tick=round(seconds * 10), device_id="d1", why="the connection broke")


@pytest.mark.hazard("H44")
@pytest.mark.parametrize("answers", [[], [refused]], ids=["unanswered", "failed"])
def test_a_request_on_which_the_link_broke_may_have_inflated_the_cuff(
    answers: list[Callable[[float], CuffRefused]],
) -> None:
    room = infusing()
    step_s = 1300.0
    asked: list[float] = []
    while not asked:
        step_s += 1
        asked = [at for at, act, _ in requests(go(room, step_s, pulse(step_s, 70))) if act == "start"]
    go(room, step_s + 1, *(answer(step_s + 1) for answer in answers), cut(step_s + 1))
    go(room, step_s + 2, LinkChange(tick=round(step_s * 10 + 20), device_id="d1", up=False, why="no such port"))
    back = step_s + 45
    assert starts_after_return(room, back, back + 300)[0] >= back + REST_S


@pytest.mark.hazard("H44")
def test_a_request_before_the_monitor_stood_still_may_have_inflated_the_cuff() -> None:
    room = infusing()
    step_s = 1300.0
    asked: list[float] = []
    while not asked:
        step_s += 1
        asked = [at for at, act, _ in requests(go(room, step_s, pulse(step_s, 70))) if act == "start"]
    woke = step_s + 45
    events = go(room, woke, MonitorRestarted(tick=round(woke * 10), missing_s=45.0), pulse(woke, 70))
    for second in range(1, 90):
        events += go(room, woke + second, pulse(woke + second, 70))
    assert next(at for at, act, _ in requests(events) if act == "start") >= woke + REST_S


@pytest.mark.hazard("H44")
def test_a_person_is_told_how_long_the_arm_rests_after_the_break() -> None:
    room = infusing()
    go(room, 1400, measuring(1400))
    go(room, 1410, cut(1410))
    go(room, 1480, LinkChange(tick=14_800, device_id="d1", up=True, why=""), pulse(1480, 70))
    events = go(room, 1481, order(1481, StartCuff(place_id="1", session_id=1)))
    assert [each.reason for each in events if isinstance(each, CommandRefused)] == [
        "The cuff was not started: the arm rests for another 59 s."
    ]


def test_after_a_long_break_no_cuff_is_inflated_any_more_and_the_reading_that_is_due_is_taken_at_once() -> None:
    room = infusing()
    go(room, 1480, measuring(1480))
    go(room, 1490, cut(1490))
    back = 1490 + LONGEST_CYCLE_S + REST_S + 1
    assert starts_after_return(room, back, back + 10)[0] <= back + 1
