"""Commands: carried out or refused in words. Each function answers None when done, else the reason it was not."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from monitor.domain.commands import (
    Acknowledge,
    Admit,
    AnswerSoundTest,
    Command,
    ConfirmSamePatient,
    ConfirmWiring,
    Discharge,
    MoveDevice,
    PauseAudio,
    PlaySoundTest,
    Record,
    ResumeAudio,
    SignIn,
    SignOut,
    Swap,
    TakePlace,
    Transfer,
    VoidEntry,
)
from monitor.domain.events import AudioPaused, SoundTestAnswered, SoundTestPlayed
from monitor.domain.vocabulary import AlarmChangeKind
from monitor.room.admission_orders import admit, discharge
from monitor.room.alarm_desk import T_UNHEARD
from monitor.room.entry_orders import record, void
from monitor.room.people_orders import sign_in, sign_out, take_place
from monitor.room.place_orders import confirm_same, confirm_wiring, roll_device, swap, transfer

if TYPE_CHECKING:
    from monitor.room.room import Room


def carry_out(room: "Room", command: Command) -> str | None:
    """Carry out `command` or answer why not."""
    room.people.did_something(room.tick, command.actor)
    return _ORDERS[type(command)](room, command)


def _acknowledge(room: "Room", command: Acknowledge) -> str | None:
    done = 0
    for alarm_id in command.alarm_ids:
        record = room.board.records.get(alarm_id)
        if record is None or (record.place_id or "") != command.place_id:
            continue
        done += 1
        room.desk.acknowledge(record, command.actor)
    return None if done else "Nothing was acknowledged: this alarm no longer stands."


def _pause(room: "Room", command: PauseAudio) -> str | None:
    if command.place_id is not None and command.place_id not in room.seats:
        return f"There is no place {command.place_id} in this room."
    pause = room.board.pause(room.tick, command.place_id, command.actor)
    room.ledger.emit(
        AudioPaused,
        place_id=pause.place_id,
        until=room.ledger.instant(pause.until_tick),
        alarm_ids=tuple(sorted(pause.alarm_ids)),
        actor=command.actor,
    )
    return None


def _resume(room: "Room", command: ResumeAudio) -> str | None:
    if room.board.pause_of(command.place_id) is None:
        return "The sound is not paused."
    room.desk.end_pauses(command.place_id, f"ended by {command.actor.name}")
    return None


def _play_sound_test(room: "Room", command: PlaySoundTest) -> str | None:
    room.sound_test.play()
    room.ledger.emit(SoundTestPlayed, actor=command.actor)
    return None


def _answer_sound_test(room: "Room", command: AnswerSoundTest) -> str | None:
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


_ORDERS: Mapping[type[Command], Callable[["Room", Any], str | None]] = {
    Admit: admit,
    Transfer: transfer,
    Swap: swap,
    MoveDevice: roll_device,
    ConfirmSamePatient: confirm_same,
    ConfirmWiring: confirm_wiring,
    Discharge: discharge,
    TakePlace: take_place,
    SignIn: sign_in,
    SignOut: sign_out,
    Record: record,
    VoidEntry: void,
    Acknowledge: _acknowledge,
    PauseAudio: _pause,
    ResumeAudio: _resume,
    PlaySoundTest: _play_sound_test,
    AnswerSoundTest: _answer_sound_test,
}
