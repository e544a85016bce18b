"""Ways in which a patient could be hidden, each found by trying: a test for every one of them."""

import math

import pytest
from worlds import acknowledge, admit, alarms, device, make_room, order, plan, pulse, reading, spo2, start, step

from drivers.observations import CuffStatus, NoticeKind, Parameter, Quality, Source
from monitor.alarms.rules import Profile
from monitor.domain.commands import Discharge, PauseAudio, Transfer, record_infusion
from monitor.domain.entries import InfusionAct
from monitor.domain.inputs import CuffReading, DeviceNotice, Input, LinkChange, MonitorFault, MonitorRestarted, Sample
from monitor.domain.vocabulary import AlarmState, Priority
from monitor.port.messages import message
from monitor.port.projection import Projector
from monitor.port.snapshot import Freshness
from monitor.room.room import Room


def sample(seconds: float, device_id: str, value: float | None, **changes: object) -> Sample:
    fields: dict[str, object] = {
        "tick": round(seconds * 10),
        "device_id": device_id,
        "parameter": Parameter.SPO2,
        "value": value,
        "quality": Quality.INVALID if value is None else Quality.VALID,
        "source": Source.OXIMETER,
    }
    return Sample(**{**fields, **changes})  # type: ignore[arg-type]  # a test names fields freely


def two_devices(**second: object) -> Room:
    """One chair with a V100 "d1" and another device "c1"."""
    return make_room(plan=plan(1, 1, [device("1"), device("1", **{"device_id": "c1", **second}), device("bay1")]))


def to_recovery(room: Room, seconds: float) -> None:
    step(room, seconds, order(seconds, record_infusion(InfusionAct.START, place_id="1", session_id=1)))
    step(room, seconds + 1, order(seconds + 1, record_infusion(InfusionAct.END, place_id="1", session_id=1)))


def move(seconds: float) -> Input:
    return order(seconds, Transfer(place_id="1", session_id=1, to_place_id="bay1"))


def test_a_silent_device_beside_a_talking_one_escalates_once_and_stays_acknowledged() -> None:
    room = two_devices(has_cuff=False)
    step(room, 1, admit(1))
    events = step(room, 2, sample(2, "c1", 97))
    for second in range(3, 60):
        events += step(room, second, sample(second, "d1", 97))
    assert [change for _, _, _, change in alarms(events, "T-LINK")] == ["raised", "escalated"]
    record = room.board.find("1", "T-LINK")
    assert record is not None
    step(room, 60, acknowledge(60, "1", record.alarm_id), sample(60, "d1", 97))
    later = [event for second in range(61, 90) for event in step(room, second, sample(second, "d1", 97))]
    assert alarms(later, "T-LINK") == []
    assert record.state is AlarmState.ACKNOWLEDGED


def test_a_pressure_ages_at_a_place_without_a_cuff() -> None:
    room = make_room(plan=plan(1, 1, [device("1"), device("bay1", has_cuff=False)]))
    step(room, 1, admit(1))
    step(room, 10, reading(10, 120))
    to_recovery(room, 20)
    step(room, 30, move(30))
    projector = Projector(room)
    step(room, 400)
    assert projector.snapshot(1, {}).places[1].pressure.freshness is Freshness.GREY
    step(room, 1000)
    assert projector.snapshot(1, {}).places[1].pressure.systolic is None


def test_recording_the_start_makes_no_pressure_young_again() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 10, reading(10, 120))
    step(room, 2999)
    events = step(room, 3000, start(3000))
    view = Projector(room).snapshot(1, {}).places[0].pressure
    assert (view.systolic, view.freshness) == (None, Freshness.DASHES)
    assert alarms(events, "T-STALE") == []
    assert room.board.find("1", "T-STALE") is not None


def test_a_start_named_afterwards_raises_nothing_in_hindsight() -> None:
    profile = Profile(name="test")
    room = make_room(profile=profile)
    step(room, 1, admit(1))
    step(room, 10, reading(10, 120), spo2(10, 97))
    named = record_infusion(
        InfusionAct.START, place_id="1", session_id=1, at_utc_ms=room.ledger.instant(1000).utc_ms, reason="late"
    )
    events = step(room, 200, order(200, named), spo2(200, 97))
    events += step(room, 201, spo2(201, 97))
    assert alarms(events, "T-STALE") == []
    assert all(event.at.tick >= 2000 for event in events if getattr(event, "rule", "") == "T-STALE")


def test_acknowledging_the_age_of_a_pressure_does_not_silence_the_severe_one() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 10, reading(10, 190))
    step(room, 20, reading(20, 192))
    step(room, 700)
    stale, severe = room.board.find("1", "T-STALE"), room.board.find("1", "BP-SEV")
    assert stale is not None
    assert severe is not None
    assert (severe.priority, severe.not_remeasured) == (Priority.HIGH, True)
    step(room, 701, acknowledge(701, "1", stale.alarm_id))
    assert room.board.sounding() is Priority.HIGH


