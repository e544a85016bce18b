"""Hazard H31: what is suspended or widened "for now" ends, stays within bounds, and leaves with the patient."""

import random

import pytest
from answering import admitted, refusals
from worlds import NURSE, PHYSICIAN, admit, make_room, order, start, step

from monitor.alarms.rules import SHIPPED_RULES
from monitor.domain.answer_events import OwnLimitSet, RuleResumed, RuleSuspended
from monitor.domain.commands import (
    Admit,
    Command,
    Discharge,
    ResumeRule,
    SetOwnLimit,
    SuspendRule,
    TakePlace,
    Transfer,
    record_infusion,
)
from monitor.domain.entries import InfusionAct
from monitor.domain.events import Event
from monitor.domain.hard_bounds import OWN_LIMITS
from monitor.domain.inputs import CommandGiven, MonitorRestarted
from monitor.port.projection import Projector
from monitor.room.room import Room
from monitor.settings.bounds import OF_RULE

LONGEST_SUSPENSION_MIN = 15
BOUNDS: dict[str, tuple[int, int]] = {
    "O2-LO": (80, 95),
    "O2-XLO": (80, 90),
    "HR-HI": (90, 160),
    "HR-XHI": (110, 200),
    "HR-LO": (35, 60),
    "HR-XLO": (30, 50),
    "BP-MOD": (130, 200),
    "BP-SEV": (150, 200),
    "BP-LOW": (70, 110),
}
"""In figures, written down a second time: whoever moves a bound has to say so twice."""


def limit(second: float, rule: str, value: float | None, **changes: object) -> CommandGiven:
    fields = {"place_id": "1", "session_id": 1, "rule": rule, "limit": value, "reason": "known", "actor": PHYSICIAN}
    return order(second, SetOwnLimit(**{**fields, **changes}))  # type: ignore[arg-type]  # a test names fields freely


@pytest.mark.hazard("H31")
def test_every_suspension_of_a_random_day_ends_within_its_time_and_with_the_stay(rng: random.Random) -> None:
    begun = 0
    for _ in range(3):
        room = make_room()
        open_until: dict[tuple[int, str], int] = {}
        for second in range(1, 7200, 20):
            events = step(room, second, order(second, any_deed(rng, room)))
            if rng.random() < 0.02:
                room = Room.restore(room.plan, room.profile, room.checkpoint())
                events += step(room, second + 1, MonitorRestarted(tick=10 * second + 10, missing_s=1.0))
            begun += follow(events, open_until)
            assert all(session_id in room.sessions for session_id, _ in open_until)
        follow(step(room, 7200 + 60 * LONGEST_SUSPENSION_MIN), open_until)
        assert open_until == {}
        assert room.board.silences.suspensions == []
    assert begun > 30


def follow(events: list[Event], open_until: dict[tuple[int, str], int]) -> int:
    """Keep the book of suspensions; the number of those that began."""
    begun = 0
    for event in events:
        if isinstance(event, RuleSuspended):
            begun += 1
            assert event.until.tick - event.at.tick <= 600 * LONGEST_SUSPENSION_MIN
            open_until[event.session_id, event.rule] = event.until.tick
        if isinstance(event, RuleResumed):
            assert event.at.tick <= open_until.pop((event.session_id, event.rule))
    return begun


def any_deed(rng: random.Random, room: Room) -> Command:
    """Something that somebody does at one of two chairs."""
    place_id = rng.choice(["1", "2"])
    session_id = room.seats[place_id].session_id or 0
    deeds: list[Command] = [
        Admit(place_id=place_id, label=f"P{rng.randrange(90)}", planned_infusion_s=2400),
        Discharge(place_id=place_id, session_id=session_id, actor=NURSE),
        TakePlace(place_id=place_id, session_id=session_id, actor=rng.choice([NURSE, PHYSICIAN])),
        Transfer(place_id=place_id, session_id=session_id, to_place_id=rng.choice(["1", "2", "3"])),
        record_infusion(InfusionAct.START, place_id=place_id, session_id=session_id, actor=NURSE),
        ResumeRule(place_id=place_id, session_id=session_id, rule="O2-LO", actor=NURSE),
    ]
    suspend = SuspendRule(
        place_id=place_id,
        session_id=session_id,
        rule=rng.choice(["O2-LO", "O2-XLO", "HR-LO", "BP-MOD"]),
        minutes=rng.uniform(0.1, 17),
        reason="cold hand",
        actor=NURSE,
    )
    return rng.choice([*deeds, suspend, suspend, suspend, suspend])


