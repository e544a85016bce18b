"""T-CLOCK: a device's clock is off; P-REC: recovery is over, checks are open; P-GONE: left with an open alarm."""

from dataclasses import replace

from stays import NURSE, act, record, refusals, stay
from vigil_worlds import notice, priorities, seated, words
from worlds import PHYSICIAN, acknowledge, alarms, order, pulse, reading, spo2, step

from monitor.domain.commands import Admit, Discharge
from monitor.domain.entries import CheckAnswered, Entry, InfusionAct, Score, ScoreNoted, TextNoted
from monitor.domain.policy import STANDARD
from monitor.domain.stages import StayAct
from monitor.domain.vocabulary import AlarmState, Priority
from monitor.room.room import Room

END = 700.0
OVER = END + 3600


def test_a_clock_that_stays_off_is_low_and_silent_and_ends_with_the_notice() -> None:
    room = seated()
    step(room, 10, notice(10, "clock_off"))
    step(room, 30, record(30, TextNoted(text="a command meanwhile does not begin the delay anew")))
    events = step(room, 41)
    assert priorities(events, "T-CLOCK") == [("raised", Priority.LOW)]
    assert events[0].at.tick == 400
    assert "clock off" in words(room, "T-CLOCK")
    record_ = room.board.find("1", "T-CLOCK")
    assert record_ is not None
    assert not record_.audible
    assert priorities(step(room, 50, notice(50, "clock_off", active=False)), "T-CLOCK") == [("cleared", Priority.LOW)]


def test_a_clock_that_is_off_for_a_moment_is_nothing() -> None:
    room = seated()
    step(room, 10, notice(10, "clock_off"))
    step(room, 39, notice(39, "clock_off", active=False))
    assert priorities(step(room, 100), "T-CLOCK") == []


def recovering() -> Room:
    room = stay(policy=replace(STANDARD, checks=(), pressure_gate=None))
    step(room, 60, reading(60, 124, 74))
    step(room, 70, reading(70, 122, 74), spo2(70, 97), pulse(70, 70))
    step(room, 100, act(100, InfusionAct.START))
    step(room, END, act(END, InfusionAct.END))
    return room


def good_minutes(room: Room, first_s: float, last_s: float) -> None:
    for second in range(int(first_s), int(last_s)):
        more = [reading(second, 124, 74)] if second % 300 == 0 else []
        step(room, second, spo2(second, 97), pulse(second, 72), *more)


def answer_everything(room: Room, second: float) -> None:
    assert STANDARD.discharge is not None
    entries: list[Entry] = [CheckAnswered(check=check.check, done=True) for check in STANDARD.discharge.answers]
    entries += [ScoreNoted(score=Score.MOAAS, value=5), ScoreNoted(score=Score.ALDRETE, value=10)]
    step(room, second, *(record(second, entry) for entry in entries))


def test_open_checks_when_the_time_is_over_are_low_at_that_very_instant_however_the_room_is_stepped() -> None:
    for steps in ((OVER + 1,), (OVER - 0.1, OVER, OVER + 1), tuple(END + 7 * n for n in range(1, 516))):
        room = recovering()
        said = [event for second in steps for event in alarms(step(room, second))]
        assert [item for item in said if item[2] == "P-REC"] == [(OVER, "1", "P-REC", "raised")], steps


def test_it_ends_when_the_list_is_done_and_comes_again_when_a_line_opens() -> None:
    room = recovering()
    step(room, END + 2999)
    good_minutes(room, END + 3000, OVER + 5)
    assert room.board.find("1", "P-REC") is not None
    answer_everything(room, OVER + 5)
    assert room.board.find("1", "P-REC") is None
    good_minutes(room, OVER + 6, OVER + 60)
    assert room.board.find("1", "P-REC") is None
    step(room, OVER + 120)  # no saturation any more: its line is open
    assert room.board.find("1", "P-REC") is not None


def test_the_time_moves_with_what_prolongs_it() -> None:
    room = recovering()
    step(room, OVER + 1)
    assert room.board.find("1", "P-REC") is not None
    step(room, OVER + 10, *(spo2(OVER + second, 80) for second in range(2, 10)))
    high = room.sessions[1].high_tick
    assert high is not None
    step(room, OVER + 60)
    assert room.board.find("1", "P-REC") is None
    events = step(room, OVER + 1900)
    assert [item for item in alarms(events) if item[2] == "P-REC"] == [(high / 10 + 1800, "1", "P-REC", "raised")]


def test_a_restart_goes_on_with_the_same_looks() -> None:
    for second in (OVER - 100, OVER + 17):
        room = recovering()
        step(room, second)
        again = Room.restore(room.plan, room.profile, room.checkpoint())
        said = [alarms(step(each, OVER + 200)) for each in (room, again)]
        assert said[0] == said[1]
        assert again.checkpoint() == room.checkpoint()


def test_nobody_leaves_with_an_open_alarm_unnoticed() -> None:
    room = recovering()
    step(room, END + 20, *(spo2(END + second, 80) for second in range(1, 20)))
    away = Discharge(place_id="1", session_id=1, how=StayAct.HOSPITAL, actor=NURSE)
    assert refusals(step(room, END + 21, order(END + 21, away))) == []
    record_ = room.board.find("1", "P-GONE")
    assert record_ is not None
    assert (record_.priority, record_.state) == (Priority.LOW, AlarmState.ACTIVE)
    assert "O2-XLO" in record_.why
    step(room, END + 30, acknowledge(END + 30, "1", record_.alarm_id, actor=PHYSICIAN))
    assert room.board.find("1", "P-GONE") is None


def test_an_answered_alarm_may_leave_and_the_next_patient_begins_without_it() -> None:
    room = recovering()
    step(room, END + 20, *(spo2(END + second, 80) for second in range(1, 20)))
    step(room, END + 21, order(END + 21, Discharge(place_id="1", session_id=1, how=StayAct.HOSPITAL, actor=NURSE)))
    step(room, END + 30, order(END + 30, Admit(place_id="1", label="B", planned_infusion_s=2400)))
    assert room.board.find("1", "P-GONE") is None
    calm = recovering()
    step(calm, END + 20, *(spo2(END + second, 80) for second in range(1, 20)))
    ids = [item.alarm_id for item in calm.board.at("1")]
    step(calm, END + 21, acknowledge(END + 21, "1", *ids))
    step(calm, END + 22, order(END + 22, Discharge(place_id="1", session_id=1, how=StayAct.HOSPITAL, actor=NURSE)))
    assert calm.board.find("1", "P-GONE") is None