def test_a_move_takes_the_last_reading_along_and_leaves_foreign_samples_behind() -> None:
    room = make_room()
    step(room, 1, admit(1))
    to_recovery(room, 5)
    step(room, 10, reading(10, 190))
    for second in range(11, 20):
        step(room, second, spo2(second, 88), sample(second, "dbay1", 99))
    step(room, 20, move(20))
    for second in range(21, 40):
        step(room, second)
    assert room.board.find("bay1", "O2-LO") is None, "99 was the bay's, and nothing of the patient is fresh"
    step(room, 195)
    record = room.board.find("bay1", "BP-SEV")
    assert record is not None
    assert message(record).startswith("BP ↑ 190/70 ≥ 180")
    assert "not repeated" in message(record)


def test_a_device_owes_data_only_since_the_patient_sits_there() -> None:
    room = make_room()
    step(room, 1, admit(1))
    to_recovery(room, 5)
    for second in range(7, 1800):
        step(room, second, spo2(second, 97), pulse(second, 70))
    events = step(room, 1800, move(1800))
    assert alarms(events) == []
    view = Projector(room).snapshot(1, {}).places[3]
    assert view.no_data_s is None
    assert alarms(step(room, 1811), "T-LINK") == [(1810.0, "bay1", "T-LINK", "raised")]


@pytest.mark.parametrize("quality", [Quality.VALID, Quality.QUESTIONABLE])
def test_a_reading_that_lacks_what_raised_or_is_doubtful_ends_nothing(quality: Quality) -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 10, reading(10, 150, 115))
    harmless = CuffReading(
        tick=700,
        measured_tick=700,
        device_id="d1",
        status=CuffStatus.DONE,
        quality=quality,
        systolic=130.0,
        diastolic=None if quality is Quality.VALID else 70.0,
    )
    assert alarms(step(room, 70, harmless), "BP-SEV", "BP-MOD") == []
    assert {"BP-SEV", "BP-MOD"} <= {record.rule for record in room.board.at("1")}
    assert {change for *_, change in alarms(step(room, 130, reading(130, 130, 70)), "BP-SEV", "BP-MOD")} == {
        "latched",
        "cleared",
    }


def test_nothing_is_raised_while_the_last_sample_does_not_violate() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 2, spo2(2, 88))
    events = []
    for second in range(3, 20):
        events += step(room, second, sample(second, "d1", 96, quality=Quality.QUESTIONABLE))
    assert alarms(events, "O2-LO") == []


def test_a_slow_neighbour_does_not_slow_the_oximeter() -> None:
    room = two_devices(period_s=5.0, parameters=frozenset({Parameter.HR}))
    step(room, 1, admit(1))
    events = []
    for second in range(2, 40):
        inputs = [sample(second, "d1", None, why="probe off")]
        if second % 5 == 0:
            inputs.append(sample(second, "c1", 70, parameter=Parameter.HR))
        events += step(room, second, *inputs)
    assert (11.0, "1", "T-SPO2", "raised") in alarms(events)
    assert alarms(events, "T-LINK") == [], "a word every five seconds is all that the other one owes"


def test_a_doubtful_better_source_does_not_hide_a_valid_one() -> None:
    room = two_devices()
    step(room, 1, admit(1))
    events = []
    for second in range(2, 20):
        doubtful = sample(second, "d1", 97, quality=Quality.QUESTIONABLE)
        events += step(room, second, doubtful, sample(second, "c1", 80))
    assert {"O2-LO", "O2-XLO"} <= {rule for _, _, rule, change in alarms(events) if change == "raised"}


def test_a_free_chair_is_not_alarmed_by_the_reading_of_the_one_who_left() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 10, reading(10, 190))
    step(room, 20, order(20, Discharge(place_id="1", session_id=1)))
    events = step(room, 25, reading(25, 190, measured=10))
    events += step(room, 30, reading(30, 190, measured=10))
    assert alarms(events) == []
    events = step(room, 60, reading(60, 190, measured=50))
    events += step(room, 61, reading(61, 190, measured=50))
    assert [change for *_, change in alarms(events)] == ["raised"], "somebody new; but one reading confirms nothing"


def test_the_baseline_of_a_start_named_late_comes_from_the_trend() -> None:
    room = make_room()
    step(room, 1, admit(1))
    for second in range(2, 900):
        step(room, second, pulse(second, 60 if second < 300 else 90), spo2(second, 97))
    named = record_infusion(
        InfusionAct.START, place_id="1", session_id=1, at_utc_ms=room.ledger.instant(3000).utc_ms, reason="late"
    )
    step(room, 900, order(900, named))
    baseline = room.sessions[1].baseline
    assert baseline is not None
    assert (baseline.rate, baseline.spo2) == (60, 97)


def test_a_severe_pressure_that_latched_unseen_comes_back_as_grave_as_it_was() -> None:
    room = make_room()
    step(room, 1, admit(1))
    for second, systolic in ((10, 190), (70, 192), (130, 130), (190, 190)):
        step(room, second, reading(second, systolic))
    record = room.board.find("1", "BP-SEV")
    assert record is not None
    assert (record.priority, record.state) == (Priority.HIGH, AlarmState.ACTIVE)