@pytest.mark.hazard("H31")
def test_the_next_admission_starts_from_the_profile() -> None:
    room = admitted()
    column = room.seats["1"].column
    before = {rule: room.engine.limit_of(rule, column) for rule in OWN_LIMITS}
    step(room, 10, *(limit(10, rule, low) for rule, (low, _) in OWN_LIMITS.items() if rule not in {"HR-XLO", "O2-XLO"}))
    suspend = SuspendRule(place_id="1", session_id=1, rule="O2-LO", minutes=15, reason="cold hand", actor=NURSE)
    step(room, 11, order(11, suspend))
    assert {rule: room.engine.limit_of(rule, column) for rule in OWN_LIMITS} != before
    assert len(room.board.silences.suspensions) == 1
    step(room, 20, order(20, Discharge(place_id="1", session_id=1, actor=NURSE)))
    step(room, 30, admit(30, "1", "B.B. 70"))
    for each in (room, Room.restore(room.plan, room.profile, room.checkpoint())):
        assert {rule: each.engine.limit_of(rule, column) for rule in OWN_LIMITS} == before
        place = Projector(each).snapshot(1, {}).places[0]
        assert (place.own_limits, place.suspensions, place.profile_line) == ((), (), "")


@pytest.mark.hazard("H31")
@pytest.mark.parametrize("rule", BOUNDS)
def test_own_limits_have_hard_bounds(rule: str) -> None:
    low, high = BOUNDS[rule]
    looks = ((low - 1, False), (low, True), (low + 1, True), (high - 1, True), (high, True), (high + 1, False))
    for value, is_right in (*looks, (float("nan"), False), (float("inf"), False), (-float("inf"), False), (0, False)):
        said = refusals(step(room := admitted(), 10, limit(10, rule, value)))
        assert said == ([] if is_right else [f"The limit of {rule} can be set from {low} to {high}."]), value
        assert bool(room.own_limits.of(1)) is is_right
        assert (room.engine.limit_of(rule, room.seats["1"].column) == value) is is_right


@pytest.mark.hazard("H31")
def test_no_rule_but_these_has_a_limit_of_the_patients_own() -> None:
    assert set(OWN_LIMITS) == set(BOUNDS)
    others = {rule.rule for rule in SHIPPED_RULES} - set(BOUNDS)
    assert {"BP-CRIT", "VVS", "PR-LOST", "T-LINK", "T-SPO2", "T-STALE", "FAINT"} <= others
    for rule in sorted(others):
        room = admitted()
        assert refusals(step(room, 10, limit(10, rule, 100))) == [
            f"{rule} has no limit that could be set for one patient."
        ]
        assert room.own_limits.of(1) == {}


@pytest.mark.hazard("H31")
def test_what_no_profile_may_say_no_bedside_may_say() -> None:
    for rule, (low, high) in OWN_LIMITS.items():
        in_profile = OF_RULE[rule]["limit"]
        assert in_profile.holds(low), rule
        assert in_profile.holds(high), rule


@pytest.mark.hazard("H31")
def test_a_saturation_limit_below_80_and_a_systolic_one_above_200_are_refused_in_words() -> None:
    room = admitted()
    assert refusals(step(room, 10, limit(10, "O2-LO", 79))) == ["The limit of O2-LO can be set from 80 to 95."]
    assert refusals(step(room, 11, limit(11, "O2-XLO", 79)))
    assert refusals(step(room, 12, limit(12, "BP-SEV", 201))) == ["The limit of BP-SEV can be set from 150 to 200."]
    assert refusals(step(room, 13, limit(13, "O2-LO", float("nan"))))
    assert room.own_limits.of(1) == {}


@pytest.mark.hazard("H31")
def test_own_limits_need_a_physician_and_a_reason_and_stand_on_the_tile() -> None:
    room = admitted()
    assert "physician" in refusals(step(room, 10, limit(10, "O2-LO", 85, actor=NURSE)))[0]
    assert "reason" in refusals(step(room, 11, limit(11, "O2-LO", 85, reason=" ")))[0]
    events = step(room, 12, limit(12, "O2-LO", 85))
    assert [(event.former, event.limit, event.actor) for event in events if isinstance(event, OwnLimitSet)] == [
        (90, 85, PHYSICIAN)
    ]
    place = Projector(room).snapshot(1, {}).places[0]
    assert [(item.rule, item.limit, item.by, item.reason) for item in place.own_limits] == [
        ("O2-LO", 85, PHYSICIAN.name, "known")
    ]


@pytest.mark.hazard("H31")
def test_a_suspension_ends_at_a_handover_and_never_covers_high_while_infusing() -> None:
    room = admitted()
    suspend = SuspendRule(place_id="1", session_id=1, rule="O2-LO", minutes=15, reason="cold hand", actor=NURSE)
    step(room, 10, order(10, suspend))
    events = step(room, 20, order(20, TakePlace(place_id="1", session_id=1, actor=PHYSICIAN)))
    assert [event.rule for event in events if isinstance(event, RuleResumed)] == ["O2-LO"]
    step(room, 30, start(30))
    high = SuspendRule(place_id="1", session_id=1, rule="O2-XLO", minutes=5, reason="probe", actor=NURSE)
    assert "while the infusion runs" in refusals(step(room, 31, order(31, high)))[0]
    longer = SuspendRule(place_id="1", session_id=1, rule="HR-LO", minutes=15.1, reason="athlete", actor=NURSE)
    assert "up to 15 minutes" in refusals(step(room, 32, order(32, longer)))[0]
