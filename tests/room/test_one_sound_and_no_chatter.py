"""One surge, one sound (H25); what has cleared does not violate, and a HIGH that comes back sounds (H26)."""

import random
from pathlib import Path

import numpy as np
import pytest
from cuff_rooms import edges, go, infusing, measuring
from worlds import NURSE, acknowledge, admit, make_room, order, pulse, reading, spo2, step

from monitor.alarms.limits import resolve_clear, resolve_limits
from monitor.alarms.pressure_branches import branches_of
from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rules import Channel, FallRule, LimitRule, Profile
from monitor.domain.commands import Discharge
from monitor.domain.vocabulary import AlarmState, Priority
from monitor.room.groups import group_of
from monitor.room.room import Room
from monitor.settings import load_profile

PROFILES = Path(__file__).resolve().parents[2] / "config" / "profiles"
OFFERED = [load_profile(PROFILES / f"{name}.toml") for name in ("mood", "pain", "closer")]


def sounds(room: Room, place_id: str = "1") -> list[str]:
    """What is heard at a place, as MEDIUM or HIGH, and not about devices."""
    return [
        record.rule
        for record in room.board.at(place_id)
        if record.priority >= Priority.MEDIUM and not room.board.is_silent(record) and not record.rule.startswith("T-")
    ]


@pytest.mark.hazard("H25")
def test_a_surge_has_one_sound_for_its_direction_at_every_tick() -> None:
    room = infusing()
    surge = ((1400, 133), (1500, 150), (1600, 168), (1700, 184), (1800, 206), (1900, 204), (2000, 186), (2100, 150))
    heard: list[str] = []
    at = 1300
    for when, systolic in surge:
        for second in range(at + 1, when):
            go(room, second, pulse(second, 90.0 + (systolic - 130) / 4), spo2(second, 97))
            heard += sounds(room)
            assert len(sounds(room)) <= 1
        go(room, when, measuring(when - 0.5), reading(when, systolic, systolic * 0.6))
        assert len(sounds(room)) <= 1
        at = when
    assert {"BP-MOD", "BP-SEV", "BP-CRIT"} <= set(heard)


@pytest.mark.hazard("H25")
def test_a_good_fall_after_a_pause_is_no_alarm() -> None:
    room = infusing()
    for at, systolic in ((1400, 150), (1500, 165), (1600, 178)):
        go(room, at, measuring(at - 30), reading(at, systolic, 80))
    before = go(room, 1850)
    events = go(room, 1900, measuring(1870), reading(1900, 138, 76))
    events += go(room, 1960, measuring(1930), reading(1960, 138, 76))
    assert [line for line in edges(before + events, "BP-JUMP") if "raised" in line] == []
    assert sounds(room) == []


@pytest.mark.hazard("H25")
@pytest.mark.parametrize("seed", range(20))
def test_one_movement_of_probe_and_cuff_makes_no_double_alarm(seed: int) -> None:
    rng = random.Random(seed)
    room = infusing()
    go(room, 1400, measuring(1370), reading(1400, 131, 75))
    length, depth, slow = rng.randrange(4, 90), rng.uniform(8, 15), rng.uniform(20, 40)
    found = []
    for second in range(1401, 1600):
        moves = 1500 <= second < 1500 + length
        by = min(1.0, (second - 1500) / 6) if moves else 0.0
        inputs = [spo2(second, round(97 - depth * by)), pulse(second, round(75 - slow * by))]
        spoilt = [reading(second, rng.randrange(70, 89), 62)] if second == 1505 else []  # a doubted pulse pressure
        found += go(room, second, *inputs, *spoilt)
    assert edges(found, "DBL") == []


@pytest.mark.hazard("H26")
@pytest.mark.parametrize("profile", OFFERED, ids=lambda profile: str(profile.name))
def test_what_is_at_its_clear_value_does_not_violate_for_any_baseline(profile: Profile) -> None:
    checked = 0
    for rule in profile.rules:
        if isinstance(rule, PressureRule):
            sign = 1.0 if rule.op[0] == ">" else -1.0
            for branch in branches_of(rule):
                for baseline in (None, *range(50, 201)):
                    limit, clear = branch.resolve(baseline)
                    if np.isnan(limit):
                        continue
                    violates = (clear - limit) * sign > 0 or (clear == limit and branch.op.endswith("="))
                    # a branch without a clear value of its own ends as soon as it is not violated
                    assert not violates or clear == limit
                    checked += 1
    limits = [rule for rule in profile.rules if isinstance(rule, LimitRule) and not isinstance(rule, FallRule)]
    for rate in range(40, 121):
        for saturation in range(84, 101):
            known = {Channel.RATE: float(rate), Channel.SPO2: float(saturation)}
            for rule, limit in zip(limits, resolve_limits(limits, known), strict=True):
                if np.isnan(limit):
                    continue
                clear = resolve_clear(rule, limit)
                sign = 1.0 if rule.op[0] == ">" else -1.0
                assert not ((clear - limit) * sign > 0)
                checked += 1
    assert checked > 5000


