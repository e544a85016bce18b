"""The nurse of a simulated day: follows the plan and answers alarms after a while, knowing only what a screen shows."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from benchmarks.day_plan import DayPlan, SessionPlan
from monitor.domain.commands import (
    Acknowledge,
    Admit,
    Command,
    Discharge,
    Transfer,
    record_infusion,
)
from monitor.domain.entries import InfusionAct
from monitor.domain.people import Actor
from monitor.domain.vocabulary import AlarmState
from monitor.port.snapshot import AlarmView, Snapshot

NURSE: Final = Actor(name="Nurse of the simulation", role="nurse")
_ANSWERS_AFTER_S: Final = (8.0, 120.0)
_WANTS_ANSWER: Final = frozenset({AlarmState.ACTIVE, AlarmState.LATCHED})


@dataclass(frozen=True, slots=True)
class _Deed:
    """Something to be done at a moment for the patient at a place; `make` is given the session seen there."""

    at_s: float
    place_id: str
    make: Callable[[int], Command]


class Nurse:
    """Looks once a step. Deeds whose patient the screen does not show fail loudly: the plan and the room part there."""

    def __init__(self, plan: DayPlan, *, rng: random.Random) -> None:
        self._rng = rng
        self._admissions = sorted(plan.sessions, key=lambda each: each.admitted_s, reverse=True)
        deeds = [deed for session in plan.sessions for deed in _deeds(session)]
        self._deeds = sorted(deeds, key=lambda each: each.at_s, reverse=True)
        self._answers_at_s: dict[int, float] = {}

    def look(self, t_s: float, seen: Snapshot) -> list[Command]:
        """Give what she does now, having seen the room at `t_s`."""
        return [*self._planned(t_s, seen), *self._answers(t_s, seen.alarms)]

    def _planned(self, t_s: float, seen: Snapshot) -> list[Command]:
        commands: list[Command] = []
        while self._admissions and self._admissions[-1].admitted_s <= t_s:
            commands.append(_admission(self._admissions.pop()))
        while self._deeds and self._deeds[-1].at_s <= t_s:
            deed = self._deeds.pop()
            place = next(place for place in seen.places if place.place_id == deed.place_id)
            if place.session is None:
                raise LookupError(f"nobody sits at {deed.place_id} at {deed.at_s:.0f} s")
            commands.append(deed.make(place.session.session_id))
        return commands

    def _answers(self, t_s: float, alarms: Iterable[AlarmView]) -> list[Command]:
        commands: list[Command] = []
        alarms = list(alarms)
        standing = {alarm.alarm_id for alarm in alarms}
        self._answers_at_s = {key: due_s for key, due_s in self._answers_at_s.items() if key in standing}
        for alarm in alarms:
            if alarm.state not in _WANTS_ANSWER:
                continue
            due_s = self._answers_at_s.get(alarm.alarm_id)
            if due_s is None:
                self._answers_at_s[alarm.alarm_id] = t_s + self._rng.uniform(*_ANSWERS_AFTER_S)
            elif due_s <= t_s:
                del self._answers_at_s[alarm.alarm_id]  # latched or graver later, it is answered once more
                commands.append(Acknowledge(place_id=alarm.place_id, alarm_ids=(alarm.alarm_id,), actor=NURSE))
        return commands


def _admission(session: SessionPlan) -> Admit:
    return Admit(
        place_id=session.chair,
        label=session.label,
        planned_infusion_s=60.0 * session.infusion_min,
        course=f"infusion {session.infusion_number} of 6",
        actor=NURSE,
    )


def _deeds(session: SessionPlan) -> list[_Deed]:
    chair, bay = session.chair, session.bay

    def start(session_id: int) -> Command:
        return record_infusion(InfusionAct.START, place_id=chair, session_id=session_id, actor=NURSE)

    def end(session_id: int) -> Command:
        return record_infusion(InfusionAct.END, place_id=chair, session_id=session_id, actor=NURSE)

    def leave(session_id: int) -> Command:
        return Discharge(place_id=chair if bay is None else bay, session_id=session_id, actor=NURSE)

    deeds = [
        _Deed(session.start_s, chair, start),
        _Deed(session.end_s, chair, end),
        _Deed(session.leaves_s, chair if bay is None else bay, leave),
    ]
    if bay is not None:

        def move(session_id: int) -> Command:
            return Transfer(place_id=chair, session_id=session_id, to_place_id=bay, actor=NURSE)

        deeds.append(_Deed(session.moved_s, chair, move))
    return deeds
