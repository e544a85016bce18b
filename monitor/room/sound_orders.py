"""Orders about the test of light and sound."""

from typing import TYPE_CHECKING

from monitor.domain.answer_events import SoundTestAnswered, SoundTestPlayed
from monitor.domain.commands import AnswerSoundTest, PlaySoundTest
from monitor.domain.vocabulary import AlarmChangeKind
from monitor.room.alarm_desk import T_UNHEARD

if TYPE_CHECKING:
    from monitor.room.room import Room


def play_sound_test(room: "Room", command: PlaySoundTest) -> str | None:
    """Show and play it."""
    room.sound_test.play()
    room.ledger.emit(SoundTestPlayed, actor=command.actor)
    return None


def answer_sound_test(room: "Room", command: AnswerSoundTest) -> str | None:
    """A tone that nobody heard is a high alarm until somebody hears one."""
    if room.sound_test.played == 0:
        return "No test tone has been played yet."
    room.sound_test.answer(room.tick, heard=command.heard)
    room.ledger.emit(SoundTestAnswered, heard=command.heard, actor=command.actor)
    record = room.board.find(None, T_UNHEARD)
    if not command.heard:
        room.desk.room_alarm(None, T_UNHEARD, f"answered by {command.actor.name}")
    elif record is not None:
        room.desk.change(record, AlarmChangeKind.CLEARED, command.actor)
    return None
