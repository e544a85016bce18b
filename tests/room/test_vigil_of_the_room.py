"""What people and devices say besides values: scores, notes, alarms of the bedside monitor, lost pulses, reminders."""

import pytest
from vigil_worlds import inflating, notice, priorities, record, sample, seated, words
from worlds import acknowledge, alarms, device, make_room, order, plan, pulse, reading, spo2, start, step

from drivers.observations import NoticeKind, NoticePriority, Parameter, Source
from monitor.domain.commands import record_infusion
from monitor.domain.entries import (
    Arm,
    ArmsSet,
    BackOnMonitor,
    InfusionAct,
    OffMonitor,
    OxygenSet,
    Score,
    ScoreNoted,
    SideEffect,
    SideEffectNoted,
)
from monitor.domain.events import Event
from monitor.domain.vocabulary import Priority
from monitor.port.projection import Projector
from monitor.room.room import Room

PATIENT = NoticeKind.PHYSIOLOGICAL


def calm(room: Room, first: int, last: int) -> list[Event]:
    """Good values once a second, both ends included."""
    return [
        event for second in range(first, last + 1) for event in step(room, second, pulse(second, 66), spo2(second, 97))
    ]


# --- what people say


@pytest.mark.parametrize(
    ("score", "priority"), [(2, Priority.HIGH), (3, Priority.MEDIUM), (4, None), (1, Priority.HIGH)]
)
def test_a_sedation_score_alarms_when_it_is_entered(score: int, priority: Priority | None) -> None:
    room = seated()
    events = step(room, 10, record(10, ScoreNoted(score=Score.MOAAS, value=score)))
    assert priorities(events, "SED") == ([] if priority is None else [("raised", priority)])
    events = step(room, 20, record(20, ScoreNoted(score=Score.MOAAS, value=4)))
    assert priorities(events, "SED") == ([] if priority is None else [("cleared", priority)])


def test_a_deeper_score_breaks_through_an_acknowledgement() -> None:
    room = seated()
    step(room, 3, record(3, ScoreNoted(score=Score.MOAAS, value=3)))
    step(room, 4, acknowledge(4, "1", 1))
    assert room.board.sounding() is None
    events = step(room, 5, record(5, ScoreNoted(score=Score.MOAAS, value=2)))
    assert priorities(events, "SED") == [("escalated", Priority.HIGH)]
    assert room.board.sounding() is Priority.HIGH


def test_a_faint_alarms_at_once_stands_until_acknowledged_and_comes_again_with_the_next_note() -> None:
    room = seated()
    faint = SideEffectNoted(effect=SideEffect.FAINT)
    events = step(room, 10, record(10, faint), record(10, SideEffectNoted(effect=SideEffect.NAUSEA)))
    assert priorities(events, "FAINT") == [("raised", Priority.HIGH)]
    assert alarms(step(room, 500, record(499, ScoreNoted(score=Score.PAIN, value=2))), "FAINT") == []
    events = step(room, 501, acknowledge(501, "1", 1))
    assert [change for change, _ in priorities(events, "FAINT")] == ["acknowledged", "cleared"]
    events = step(room, 600, record(600, SideEffectNoted(effect=SideEffect.UNRESPONSIVE)))
    assert priorities(events, "FAINT") == [("raised", Priority.HIGH)]
    assert "unresponsive noted" in words(room, "FAINT")


@pytest.mark.hazard("H23")
def test_declared_off_the_monitor_its_technical_alarms_are_quiet_until_the_time_is_over() -> None:
    room = seated()
    calm(room, 2, 10)
    events = step(room, 40, notice(40, "row", active=False))
    assert alarms(events, "T-SPO2") == [(20.0, "1", "T-SPO2", "raised")]
    events = step(room, 41, record(41, OffMonitor(companion="B. K.", minutes=10)))
    assert alarms(events, "T-SPO2") == [(41.0, "1", "T-SPO2", "cleared")]
    events = step(room, 700)
    assert alarms(events) == [(641.0, "1", "P-OFF", "raised")]
    assert "B. K." in words(room, "P-OFF")
    events = step(room, 710, record(710, BackOnMonitor()))
    assert alarms(events, "P-OFF") == [(710.0, "1", "P-OFF", "cleared")]
    assert alarms(step(room, 730), "T-SPO2", "T-LINK") == [
        (720.0, "1", "T-LINK", "raised"),
        (720.0, "1", "T-SPO2", "raised"),
    ]


