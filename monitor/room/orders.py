"""Which function carries out which command. Each answers None when done, else the reason why it was not."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from monitor.domain.commands import (
    AcceptProfile,
    Admit,
    AnswerSoundTest,
    CancelCuff,
    ChangeBaseline,
    ChooseProfile,
    Command,
    ConfirmSamePatient,
    ConfirmWiring,
    Discharge,
    MoveDevice,
    PlaySoundTest,
    Record,
    SignIn,
    SignOut,
    StartCuff,
    Swap,
    TakePlace,
    Transfer,
    VoidEntry,
)
from monitor.room import cuff_orders
from monitor.room.admission_orders import admit, discharge
from monitor.room.answers import ANSWERS, settle
from monitor.room.baselines import change_baseline
from monitor.room.entry_orders import record, void
from monitor.room.people_orders import sign_in, sign_out, take_place
from monitor.room.place_orders import confirm_same, confirm_wiring, roll_device, swap, transfer
from monitor.room.profiles import accept_profile, choose_profile
from monitor.room.sound_orders import answer_sound_test, play_sound_test

if TYPE_CHECKING:
    from monitor.room.room import Room


def carry_out(room: "Room", command: Command) -> str | None:
    """Carry out `command` or answer why not."""
    room.people.did_something(room.tick, command.actor)
    reason = _ORDERS[type(command)](room, command)
    if reason is None:
        settle(room, command)
    return reason


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
    StartCuff: cuff_orders.start,
    CancelCuff: cuff_orders.cancel,
    PlaySoundTest: play_sound_test,
    AnswerSoundTest: answer_sound_test,
    ChooseProfile: choose_profile,
    ChangeBaseline: change_baseline,
    AcceptProfile: accept_profile,
    **ANSWERS,
}
