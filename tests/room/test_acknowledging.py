"""Acknowledgements end: when it grows worse, after a minute for who is not signed in; what stands reminds."""

import pytest
from answering import acknowledged_pressure, admitted, alarm_view, found, levels, seconds_of
from cuff_rooms import go, infusing, measuring
from worlds import (
    NURSE,
    acknowledge,
    alarms,
    make_room,
    order,
    reading,
    run,
    spo2,
    step,
    world,
)

from monitor.domain.answer_events import AudioPauseEnded
from monitor.domain.commands import (
    PauseAudio,
)
from monitor.domain.events import AlarmChanged
from monitor.domain.people import UNATTRIBUTED
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, Priority


@pytest.mark.hazard("H28")
@pytest.mark.parametrize(
    ("systolic", "diastolic", "reopened"),
    [(177, 80, False), (178, 80, True), (179, 80, True), (163, 89, False), (163, 90, True), (163, 91, True)],
)
def test_an_acknowledged_pressure_sounds_again_at_its_step(systolic: int, diastolic: int, *, reopened: bool) -> None:
    room = acknowledged_pressure(163, 80)
    events = step(room, 310, reading(310, systolic, diastolic))
    kinds = [change for *_, change in alarms(events, "BP-MOD")]
    assert kinds == (["reopened"] if reopened else ["reminded"])
    assert found(room, "BP-MOD").state is (AlarmState.ACTIVE if reopened else AlarmState.ACKNOWLEDGED)
    step(room, 320)
    assert room.board.is_silent(found(room, "BP-MOD")) is not reopened
    assert (found(room, "BP-MOD").acknowledged_by == "") is reopened


@pytest.mark.hazard("H28")
@pytest.mark.parametrize(("saturation", "reopened"), [(87, False), (86, True), (85, True)])
def test_an_acknowledged_saturation_sounds_again_three_below(saturation: int, *, reopened: bool) -> None:
    room = admitted()
    seconds_of(room, 2, 20, 89)
    step(room, 20, acknowledge(20, "1", found(room, "O2-LO").alarm_id))
    events = seconds_of(room, 21, 23, saturation)
    assert [change for *_, change in alarms(events, "O2-LO")] == (["reopened"] if reopened else [])
    assert (room.board.sounding() is Priority.MEDIUM) is reopened


@pytest.mark.hazard("H28")
@pytest.mark.parametrize(("rate", "reopened"), [(144, False), (145, True), (146, True)])
def test_an_acknowledged_fast_pulse_sounds_again_twenty_above(rate: int, *, reopened: bool) -> None:
    room = admitted()
    seconds_of(room, 2, 20, 97, 125)
    step(room, 20, acknowledge(20, "1", found(room, "HR-HI").alarm_id))
    events = seconds_of(room, 21, 23, 97, rate)
    assert [change for *_, change in alarms(events, "HR-HI")] == (["reopened"] if reopened else [])


@pytest.mark.hazard("H28")
@pytest.mark.parametrize(("rate", "reopened"), [(29, False), (28, True), (27, True)])
def test_an_acknowledged_slow_pulse_sounds_again_twenty_below(rate: int, *, reopened: bool) -> None:
    room = admitted()
    seconds_of(room, 2, 20, 97, 48)
    step(room, 20, acknowledge(20, "1", found(room, "HR-LO").alarm_id))
    events = seconds_of(room, 21, 23, 97, rate)
    assert [change for *_, change in alarms(events, "HR-LO")] == (["reopened"] if reopened else [])


@pytest.mark.hazard("H28", "H29")
@pytest.mark.parametrize("saturation", [87, 86])
def test_what_was_acknowledged_and_then_paused_sounds_through_the_pause_when_it_grows_worse(saturation: int) -> None:
    room = admitted()
    seconds_of(room, 2, 20, 89)
    step(room, 20, acknowledge(20, "1", found(room, "O2-LO").alarm_id))
    step(room, 21, order(21, PauseAudio(actor=NURSE)), spo2(21, 89))
    seconds_of(room, 22, 24, saturation)
    assert room.board.pauses
    assert room.board.sounding() is (Priority.MEDIUM if saturation == 86 else None)