def test_an_alarm_speaks_of_the_newest_reading_that_violates() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 10, reading(10, 165, 80))
    step(room, 310, reading(310, 178, 82))
    record = room.board.find("1", "BP-MOD")
    assert record is not None
    assert message(record).startswith("BP ↑ 178/82 ≥ 160")
    step(room, 610, reading(610, 155, 80))
    assert message(record).startswith("BP ↑ 178/82 ≥ 160"), "155 does not violate, and does not end it either"


def test_a_fault_that_comes_back_during_a_pause_sounds() -> None:
    room = make_room()
    fault = MonitorFault(tick=10, rule="T-STORAGE", present=True, why="disk full")
    step(room, 1, fault)
    (record,) = room.board.at(None)
    step(room, 2, acknowledge(2, "", record.alarm_id), order(2, PauseAudio()))
    assert room.board.sounding() is None
    step(room, 3, MonitorFault(tick=30, rule="T-STORAGE", present=True, why="disk full"))
    assert room.board.sounding() is Priority.HIGH


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_no_value(value: float) -> None:
    room = make_room()
    step(room, 1, admit(1))
    events = []
    for second in range(2, 15):
        events += step(room, second, sample(second, "d1", value), pulse(second, 70))
    assert (11.0, "1", "T-SPO2", "raised") in alarms(events)
    step(room, 20, reading(20, value))
    view = Projector(room).snapshot(1, {}).places[0]
    assert (view.spo2.value, view.pressure.systolic) == (None, None)


def test_a_reading_from_the_future_does_not_block_the_next_one() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 10, reading(10, 120, measured=500))
    events = step(room, 60, reading(60, 210, 120))
    assert ("BP-SEV", "raised") in [(rule, change) for _, _, rule, change in alarms(events)]


def test_pressures_that_differ_within_two_seconds_are_both_judged() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 10, reading(10, 150))
    events = step(room, 11, reading(11, 190))
    assert ("BP-SEV", "raised") in [(rule, change) for _, _, rule, change in alarms(events)]


def test_a_value_and_its_loss_in_one_tick_are_both_seen() -> None:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 2, spo2(2, 80), sample(2, "d1", None, why="probe off"))
    assert room.seats["1"].values[next(iter(room.seats["1"].values))].value is None
    assert room.sessions[1].trend.spo2 == [80]


def test_a_lost_link_ends_a_measurement_in_words() -> None:
    room = make_room()
    step(room, 1, admit(1))
    busy = CuffReading(tick=20, measured_tick=20, device_id="d1", status=CuffStatus.MEASURING)
    step(room, 2, busy)
    step(room, 3, LinkChange(tick=30, device_id="d1", up=False, why="closed"))
    view = Projector(room).snapshot(1, {}).places[0].pressure
    assert (view.measuring, view.why) == (False, "link lost while the cuff was measuring")


def test_a_device_that_sends_only_notices_is_not_silent() -> None:
    room = make_room(plan=plan(1, 0, [device("1", parameters=frozenset(), has_cuff=True)]))
    step(room, 1, admit(1))
    events = []
    for second in range(2, 60):
        notice = DeviceNotice(
            tick=second * 10, device_id="d1", code="x", kind=NoticeKind.INFORMATION, why="idle", active=False
        )
        events += step(room, second, notice)
    assert alarms(events, "T-LINK") == []


def test_damaged_bytes_are_a_low_alarm_in_words_until_they_end() -> None:
    room = make_room()
    step(room, 1, admit(1))
    for second, active in ((2, True), (3, True), (60, False)):
        notice = DeviceNotice(
            tick=second * 10,
            device_id="d1",
            code="bytes_rejected",
            kind=NoticeKind.TECHNICAL,
            why="2.4 % of the bytes of V100 were damaged",
            active=active,
        )
        events = step(room, second, notice)
        if second == 2:
            assert alarms(events, "T-GARBLED") == [(2.0, "1", "T-GARBLED", "raised")]
            (view,) = [item for item in Projector(room).snapshot(1, {}).alarms if item.rule == "T-GARBLED"]
            assert (view.priority, view.message) == (
                Priority.LOW,
                "Bytes damaged: 2.4 % of the bytes of V100 were damaged",
            )
    assert alarms(events, "T-GARBLED") == [(60.0, "1", "T-GARBLED", "cleared")]


def test_a_rule_that_the_profile_no_longer_has_leaves_no_alarm_behind() -> None:
    room = make_room()
    step(room, 1, admit(1))
    for second in range(2, 14):
        step(room, second, spo2(second, 80))
    rules = tuple(rule for rule in room.profile.rules if rule.rule not in ("O2-XLO", "O2-LO"))
    revived = Room.restore(room.plan, Profile(name="other", rules=rules), room.checkpoint())
    events = step(revived, 15, MonitorRestarted(tick=150, missing_s=1.0))
    assert {(rule, change) for _, _, rule, change in alarms(events)} >= {("O2-XLO", "cleared"), ("O2-LO", "cleared")}
    assert revived.board.at("1") == []
