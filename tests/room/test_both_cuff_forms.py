"""Confirmation where the station starts the cuff, and where nobody can (H12)."""

import random
from itertools import pairwise

import pytest
from cuff_rooms import edges, go, infusing, measuring, requests
from worlds import reading

from monitor.domain.events import AlarmChanged, Event
from monitor.domain.vocabulary import AlarmChangeKind, CuffMaster, Priority
from monitor.room.room import Room

CONFIRMABLE = ("BP-SEV", "BP-CRIT", "BP-LOW", "BP-MOD", "BP-JUMP")


def audible(room: Room, rule: str) -> bool:
    (record,) = [record for record in room.board.at("1") if record.rule == rule]
    return not room.board.is_silent(record)


@pytest.mark.hazard("H12")
def test_where_the_station_starts_the_cuff_an_outlier_is_seen_and_repeated() -> None:
    room = infusing(CuffMaster.STATION)
    events = go(room, 1440, measuring(1410), reading(1440, 186, 90))
    assert edges(events, "BP-SEV") == ["BP-SEV raised medium"]
    assert not audible(room, "BP-SEV")
    assert requests(go(room, 1501))[-1] == (1500.0, "start", "repeat")
    confirmed = go(room, 1540, measuring(1502), reading(1540, 184, 90))
    assert edges(confirmed, "BP-SEV") == ["BP-SEV escalated high"]
    assert words(confirmed, "BP-SEV") == [True]
    assert audible(room, "BP-SEV")


@pytest.mark.hazard("H12")
@pytest.mark.parametrize("master", [CuffMaster.BEDSIDE, CuffMaster.NURSE])
def test_where_nobody_can_start_it_the_first_reading_sounds_and_a_person_is_asked(master: CuffMaster) -> None:
    room = infusing(master)
    events = go(room, 1440, measuring(1410), reading(1440, 186, 90))
    assert edges(events, "BP-SEV") == ["BP-SEV raised medium"]
    assert audible(room, "BP-SEV")
    late = go(room, 1505)
    assert requests(late) == []
    assert room.sessions[1].cuff.task is not None  # as soon as the arm has rested for a minute
    late += go(room, 1630)
    assert edges(late, "BP-SEV") == ["BP-SEV escalated high"]
    assert [event.at.tick for event in late if isinstance(event, AlarmChanged) and event.rule == "BP-SEV"] == [16200]
    assert words(late, "BP-SEV") == [False]  # not repeated


@pytest.mark.hazard("H12")
def test_the_next_violating_reading_confirms_without_a_repeat_from_here() -> None:
    room = infusing(CuffMaster.BEDSIDE)
    go(room, 1440, measuring(1410), reading(1440, 186, 90))
    events = go(room, 1560, measuring(1530), reading(1560, 183, 90))
    assert edges(events, "BP-SEV") == ["BP-SEV escalated high"]
    assert words(events, "BP-SEV") == [True]


@pytest.mark.hazard("H12")
@pytest.mark.parametrize("master", [CuffMaster.STATION, CuffMaster.BEDSIDE])
@pytest.mark.parametrize("seed", range(40))
def test_the_word_confirmed_never_stands_without_two_readings(master: CuffMaster, seed: int) -> None:
    rng = random.Random(seed)
    room = infusing(master)
    times = [1400.0]
    while times[-1] < 3600:
        times.append(times[-1] + rng.choice([70, 100, 150, 300, 300]))
    readings: list[tuple[int, float]] = []
    events: list[Event] = []
    for before, at in pairwise(times):
        systolic = rng.choice([70, 84, 95, 130, 150, 165, 178, 184, 190, 205, 215])
        assert at > before
        events += go(room, at, measuring(at - 30), reading(at, systolic, rng.choice([45, 70, 90, 112, 122])))
        readings.append((round(at * 10), systolic))
    for at, systolic in ((4000, 130), (4300, 128), (4600, 190), (4700, 191)):  # the last is a confirmation for certain
        events += go(room, at, measuring(at - 30), reading(at, systolic, 95))
        readings.append((round(at * 10), systolic))
    confirmed = [event for event in events if isinstance(event, AlarmChanged) and event.confirmed]
    assert ("BP-JUMP", 47_000) in {(event.rule, event.at.tick) for event in confirmed}
    for event in confirmed:
        assert event.rule in CONFIRMABLE
        raised = [
            other.at.tick
            for other in events
            if isinstance(other, AlarmChanged)
            and other.rule == event.rule
            and other.change in (AlarmChangeKind.RAISED, AlarmChangeKind.PENDING)
            and other.seq <= event.seq
        ]
        first = max(tick for tick in raised if tick < event.at.tick) if event.priority >= Priority.HIGH else min(raised)
        assert len([tick for tick, _ in readings if first <= tick <= event.at.tick]) >= 2, event


def words(events: list[Event], rule: str) -> list[bool | None]:
    """What each edge of the rule says of a second reading: True confirmed, False not repeated, None neither."""
    return [event.confirmed for event in events if isinstance(event, AlarmChanged) and event.rule == rule]
