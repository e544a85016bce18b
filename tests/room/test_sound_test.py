"""The daily test of light and sound: played, answered, kept, due again after 12 h; and the faults of the computer."""

import pytest
from worlds import alarms, make_room, order, plan, spo2, step

from monitor.alarms.rules import Profile
from monitor.domain.answer_events import SoundTestAnswered, SoundTestPlayed
from monitor.domain.commands import AnswerSoundTest, PlaySoundTest
from monitor.domain.events import CommandRefused
from monitor.domain.inputs import MonitorFault
from monitor.domain.people import Actor
from monitor.domain.vocabulary import Priority, SoundCategory
from monitor.port.projection import Projector
from monitor.port.snapshot import AudioView
from monitor.room.room import Room

NURSE = Actor("K.L.", "nurse")
TWELVE_HOURS_S = 12 * 3600


def audio(room: Room) -> AudioView:
    return Projector(room).snapshot(1, {}).audio


@pytest.mark.hazard("H20")
def test_a_heard_tone_is_good_for_twelve_hours() -> None:
    room = make_room()
    assert audio(room).test_due
    (played,) = step(room, 1, order(1, PlaySoundTest(actor=NURSE)))
    assert isinstance(played, SoundTestPlayed)
    assert audio(room).tests_played == 1
    (answered,) = step(room, 5, order(5, AnswerSoundTest(heard=True, actor=NURSE)))
    assert isinstance(answered, SoundTestAnswered)
    assert (answered.heard, answered.actor) == (True, NURSE)
    assert (audio(room).test_heard, audio(room).test_answered_tick) == (True, 50)
    step(room, 5 + TWELVE_HOURS_S - 0.1)
    assert not audio(room).test_due
    step(room, 5 + TWELVE_HOURS_S)
    assert audio(room).test_due


@pytest.mark.hazard("H20")
def test_a_tone_that_was_not_heard_stays_a_high_alarm_until_one_is() -> None:
    room = make_room()
    step(room, 1, order(1, PlaySoundTest()))
    assert alarms(step(room, 5, order(5, AnswerSoundTest(heard=False)))) == [(5.0, "", "T-UNHEARD", "raised")]
    record = room.board.find(None, "T-UNHEARD")
    assert record is not None
    assert record.priority is Priority.HIGH
    step(room, 3600)
    assert audio(room).test_due
    assert room.board.find(None, "T-UNHEARD") is not None
    step(room, 3601, order(3601, PlaySoundTest()))
    assert alarms(step(room, 3605, order(3605, AnswerSoundTest(heard=True)))) == [(3605.0, "", "T-UNHEARD", "cleared")]


def test_an_answer_needs_a_tone() -> None:
    room = make_room()
    (refused,) = step(room, 1, order(1, AnswerSoundTest(heard=True)))
    assert isinstance(refused, CommandRefused)
    assert audio(room).test_due


def test_a_checkpoint_keeps_the_test() -> None:
    room = make_room()
    step(room, 1, order(1, PlaySoundTest()))
    step(room, 2, order(2, AnswerSoundTest(heard=False)))
    revived = Room.restore(plan(), Profile(name="test"), room.checkpoint())
    assert revived.checkpoint() == room.checkpoint()
    assert audio(revived) == audio(room)


@pytest.mark.parametrize(
    ("rule", "priority", "heard"),
    [
        ("T-AUDIO", Priority.HIGH, Priority.HIGH),
        ("T-AWAKE", Priority.LOW, None),
        ("T-FRONT", Priority.LOW, None),
        ("T-UNSEEN", Priority.MEDIUM, Priority.MEDIUM),
    ],
)
def test_faults_of_the_computer(rule: str, priority: Priority, heard: Priority | None) -> None:
    room = make_room()
    fault = MonitorFault(tick=10, rule=rule, present=True, why="because")  # type: ignore[arg-type]  # two of its words
    assert alarms(step(room, 1, fault)) == [(1.0, "", rule, "raised")]
    (shown,) = Projector(room).snapshot(1, {}).alarms
    assert (shown.priority, shown.message.endswith(": because")) == (priority, True)
    assert audio(room).sounding is heard
    over = MonitorFault(tick=20, rule=rule, present=False, why="")  # type: ignore[arg-type]  # as above
    assert alarms(step(room, 2, over)) == [(2.0, "", rule, "cleared")]


def test_the_melody_is_that_of_the_gravest_alarm() -> None:
    room = make_room()
    assert audio(room).category is SoundCategory.GENERAL
    step(room, 1, MonitorFault(tick=10, rule="T-AWAKE", present=True, why="no logind"))
    assert audio(room).category is SoundCategory.GENERAL, "what is not heard has no melody"
    for second in range(2, 20):
        step(room, second, spo2(second, 70))
    assert (audio(room).sounding, audio(room).category) == (Priority.HIGH, SoundCategory.OXYGEN)
    step(room, 20, MonitorFault(tick=200, rule="T-AUDIO", present=True, why="muted"))
    assert audio(room).category is SoundCategory.OXYGEN, "the older of two"
    (oxygen,) = [record for record in room.board.at("1") if record.priority is Priority.HIGH]
    room.board.end(oxygen, room.tick)
    assert audio(room).category is SoundCategory.EQUIPMENT