@pytest.mark.hazard("H11", "H28")
def test_a_confirmed_pressure_sounds_although_its_first_reading_was_acknowledged_and_stays_until_it_is_seen() -> None:
    room = infusing()
    go(room, 1400, measuring(1370), reading(1400, 165, 95))
    go(room, 1500, measuring(1470), reading(1500, 186, 100))
    go(room, 1501, acknowledge(1501, "1", *room.board.records))
    assert room.board.sounding() is None
    go(room, 1590, measuring(1561), reading(1590, 188, 101))
    record = found(room, "BP-SEV")
    assert (record.priority, record.state, record.acknowledged_by) == (Priority.HIGH, AlarmState.ACTIVE, "")
    assert room.board.sounding() is Priority.HIGH
    for at in (1700, 1800):
        go(room, at, measuring(at - 30), reading(at, 131, 75))
    assert found(room, "BP-SEV").state is AlarmState.LATCHED


@pytest.mark.hazard("H28")
def test_an_acknowledgement_ends_with_the_condition() -> None:
    room = admitted()
    seconds_of(room, 2, 20, 89)
    step(room, 20, acknowledge(20, "1", found(room, "O2-LO").alarm_id))
    seconds_of(room, 21, 50, 95)
    assert room.board.find("1", "O2-LO") is None
    seconds_of(room, 50, 58, 92)
    seconds_of(room, 58, 70, 89)
    assert found(room, "O2-LO").state is AlarmState.ACTIVE
    assert room.board.sounding() is Priority.MEDIUM


def test_an_acknowledgement_says_what_it_covered_and_who_gave_it() -> None:
    room = admitted()
    step(room, 10, reading(10, 163, 80))
    events = step(room, 10.5, acknowledge(10.5, "1", found(room, "BP-MOD").alarm_id))
    (event,) = [item for item in events if isinstance(item, AlarmChanged)]
    assert (event.change, event.shown, event.op, event.limit) == (AlarmChangeKind.ACKNOWLEDGED, "163/80", ">=", 160)
    assert (event.actor, event.until) == (NURSE, None)


@pytest.mark.hazard("H28")
@pytest.mark.parametrize("seed", range(4))
def test_no_acknowledged_value_stays_silent_beyond_its_step(seed: int) -> None:
    room, inputs, judged = make_room(), world(seed), 0
    for tick in range(10, 7201, 10):
        run(room, [item for item in inputs if tick - 10 < item.tick <= tick], [tick])
        for record in room.board.records.values():
            covered = record.attention.covered.value
            if record.state is not AlarmState.ACKNOWLEDGED or not record.rule.startswith("O2") or covered is None:
                continue
            seat = room.seats[record.place_id or ""]
            value = room.engine.limits.facts(room.engine.limits.row_names().index(record.rule), seat.column).value
            if value is not None:
                judged += 1
                assert value > covered - 3, (
                    f"world {seed}, tick {tick}: {record.rule} at {value}, acknowledged {covered}"
                )
    assert judged, f"world {seed} proves nothing"


@pytest.mark.hazard("H53")
def test_who_is_not_signed_in_silences_for_a_minute_and_answers_nothing() -> None:
    room = admitted()
    events = seconds_of(room, 2, 20, 80)
    record = found(room, "O2-XLO")
    assert record.raised_tick == 70
    events += step(room, 20, acknowledge(20, "1", *room.board.records, actor=UNATTRIBUTED))
    assert room.board.sounding() is None
    assert alarm_view(room, "O2-XLO").acknowledged_for_s == 60
    events += seconds_of(room, 21, 80, 80)
    assert room.board.sounding() is None
    assert levels(events, "O2-XLO") == [(37.0, 1), (67.0, 2)]
    events += seconds_of(room, 80, 81, 80)
    assert room.board.sounding() is Priority.HIGH
    assert (80.0, "1", "O2-XLO", "reopened") in alarms(events)
    assert room.board.loudness() == 2