@pytest.mark.hazard("H06", "H26")
def test_what_ended_a_moment_ago_goes_on_for_nobody_else() -> None:
    room = make_room()
    step(room, 1, admit(1), admit(1, "2", "B.B. 60"))
    for second in range(2, 20):
        step(room, second, pulse(second, 150), spo2(second, 97), pulse(second, 80, "2"))
    (record,) = [each for each in room.board.at("1") if each.rule == "HR-XHI"]
    step(room, 20, acknowledge(20, "1", *(each.alarm_id for each in room.board.at("1"))))
    for second in range(21, 50):
        step(room, second, pulse(second, 90), spo2(second, 97), pulse(second, 80, "2"))
    assert room.board.at("1") == []
    for second in range(50, 64):  # the neighbour's, while the first one could still go on
        step(room, second, pulse(second, 90), spo2(second, 97), pulse(second, 150, "2"))
    (other,) = [each for each in room.board.at("2") if each.rule == "HR-XHI"]
    assert other.alarm_id != record.alarm_id
    assert (other.session_id, other.place_id) == (2, "2")
    step(room, 64, order(64, Discharge(place_id="1", session_id=1, actor=NURSE)))
    step(room, 65, admit(65, "1", "C.C. 50"))
    for second in range(66, 79):
        step(room, second, pulse(second, 150), spo2(second, 97))
    (again,) = [each for each in room.board.at("1") if each.rule == "HR-XHI"]
    assert again.alarm_id not in {record.alarm_id, other.alarm_id}
    assert (again.session_id, again.raised_tick) == (3, 760)
    assert not room.board.is_silent(again)


@pytest.mark.hazard("H25")
def test_only_a_confirmed_low_pressure_makes_two_conditions_a_double_alarm() -> None:
    room = infusing()
    go(room, 1400, measuring(1370), reading(1400, 131, 75))
    for second, saturation in ((1401, 94), (1410, 91), (1420, 89)):
        for at in range(second, second + 9):
            go(room, at, spo2(at, saturation), pulse(at, 75))
    for at in range(1429, 1440):
        go(room, at, spo2(at, 89), pulse(at, 75))
    assert sounds(room) == ["O2-LO"]
    events = go(room, 1440, measuring(1439.5), reading(1440, 87, 60), spo2(1440, 89), pulse(1440, 75))
    assert edges(events, "BP-LOW") == ["BP-LOW raised medium"]
    assert edges(events, "DBL") == []
    for at in range(1441, 1530):
        events += go(room, at, spo2(at, 89), pulse(at, 75))
    assert edges(events, "DBL") == [], "a pressure just below its limit is no second condition, however long it stands"
    events = go(room, 1530, measuring(1529.5), reading(1530, 80, 55), spo2(1530, 89), pulse(1530, 75))
    assert edges(events, "BP-LOW") == ["BP-LOW escalated high"]
    assert edges(events, "DBL") == ["DBL raised high"]
    heard = sounds(room)
    assert "BP-LOW" in heard
    assert "DBL" not in heard, "it adds no sound to a HIGH"


@pytest.mark.hazard("H25")
def test_two_conditions_that_had_to_wait_for_no_signal_are_a_double_alarm_and_those_that_had_are_none() -> None:
    heard = {}
    for jump in (False, True):
        room = infusing()
        go(room, 1400, measuring(1370), reading(1400, 131, 75))
        for second in range(1401, 1760):
            falls = min(1.0, max(0.0, (second - 1440) / (4 if jump else 280)))
            go(room, second, spo2(second, round(97 - 9 * falls)), pulse(second, round(75 - 28 * falls)))
        rules = {record.rule for record in room.board.at("1")}
        assert rules >= {"O2-LO", "HR-LO"}
        heard[jump] = "DBL" in rules
    assert heard == {False: True, True: False}


@pytest.mark.hazard("H26")
def test_a_high_alarm_that_comes_back_sounds_and_inherits_no_acknowledgement() -> None:
    room = make_room()
    step(room, 1, admit(1))
    for second in range(2, 60):
        step(room, second, pulse(second, 150), spo2(second, 97))
    (record,) = [record for record in room.board.at("1") if record.rule == "HR-XHI"]
    assert not room.board.is_silent(record)
    step(room, 60, acknowledge(60, "1", record.alarm_id))
    assert room.board.is_silent(record)
    for second in range(61, 100):
        step(room, second, pulse(second, 90), spo2(second, 97))
    assert not [each for each in room.board.at("1") if each.rule == "HR-XHI"]
    for second in range(112, 130):  # thirty seconds after its end
        step(room, second, pulse(second, 150), spo2(second, 97))
    (again,) = [each for each in room.board.at("1") if each.rule == "HR-XHI"]
    assert again.alarm_id == record.alarm_id  # the record goes on
    assert again.state is AlarmState.ACTIVE
    assert not again.acknowledged_by
    assert not room.board.is_silent(again)
    assert group_of(again.rule, again.op) == ("rate", ">")
