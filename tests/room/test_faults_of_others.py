"""Faults that other systems have and this room must not: each test names the fault by its number in the design."""

import pytest
from worlds import (
    acknowledge,
    admit,
    alarms,
    device,
    make_room,
    order,
    plan,
    pulse,
    reading,
    spo2,
    start,
    step,
)

from drivers.observations import CuffStatus, Parameter, Quality
from monitor.alarms.rules import Channel
from monitor.domain.commands import Admit, Discharge, PauseAudio, Transfer, record_infusion
from monitor.domain.entries import InfusionAct
from monitor.domain.events import AlarmChanged
from monitor.domain.inputs import CuffReading, LinkChange, MonitorRestarted
from monitor.domain.vocabulary import AlarmState, Priority
from monitor.port.projection import Projector
from monitor.port.snapshot import Freshness
from monitor.room.room import Room


def seconds_of(
    room: Room, begin: int, end: int, value: float, place_id: str = "1"
) -> list[tuple[float, str, str, str]]:
    found = []
    for second in range(begin, end):
        found += alarms(step(room, second, spo2(second, value, place_id), pulse(second, 70, place_id)))
    return found


def test_fault_1_an_acknowledged_low_does_not_hide_a_later_high() -> None:
    room = make_room()
    step(room, 1, admit(1))
    seconds_of(room, 2, 20, 88)
    (moderate,) = room.board.at("1")
    step(room, 20.5, acknowledge(20.5, "1", moderate.alarm_id), order(20.5, PauseAudio()))
    assert room.board.sounding() is None
    raised = seconds_of(room, 21, 28, 84)
    assert (26.0, "1", "O2-XLO", "raised") in raised
    assert room.board.sounding() is Priority.HIGH


def test_fault_1_a_new_medium_sounds_through_a_pause_of_the_same_chair() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 60, reading(60, 150))
    step(room, 60.5, spo2(60.5, 97))  # no plunge: not six seconds before any later value
    step(room, 61, start(61), reading(61, 165))
    step(room, 62, order(62, PauseAudio(place_id="1")))
    assert room.board.sounding() is None
    seconds_of(room, 63, 75, 88)
    assert room.board.sounding() is Priority.MEDIUM
    step(room, 182, spo2(182, 97))
    assert room.board.pauses == [], "a pause ends by itself after two minutes"


def test_fault_2_one_cuff_reading_does_not_keep_alarming_and_losing_every_sensor_alarms() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 10, reading(10, 165), spo2(10, 97), pulse(10, 70))
    assert [record.rule for record in room.board.at("1")] == ["BP-MOD"]
    events = step(room, 3700)
    assert {rule for _, _, rule, change in alarms(events) if change == "raised"} == {"T-LINK", "T-SPO2", "T-STALE"}
    record = room.board.find("1", "BP-MOD")
    assert record is not None
    assert record.not_remeasured
    assert room.board.is_silent(record), "the alarm about its age sounds instead"
    view = Projector(room).snapshot(1, {}).places[0]
    assert view.pressure.systolic is None
    assert [
        "last 165/70, 62 min ago, NOT RE-MEASURED" in item.message for item in view.alarms if item.rule == "BP-MOD"
    ] == [True]


def test_fault_3_a_tile_loses_its_numbers_when_the_connection_dies() -> None:
    room = make_room()
    projector = Projector(room)
    step(room, 1, admit(1), admit(1, "2", "J.K. 83"))
    step(room, 5, spo2(5, 97), pulse(5, 70), spo2(5, 98, "2"))
    step(room, 6, LinkChange(tick=60, device_id="d1", up=False, why="port closed"))
    first, second = projector.snapshot(1, {}).places[:2]
    assert first.spo2.freshness is Freshness.GREY
    assert second.spo2.freshness is Freshness.FRESH
    events = step(room, 8)
    assert alarms(events) == [(7.0, "1", "T-LINK", "raised")]
    view = projector.snapshot(1, {}).places[0]
    assert (view.spo2.value, view.rate.value) == (None, None)
    back = step(room, 9, spo2(9, 96), pulse(9, 71))
    assert alarms(back) == [(9.0, "1", "T-LINK", "cleared")]
    assert projector.snapshot(1, {}).places[0].spo2.value == 96


@pytest.mark.parametrize("age_s", [3.0, 9.9, 10.0, 60.0])
def test_fault_3_no_number_is_shown_older_than_its_limit(age_s: float) -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 5, spo2(5, 97))
    step(room, 5 + age_s)
    shown = Projector(room).snapshot(1, {}).places[0].spo2
    assert (shown.value is None) == (age_s >= 10)
    if age_s < 10:
        assert shown.freshness is (Freshness.GREY if age_s > 3 else Freshness.FRESH)