@pytest.mark.hazard("H23")
def test_high_rules_run_while_off_the_monitor() -> None:
    room = seated()
    step(room, 2, record(2, OffMonitor(companion="B. K.")))
    events = [event for second in range(3, 12) for event in step(room, second, spo2(second, 80))]
    assert (8.0, "1", "O2-XLO", "raised") in alarms(events)


@pytest.mark.hazard("H23")
@pytest.mark.parametrize(
    ("entry", "medium_s"),
    [(None, 60), (OxygenSet(flow_l_per_min=2), 30), (ScoreNoted(score=Score.MOAAS, value=3), 30)],
)
def test_a_lost_sensor_is_graver_sooner_for_a_frail_patient(
    entry: OxygenSet | ScoreNoted | None, medium_s: int
) -> None:
    room = seated()
    if entry is not None:
        step(room, 2, record(2, entry))
    calm(room, 3, 10)
    events = [event for second in range(11, 80) for event in step(room, second, spo2(second, None, why="probe off"))]
    assert alarms(events, "T-SPO2") == [
        (20.0, "1", "T-SPO2", "raised"),
        (10.0 + medium_s, "1", "T-SPO2", "escalated"),
    ]


@pytest.mark.hazard("H23")
def test_a_sensor_lost_in_the_infusion_or_soon_after_asks_whether_the_patient_is_there() -> None:
    room = seated()
    asked: dict[str, str] = {}
    for phase, begin in (("baseline", 10), ("infusion", 100), ("soon after", 200), ("later", 2100)):
        if phase == "infusion":
            step(room, begin, start(begin))
        if phase == "soon after":
            step(room, begin, order(begin, record_infusion(InfusionAct.END, place_id="1", session_id=1)))
        step(room, begin + 1, spo2(begin + 1, 97))
        step(room, begin + 20, spo2(begin + 20, None, why="probe off"))
        asked[phase] = words(room, "T-SPO2")
    assert all("probe off" in text or "No SpO₂" in text for text in asked.values())
    assert [phase for phase, text in asked.items() if "is the patient in the chair?" in text] == [
        "infusion",
        "soon after",
    ]


@pytest.mark.hazard("H18")
def test_the_start_is_asked_for_after_a_complete_baseline_and_asked_again() -> None:
    room = seated()
    step(room, 60, reading(60, 120))
    step(room, 120, reading(120, 122))
    events = step(room, 1400)
    found = [(at, change) for at, _, rule, change in alarms(events) if rule == "P-BEGUN"]
    assert found[0] == (720.0, "raised")
    assert (1320.0, "escalated") in found
    assert (840.0, "reminded") in found
    assert "Has the infusion begun?" in words(room, "P-BEGUN")
    assert priorities(step(room, 1401, start(1401)), "P-BEGUN") == [("cleared", Priority.MEDIUM)]


@pytest.mark.hazard("H18")
def test_at_the_planned_end_it_asks_every_two_minutes_whether_it_still_runs() -> None:
    room = seated()
    step(room, 10, start(10))
    step(room, 2420)
    assert "still running?" in words(room, "P-BEGUN")
    record_ = room.board.find("1", "P-BEGUN")
    assert record_ is not None
    events = step(room, 2421, acknowledge(2421, "1", record_.alarm_id))
    events += step(room, 2700)
    assert [(at, change) for at, _, rule, change in alarms(events) if rule == "P-BEGUN"] == [
        (2421.0, "acknowledged"),
        (2530.0, "raised"),
        (2650.0, "reminded"),
    ]
    end = order(2701, record_infusion(InfusionAct.END, place_id="1", session_id=1))
    assert priorities(step(room, 2701, end), "P-BEGUN") == [("cleared", Priority.LOW)]


# --- what devices say


@pytest.mark.hazard("H17")
@pytest.mark.parametrize(
    ("said", "priority"),
    [
        (NoticePriority.HIGH, Priority.HIGH),
        (NoticePriority.MEDIUM, Priority.MEDIUM),
        (NoticePriority.LOW, Priority.LOW),
        (NoticePriority.UNKNOWN, Priority.MEDIUM),
    ],
)
def test_an_alarm_of_the_bedside_monitor_stands_at_its_priority_and_stays_latched(
    said: NoticePriority, priority: Priority
) -> None:
    room = seated()
    events = step(room, 10, notice(10, "asystole", kind=PATIENT, priority=said))
    assert priorities(events, "BED-ALARM") == [("raised", priority)]
    assert "asystole" in words(room, "BED-ALARM")
    events = step(room, 20, notice(20, "asystole", active=False, kind=PATIENT, priority=said))
    assert priorities(events, "BED-ALARM") == [("latched", priority)]
    events = step(room, 30, acknowledge(30, "1", 1))
    assert [change for change, _ in priorities(events, "BED-ALARM")] == ["acknowledged", "cleared"]


