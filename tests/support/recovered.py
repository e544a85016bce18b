"""A patient who is fit to leave, an hour after the end of an infusion: for tests of the gate of discharge."""

from dataclasses import replace
from functools import cache

from stays import NURSE, act, record, stay
from worlds import pulse, reading, spo2, step

from monitor.alarms.rules import Profile
from monitor.domain.commands import Discharge
from monitor.domain.entries import CheckAnswered, Entry, InfusionAct, Score, ScoreNoted
from monitor.domain.plan import RoomPlan
from monitor.domain.policy import STANDARD
from monitor.room.gate import gate_items
from monitor.room.room import Room

END = 700.0
RULES = STANDARD.discharge
LEAVE = Discharge(place_id="1", session_id=1, actor=NURSE)


def minute(room: Room, first_s: float, last_s: float) -> None:
    """Good values every second and a good pressure every five minutes."""
    for second in range(int(first_s), int(last_s)):
        inputs = [spo2(second, 97), pulse(second, 72)]
        if second % 300 == 0:
            step(room, second, *inputs, reading(second, 126, 76))
        else:
            step(room, second, *inputs)


def answers() -> list[Entry]:
    assert RULES is not None
    said: list[Entry] = [CheckAnswered(check=check.check, done=True) for check in RULES.answers]
    return [*said, ScoreNoted(score=Score.MOAAS, value=5), ScoreNoted(score=Score.ALDRETE, value=10)]


def recovered() -> Room:
    """An hour after the end of an infusion, all well and all answered; each one is new."""
    plan, profile, checkpoint = _recovered_once()
    return Room.restore(plan, profile, checkpoint)


@cache
def _recovered_once() -> tuple[RoomPlan, Profile, bytes]:
    """Living through that hour takes half a second; the tests that need it are many."""
    room = stay(policy=replace(STANDARD, checks=(), pressure_gate=None))
    step(room, 60, reading(60, 124, 74))
    step(room, 70, reading(70, 122, 74), spo2(70, 97), pulse(70, 70))
    step(room, 100, act(100, InfusionAct.START))
    step(room, END, act(END, InfusionAct.END))
    minute(room, END + 3000, END + 3599)
    step(room, END + 3599, *(record(END + 3599, entry) for entry in answers()))
    minute(room, END + 3600, END + 3610)
    return room.plan, room.profile, room.checkpoint()


def still_open(room: Room) -> list[str]:
    """Ids of the open lines."""
    return [item.check for item in gate_items(room, room.sessions[1]) if not item.done]