def test_fault_4_a_device_with_only_cuff_and_saturation_has_data() -> None:
    only = device("1", parameters=frozenset({Parameter.SPO2}))
    room = make_room(plan=plan(1, 0, [only]))
    step(room, 1, admit(1))
    events = []
    for second in range(2, 200):
        events += step(room, second, spo2(second, 97))
    assert alarms(events) == []
    view = Projector(room).snapshot(1, {}).places[0]
    assert view.no_data_s is None
    assert view.device_line == "V100 on line"


def test_fault_5_two_readings_in_one_minute_are_both_kept() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 100, reading(100, 130, measured=70))
    step(room, 130, reading(130, 142, measured=110))
    assert [item.systolic for item in room.sessions[1].trend.readings] == [130, 142]


@pytest.mark.hazard("H06")
def test_fault_6_nothing_of_the_former_occupant_appears_under_the_next() -> None:
    room = make_room()
    projector = Projector(room)
    step(room, 1, admit(1, label="A.M. 59"))
    step(room, 60, reading(60, 172), spo2(60, 84), pulse(60, 70))
    seconds_of(room, 61, 80, 84)
    events = step(room, 80, order(80, Discharge(place_id="1", session_id=1)))
    assert {rule for _, _, rule, change in alarms(events) if change == "cleared"} >= {"BP-MOD", "O2-XLO", "O2-LO"}
    assert projector.snapshot(1, {}).places[0].session is None
    assert projector.snapshot(1, {}).places[0].spo2.value is None
    step(room, 81, admit(81, label="S.V. 95"), reading(81, 172, measured=60))
    view = projector.snapshot(1, {}).places[0]
    assert view.session is not None
    assert view.session.label == "S.V. 95"
    assert (view.spo2.value, view.rate.value, view.pressure.systolic) == (None, None, None)
    assert view.alarms == ()
    assert view.trend.pressures == ()
    assert room.sessions[2].baseline is None


def test_fault_7_values_before_admission_raise_the_absolute_high_alarms() -> None:
    room = make_room()
    events = []
    for second in range(1, 12):
        events += step(room, second, spo2(second, 80), pulse(second, 34))
    raised = {rule for _, _, rule, change in alarms(events) if change == "raised"}
    assert raised == {"O2-XLO", "HR-XLO"}, "no patient is admitted, but somebody is being measured"


def test_fault_8_alarms_need_no_data_to_come_in() -> None:
    room = make_room()
    step(room, 1, admit(1))
    events = []
    for second in range(2, 50):
        events += step(room, second)
    assert (11.0, "1", "T-LINK", "raised") in alarms(events)


def test_an_exception_for_one_chair_is_a_high_alarm_and_leaves_the_others_alarming(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = make_room()
    step(room, 1, admit(1), admit(1, "2", "B"), admit(1, "3", "C"))
    whole = room.engine.limits.apply

    def broken(tick: int, values: object, *, usable: object, solid: object) -> object:
        if usable[:, 2].any():  # type: ignore[index]
            raise ZeroDivisionError("chair 3")
        return whole(tick, values, usable=usable, solid=solid)  # type: ignore[arg-type]

    monkeypatch.setattr(room.engine.limits, "apply", broken)
    events = []
    for second in range(2, 14):
        low = [spo2(second, 88, place) for place in ("1", "2", "3")]
        events += step(room, second, *low)
    found = alarms(events)
    assert (12.0, "1", "O2-LO", "raised") in found
    assert (12.0, "2", "O2-LO", "raised") in found
    assert (2.0, "3", "T-ENGINE", "raised") in found
    record = room.board.find("3", "T-ENGINE")
    assert record is not None
    assert record.priority is Priority.HIGH
    assert "ZeroDivisionError" in record.why


def test_an_exception_in_a_timer_loses_no_alarm_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    room = make_room()
    step(room, 1, admit(1), admit(1, "2", "B"))
    for second in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11):
        step(room, second, spo2(second, 88), spo2(second, 88, "2"))
    whole = room.engine.pressures.fire

    def broken(tick: int, only: object) -> object:
        if only[1]:  # type: ignore[index]
            raise RuntimeError("chair 2")
        return whole(tick, only)  # type: ignore[arg-type]

    monkeypatch.setattr(room.engine.pressures, "fire", broken)
    events = step(room, 12.5)
    raised = {(place, rule) for _, place, rule, change in alarms(events) if change == "raised"}
    assert {("1", "O2-LO"), ("2", "O2-LO"), ("2", "T-ENGINE")} <= raised


def test_fault_11_a_value_never_reads_as_its_limit() -> None:
    room = make_room()
    step(room, 1, admit(1))
    for second in range(2, 14):
        step(room, second, spo2(second, 89.7))
    (record,) = [item for item in room.board.at("1") if item.rule == "O2-LO"]
    view = next(item for item in Projector(room).snapshot(1, {}).alarms if item.alarm_id == record.alarm_id)
    assert "89.7 < 90," in f"{view.message},"


def test_a_reading_is_judged_at_the_room_not_at_the_device_twice() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 10, reading(10, 165))
    again = step(room, 10.9, reading(10.9, 165, measured=10))
    assert alarms(again, "BP-MOD") == []
    assert len(room.sessions[1].trend.readings) == 1


