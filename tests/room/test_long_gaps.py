"""A station that was off for weeks, or whose clock leaps by years, lives through that time in a moment."""

import itertools
from typing import Any

import pytest
from answering import admitted, found, seconds_of
from cuff_rooms import infusing, requests
from worlds import acknowledge, admit, alarms, make_room, reading, spo2, start, step

from monitor.domain.inputs import LinkChange
from monitor.domain.time import TICKS_PER_SECOND
from monitor.room.cuff import CuffScheduler
from monitor.room.room import Room

YEARS_S = 3 * 365 * 86_400.0
MOST_REMINDERS = 2_000  # one every two minutes would be 788,400


def live_on(room: Room, length_s: float) -> list[tuple[float, str, str, str]]:
    return alarms(room.step(room.ledger.instant(room.tick + round(length_s * TICKS_PER_SECOND)), []))


@pytest.mark.hazard("H36")
def test_a_question_that_nobody_answers_is_repeated_ever_more_seldom() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 60, reading(60, 120), reading(60, 121))
    step(room, 120, start(120))
    hours = [at_s for at_s, _, rule, change in live_on(room, 3 * 3600) if (rule, change) == ("P-BEGUN", "reminded")]
    assert {round(later - earlier) for earlier, later in itertools.pairwise(hours)} == {120}
    years = [change for _, _, rule, change in live_on(room, YEARS_S) if rule == "P-BEGUN"]
    assert 0 < len(years) < MOST_REMINDERS
    assert found(room, "P-BEGUN") is not None


@pytest.mark.hazard("H36")
def test_reminders_of_an_acknowledged_alarm_grow_seldom_too() -> None:
    room = admitted()
    seconds_of(room, 2, 70, 80)
    step(room, 70, acknowledge(70, "1", *room.board.records))
    told = [rule for _, _, rule, change in live_on(room, YEARS_S) if change == "reminded"]
    assert 0 < len(told) < 5 * MOST_REMINDERS


@pytest.mark.hazard("H36")
def test_a_cuff_that_cannot_be_started_is_looked_at_ever_more_seldom_and_at_once_when_its_link_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = infusing()
    step(room, 1310, LinkChange(tick=13_100, device_id="d1", up=False, why="cut"))
    looks = []
    act = CuffScheduler._act

    def counted(self: CuffScheduler, *who: Any) -> None:
        looks.append(room.tick)
        act(self, *who)

    monkeypatch.setattr(CuffScheduler, "_act", counted)
    live_on(room, YEARS_S)
    assert 100 < len(looks) < MOST_REMINDERS  # once a minute would be 1,576,800
    back = room.ledger.instant(room.tick + 10)
    events = room.step(back, [LinkChange(tick=back.tick, device_id="d1", up=True, why=""), spo2(back.tick / 10, 97)])
    events += room.step(room.ledger.instant(back.tick + 20), [])
    assert [(act, why) for _, act, why in requests(events)] == [("start", "programme")]