@pytest.mark.hazard("H53")
def test_an_alarm_that_is_over_does_not_vanish_by_a_click_of_anybody() -> None:
    room = admitted()
    seconds_of(room, 2, 12, 80)
    seconds_of(room, 12, 40, 97)
    record = found(room, "O2-XLO")
    assert found(room, "O2-XLO").state is AlarmState.LATCHED
    step(room, 40, acknowledge(40, "1", record.alarm_id, actor=UNATTRIBUTED))
    assert found(room, "O2-XLO").state is AlarmState.ACKNOWLEDGED
    seconds_of(room, 41, 101, 97)
    assert (found(room, "O2-XLO").state, room.board.sounding()) == (AlarmState.LATCHED, None)
    step(room, 101, acknowledge(101, "1", record.alarm_id))
    assert room.board.find("1", "O2-XLO") is None


@pytest.mark.hazard("H53")
def test_somebody_known_takes_over_from_somebody_who_is_not() -> None:
    room = admitted()
    seconds_of(room, 2, 20, 88)
    record = found(room, "O2-LO")
    step(room, 20, acknowledge(20, "1", record.alarm_id, actor=UNATTRIBUTED))
    step(room, 30, acknowledge(30, "1", record.alarm_id), spo2(30, 88))
    seconds_of(room, 31, 100, 88)
    assert (record.state, record.acknowledged_by) == (AlarmState.ACKNOWLEDGED, NURSE.name)


@pytest.mark.hazard("H53")
def test_a_pause_by_somebody_not_signed_in_lasts_a_minute() -> None:
    room = admitted()
    step(room, 10, reading(10, 170), order(10, PauseAudio()))
    assert [pause.until_tick for pause in room.board.pauses] == [700]
    events = step(room, 70)
    assert [event.why for event in events if isinstance(event, AudioPauseEnded)] == [
        "a minute is over: nobody is signed in"
    ]


def test_an_acknowledged_saturation_reminds_every_two_minutes_for_six_seconds() -> None:
    room = admitted()
    seconds_of(room, 2, 20, 88)
    step(room, 20, acknowledge(20, "1", found(room, "O2-LO").alarm_id), spo2(20, 88))
    events = seconds_of(room, 21, 262, 88)
    assert alarms(events, "O2-LO") == [(140.0, "1", "O2-LO", "reminded"), (260.0, "1", "O2-LO", "reminded")]
    assert (room.board.sounding(), alarm_view(room, "O2-LO").reminding) == (Priority.MEDIUM, True)
    seconds_of(room, 262, 267, 88)
    assert room.board.sounding() is None


def test_an_acknowledged_high_reminds_every_minute() -> None:
    room = admitted()
    seconds_of(room, 2, 20, 80)
    step(room, 20, acknowledge(20, "1", found(room, "O2-XLO").alarm_id), spo2(20, 80))
    assert alarms(seconds_of(room, 21, 150, 80), "O2-XLO") == [
        (80.0, "1", "O2-XLO", "reminded"),
        (140.0, "1", "O2-XLO", "reminded"),
    ]


def test_an_acknowledged_pressure_reminds_with_the_next_reading_or_after_five_minutes() -> None:
    room = acknowledged_pressure(165, 80)
    events = step(room, 200, reading(200, 166, 80))
    events += step(room, 520)
    assert alarms(events, "BP-MOD") == [(200.0, "1", "BP-MOD", "reminded"), (500.0, "1", "BP-MOD", "reminded")]
    assert alarms(step(room, 1200), "BP-MOD") == [], "too old to be judged: the alarm about its age speaks instead"


def test_a_raised_alarm_says_what_its_delay_was_made_of() -> None:
    events = seconds_of(admitted(), 2, 20, 88)
    (raised,) = [event for event in events if isinstance(event, AlarmChanged) and event.alarm_id]
    assert (raised.rule, raised.delay_s, raised.signal_delay_s) == ("O2-LO", 10.0, 0.0)