def test_an_impossible_or_failed_reading_is_no_reading_and_says_why() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 10, reading(10, 100, 120))
    failed = CuffReading(
        tick=200, measured_tick=200, device_id="d1", status=CuffStatus.FAILED, quality=Quality.INVALID, why="air leak"
    )
    step(room, 20, failed)
    view = Projector(room).snapshot(1, {}).places[0].pressure
    assert (view.systolic, view.why) == (None, "air leak")


def test_moving_a_patient_carries_timers_alarms_and_limits() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 400, reading(400, 120), reading(400, 120))
    step(room, 500, reading(500, 110))
    step(room, 501.4, spo2(501.4, 97), pulse(501.4, 60))  # as above
    step(room, 501.5, start(501.5))
    step(room, 502, order(502, record_infusion(InfusionAct.END, place_id="1", session_id=1)))
    seconds_of(room, 503, 520, 80)
    before = {(record.rule, record.alarm_id, record.state) for record in room.board.at("1")}
    assert ("O2-XLO", room.board.find("1", "O2-XLO").alarm_id, AlarmState.ACTIVE) in before  # type: ignore[union-attr]
    limit = room.engine.limit_of("HR-LO", 0)
    move = order(520, Transfer(place_id="1", session_id=1, to_place_id="bay1"))
    events = step(room, 520, move)
    after = {(record.rule, record.alarm_id, record.state) for record in room.board.at("bay1")}
    assert before == after
    assert room.board.at("1") == []
    assert room.board.sounding() is Priority.HIGH
    assert room.engine.limit_of("HR-LO", 3) == limit == 48
    assert not any(isinstance(event, AlarmChanged) for event in events)
    assert Channel.SPO2 not in room.seats["bay1"].values


def test_after_a_restart_pauses_are_over_and_what_stands_sounds_again() -> None:
    room = make_room()
    step(room, 1, admit(1))
    seconds_of(room, 2, 12, 80)
    step(room, 12, order(12, PauseAudio()))
    assert room.board.sounding() is None
    revived = Room.restore(room.plan, room.profile, room.checkpoint())
    step(revived, 18, MonitorRestarted(tick=180, missing_s=6.0))
    assert revived.board.sounding() is Priority.HIGH
    assert "data missing 6 s" in Projector(revived).snapshot(1, {}).banner


def test_two_devices_at_a_place_both_count_for_silence() -> None:
    oximeter = device("1", device_id="d1", has_cuff=False)
    cuff = device("1", device_id="c1", parameters=frozenset(), has_cuff=True)
    room = make_room(plan=plan(1, 0, [oximeter, cuff]))
    step(room, 1, admit(1))
    events = []
    for second in range(2, 20):
        events += step(room, second, spo2(second, 97), pulse(second, 70))
    assert (11.0, "1", "T-LINK", "raised") in alarms(events), "the second device never said a word"


def test_a_talking_neighbour_does_not_make_a_broken_link_well() -> None:
    oximeter = device("1", device_id="d1", has_cuff=False)
    cuff = device("1", device_id="c1", parameters=frozenset(), has_cuff=True)
    room = make_room(plan=plan(1, 0, [oximeter, cuff]))
    step(room, 1, admit(1))
    step(room, 5, spo2(5, 97), LinkChange(tick=50, device_id="c1", up=True))
    measuring = CuffReading(tick=51, measured_tick=51, device_id="c1", status=CuffStatus.MEASURING)
    step(room, 5.5, measuring)
    events = step(room, 6, LinkChange(tick=60, device_id="c1", up=False, why="port closed"))
    for second in range(7, 36):
        events += step(room, second, spo2(second, 97))
    assert alarms(events, "T-LINK") == [(7.0, "1", "T-LINK", "raised"), (35.0, "1", "T-LINK", "escalated")]
    measuring = CuffReading(tick=360, measured_tick=360, device_id="c1", status=CuffStatus.MEASURING)
    assert alarms(step(room, 36, measuring), "T-LINK") == [(36.0, "1", "T-LINK", "cleared")]


def test_acknowledging_a_failure_of_the_engine_ends_it_and_the_next_is_a_new_alarm() -> None:
    room = make_room()
    room.desk.engine_failed("1", RuntimeError("x"))
    (first,) = room.board.at("1")
    step(room, 1, acknowledge(1, "1", first.alarm_id))
    assert room.board.at("1") == []
    room.desk.engine_failed("1", RuntimeError("x"))
    assert room.board.at("1")[0].alarm_id != first.alarm_id


def test_an_admission_needs_a_free_place() -> None:
    room = make_room()
    step(room, 1, admit(1))
    events = step(room, 2, order(2, Admit(place_id="1", label="B", planned_infusion_s=2400)))
    assert [getattr(event, "reason", None) for event in events] == ["Chair 1 is taken by A.M. 59."]