@pytest.mark.hazard("H17")
def test_a_second_alarm_of_the_bedside_monitor_sounds_although_the_first_is_acknowledged() -> None:
    room = seated()
    step(room, 10, notice(10, "spo2_low", kind=PATIENT))
    step(room, 11, acknowledge(11, "1", 1))
    events = step(room, 12, notice(12, "spo2_low", kind=PATIENT))
    assert alarms(events, "BED-ALARM") == []  # the same one said again is nothing new
    step(room, 13, notice(13, "pr_low", kind=PATIENT))
    assert room.board.sounding() is Priority.MEDIUM


@pytest.mark.hazard("H32")
def test_a_muted_bedside_monitor_is_low_and_graver_after_two_minutes() -> None:
    room = seated()
    events = step(room, 10, notice(10, "alarms_silenced")) + step(room, 140)
    assert [(at, change) for at, _, rule, change in alarms(events) if rule == "T-MUTED"] == [
        (10.0, "raised"),
        (130.0, "escalated"),
    ]
    assert priorities(step(room, 150, notice(150, "alarms_silenced", active=False)), "T-MUTED") == [
        ("cleared", Priority.MEDIUM)
    ]


def test_two_rates_that_differ_for_half_a_minute_are_told_and_missing_ones_change_nothing() -> None:
    room = seated()
    events: list[Event] = []
    for second in range(10, 60):
        ecg = 66.0 if second < 15 else 82.0
        beat = sample(second, Parameter.HR, ecg, source=Source.ECG)
        events += step(room, second, beat, pulse(second, 66 if second != 20 else None))
    assert [(at, change) for at, _, rule, change in alarms(events) if rule == "T-MISM"] == [(45.0, "raised")]
    events = step(room, 61, pulse(61, None))
    events += step(room, 62, sample(62, Parameter.HR, 82.0, source=Source.ECG), pulse(62, 68))
    assert priorities(events, "T-MISM") == [("cleared", Priority.LOW)]


@pytest.mark.hazard("H14")
def test_a_lost_pulse_is_high_at_ten_seconds() -> None:
    room = seated()
    calm(room, 2, 9)
    events = step(room, 10, notice(10, "pulse_search"), pulse(10, None)) + step(room, 25)
    assert alarms(events, "PR-LOST") == [(20.0, "1", "PR-LOST", "raised")]
    events = step(room, 26, pulse(26, 60))
    assert priorities(events, "PR-LOST") == [("latched", Priority.HIGH)]


@pytest.mark.hazard("H14")
@pytest.mark.parametrize(("probe", "raised_s"), [(Arm.LEFT, None), (Arm.RIGHT, 20.0), (None, 20.0)])
def test_a_cuff_cycle_hides_the_pulse_only_on_the_arm_it_is_known_to_share(
    probe: Arm | None, raised_s: float | None
) -> None:
    room = seated()
    step(room, 2, record(2, ArmsSet(cuff=Arm.LEFT, probe=probe)))
    calm(room, 3, 8)
    events = step(room, 9, inflating(9))
    events += step(room, 10, notice(10, "pulse_search"), pulse(10, None))
    events += step(room, 45, reading(45, 120), pulse(45, None))
    events += step(room, 50, pulse(50, 66), notice(50, "pulse_search", active=False))
    raised = [at for at, _, rule, change in alarms(events) if rule == "PR-LOST" and change == "raised"]
    assert raised == ([] if raised_s is None else [raised_s])


@pytest.mark.hazard("H14")
def test_a_cuff_that_never_empties_hides_a_lost_pulse_for_a_minute_at_most() -> None:
    room = seated()
    step(room, 2, record(2, ArmsSet(cuff=Arm.LEFT, probe=Arm.LEFT)))
    events = step(room, 9, inflating(9))
    events += step(room, 10, notice(10, "pulse_search"), pulse(10, None)) + step(room, 100)
    assert alarms(events, "PR-LOST") == [(70.0, "1", "PR-LOST", "raised")]


