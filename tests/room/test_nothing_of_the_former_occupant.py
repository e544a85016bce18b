"""Hazard H06: who is admitted to a chair is judged and shown as if nobody had ever sat there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from cuff_rooms import GOOD_ARMS, entry, measuring
from worlds import (
    NURSE,
    PHYSICIAN,
    acknowledge,
    admit,
    alarms,
    make_room,
    order,
    plan,
    pulse,
    reading,
    spo2,
    start,
    step,
)

from monitor.domain.commands import ChangeBaseline, Discharge, PauseAudio, SetOwnLimit, SuspendRule, record_infusion
from monitor.domain.entries import (
    Arm,
    ArmsSet,
    DrugGiven,
    InfusionAct,
    OxygenSet,
    Score,
    ScoreNoted,
    SideEffect,
    SideEffectNoted,
)
from monitor.domain.inputs import CommandGiven, Input
from monitor.port.projection import Projector
from monitor.port.snapshot import PlaceView
from monitor.room.room import Room

pytestmark = pytest.mark.hazard("H06")
GONE_S = 1000
END_S = GONE_S + 1400


def own(second: float, rule: str, limit: float) -> CommandGiven:
    fields = {"place_id": "1", "session_id": 1, "rule": rule, "limit": limit, "reason": "known", "actor": PHYSICIAN}
    return order(second, SetOwnLimit(**fields))  # type: ignore[arg-type]  # the fields of every such order


def former_stay(room: Room) -> None:
    """Somebody about whom everything was said, who alarmed in every way, and who left while it alarmed."""
    step(room, 1, admit(1), entry(1, ArmsSet(cuff=Arm.LEFT, probe=Arm.LEFT, line=Arm.RIGHT)))
    for at in (100, 200, 300):
        step(room, at, measuring(at - 20), reading(at, 110 + at // 100, 62), spo2(at, 93), pulse(at, 52))
    known = ChangeBaseline(place_id="1", session_id=1, systolic=104.0, diastolic=61.0, reason="known", actor=PHYSICIAN)
    step(room, 310, order(310, known))
    step(room, 320, own(320, "O2-LO", 81), own(320, "HR-LO", 36), own(320, "BP-MOD", 199), own(320, "HR-HI", 159))
    step(room, 330, start(330))
    told = (
        OxygenSet(flow_l_per_min=3.0),
        ScoreNoted(score=Score.MOAAS, value=2),
        SideEffectNoted(effect=SideEffect.FAINT),
        DrugGiven(name="midazolam", dose=1, unit="mg", route="IV", observe_min=60, sedative=True),
    )
    step(room, 340, *(entry(340, each) for each in told))
    waived = SuspendRule(place_id="1", session_id=1, rule="T-SPO2", minutes=15, reason="cold hand", actor=NURSE)
    for second in range(341, GONE_S):
        said: list[Input] = [spo2(second, 79), pulse(second, 150 if second > GONE_S - 10 else 33)]
        if second % 200 == 0:
            said = [measuring(second - 0.5), *said, reading(second, 205, 118)]
        if second == GONE_S - 300:
            said.append(order(second, waived))
        if second == GONE_S - 60:
            said += [
                acknowledge(second, "1", *room.board.records),
                order(second, PauseAudio(place_id="1", actor=NURSE)),
            ]
        step(room, second, *said)
    assert {"O2-XLO", "BP-CRIT", "HR-XLO", "SED"} <= {record.rule for record in room.board.at("1")}
    ended = record_infusion(InfusionAct.END, place_id="1", session_id=1, actor=NURSE)
    step(room, GONE_S - 0.5, order(GONE_S - 0.5, ended))
    step(room, GONE_S, order(GONE_S, Discharge(place_id="1", session_id=1, override_reason="moved on", actor=NURSE)))


def second_stay(room: Room, session_id: int) -> tuple[list[tuple[object, ...]], list[PlaceView]]:
    """The next patient: every alarm change, and the tile again and again; numbers of sessions and alarms left out."""
    edges: list[tuple[object, ...]] = []
    seen: list[PlaceView] = []
    projector = Projector(room)
    for second in range(GONE_S + 1, END_S):
        said = said_at(second, session_id)
        events = step(room, second, *said)
        edges += alarms(events)
        if second % 7 == 0 or second < GONE_S + 10:
            seen.append(anonymous(projector.snapshot(1, {}).places[0]))
    return edges, seen


def said_at(second: int, session_id: int) -> Sequence[Input]:
    since = second - GONE_S
    falls = min(9, max(0, (since - 600) // 5)) if since < 800 else 0
    said: list[Input] = (
        []
        if since < 3 or 1000 < since < 1050
        else [spo2(second, 97 - falls), pulse(second, 130 if since > 1200 else 74)]
    )
    if since == 1:
        return [admit(second, "1", "B.B. 70"), *said]
    if since == 5:
        said.append(entry(second, GOOD_ARMS, session_id=session_id))
    if since == 400:
        said.append(start(second, "1", session_id))
    for at, systolic in ((60, 131), (200, 128), (350, 130), (700, 165), (900, 84), (1300, 190)):
        if since == at:
            said = [*said[:2], measuring(second - 0.5), reading(second, systolic, 75)]
            said.sort(key=lambda each: each.tick)
    return said


def anonymous(place: PlaceView) -> PlaceView:
    changes: dict[str, Any] = {"alarms": tuple(replace(each, alarm_id=0) for each in place.alarms)}
    if place.session is not None:
        changes["session"] = replace(place.session, session_id=0)
    changes["entries"] = tuple(replace(each, entry_seq=0) for each in place.entries)
    changes["trend"] = replace(place.trend, version=0)
    changes["alarms_without_action"] = 0  # of the place in the last two hours, whoever sat there
    return replace(place, **changes)


def test_the_next_patient_is_judged_and_shown_as_if_nobody_had_sat_there() -> None:
    used, fresh = make_room(plan=plan(1, 1)), make_room(plan=plan(1, 1))
    former_stay(used)
    step(fresh, GONE_S)
    assert used.sessions == {}
    (edges, seen), (expected_edges, expected) = second_stay(used, 2), second_stay(fresh, 1)
    assert {rule for _, _, rule, _ in expected_edges} >= {"O2-LO", "BP-MOD", "BP-LOW", "T-LINK", "T-SPO2", "HR-HI"}
    assert edges == expected_edges
    for one, other in zip(seen, expected, strict=True):
        assert one == other, one.session