def test_another_rate_or_a_sensor_taken_off_is_no_lost_pulse() -> None:
    room = seated()
    events: list[Event] = []
    for second in range(10, 40):
        beat = sample(second, Parameter.HR, 66.0, source=Source.ECG)
        events += step(room, second, notice(second, "pulse_search"), beat, pulse(second, None))
    other = seated()
    events += step(other, 10, notice(10, "probe_off"), notice(10, "pulse_search"), pulse(10, None)) + step(other, 60)
    assert alarms(events, "PR-LOST") == []


def test_two_causes_together_are_high_and_add_no_sound_to_a_high() -> None:
    room = seated()
    events: list[Event] = []
    for second in range(10, 24):
        events += step(room, second, spo2(second, 88), pulse(second, 46))
    assert alarms(events, "DBL") == [(20.0, "1", "DBL", "raised")]
    assert words(room, "DBL") == "Two vital signs at once: O2-LO and HR-LO"
    pair = room.board.find("1", "DBL")
    assert pair is not None
    assert not room.board.is_silent(pair)
    step(room, 25, record(25, SideEffectNoted(effect=SideEffect.FAINT)))
    assert room.board.is_silent(pair)


def test_a_doubtful_signal_makes_no_pair() -> None:
    room = seated()
    events: list[Event] = []
    for second in range(10, 70):
        doubtful = sample(second, Parameter.SPO2, 88, questionable=True)
        events += step(room, second, doubtful, pulse(second, 46))
    assert (55.0, "1", "O2-LO", "raised") in alarms(events)
    assert "signal poor" in words(room, "O2-LO")
    assert alarms(events, "DBL") == []


# --- lines on the tile, free places


def line(room: Room) -> str:
    return Projector(room).snapshot(1, {}).places[0].device_line


@pytest.mark.hazard("H16")
def test_breathing_that_nobody_measures_is_said_for_a_patient_on_oxygen() -> None:
    breathing = frozenset({Parameter.SPO2, Parameter.PULSE, Parameter.RESP})
    room = seated(plan=plan(1, 0, [device("1", parameters=breathing)]))
    calm(room, 2, 3)
    assert line(room) == "V100 on line"
    step(room, 4, record(4, OxygenSet(flow_l_per_min=2)), spo2(4, 97))
    assert line(room) == "Oxygen 2 l/min, breathing not monitored"
    step(room, 5, sample(5, Parameter.RESP, 14), spo2(5, 97))
    assert line(room) == "Oxygen 2 l/min"
    step(room, 6, record(6, OxygenSet(flow_l_per_min=0)), record(6, ScoreNoted(score=Score.MOAAS, value=3)))
    step(room, 20, spo2(20, 97))
    assert line(room) == "Breathing not monitored"


@pytest.mark.hazard("H16")
def test_apnoea_on_oxygen_alarms_though_the_saturation_is_good() -> None:
    room = seated()
    step(room, 2, record(2, OxygenSet(flow_l_per_min=4)))
    events: list[Event] = []
    for second in range(10, 45):
        events += step(room, second, spo2(second, 97), pulse(second, 66), sample(second, Parameter.RESP, 0))
    assert (40.0, "1", "RR-XLO", "raised") in alarms(events)
    assert ("raised", Priority.HIGH) in priorities(events, "RR-XLO")


@pytest.mark.hazard("H16")
def test_oxygen_raises_the_limit_of_the_saturation() -> None:
    raised: list[bool] = []
    for flow in (0, 2):
        room = seated()
        step(room, 2, record(2, OxygenSet(flow_l_per_min=flow)))
        events = [event for second in range(10, 60) for event in step(room, second, spo2(second, 91))]
        raised.append(bool(alarms(events, "O2-LO")))
    assert raised == [False, True]


def test_somebody_connected_at_a_free_place_is_said_and_watched() -> None:
    room = make_room()
    events = [event for second in range(1, 36) for event in step(room, second, pulse(second, 60))]
    assert alarms(events) == []
    assert line(room).startswith("Connected, not admitted")
    events = [event for second in range(36, 44) for event in step(room, second, pulse(second, 34))]
    assert alarms(events, "HR-XLO")[-1] == (41.0, "1", "HR-XLO", "raised")
