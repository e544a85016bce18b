"""The nurse of a simulated room: follows a script and answers alarms, knowing only what a screen shows.

The script comes from the simulators as data. It is carried out here, because a nurse works at the station.
"""

import logging
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from monitor.app.nurse_script import Deed, NurseScript, ScriptedDeed
from monitor.domain.commands import (
    Acknowledge,
    Admit,
    Command,
    Discharge,
    PauseAudio,
    Record,
    Transfer,
)
from monitor.domain.entries import Entry, InfusionAct, InfusionActRecorded, TextNoted
from monitor.domain.people import Actor
from monitor.domain.vocabulary import AlarmState
from monitor.port.snapshot import AlarmView, Snapshot

log = logging.getLogger(__name__)

SCRIPTED_NURSE: Final = Actor("scripted nurse", "nurse")
_WANTS_ANSWER: Final = frozenset({AlarmState.ACTIVE, AlarmState.LATCHED})


@dataclass(frozen=True, slots=True)
class MissedDeed:
    """A deed whose patient the screen did not show."""

    deed: ScriptedDeed
    at_s: float


class ScriptedNurse:
    """Looks at the screen now and then. A deed is done at the first look at or after its minute."""

    def __init__(self, script: NurseScript) -> None:
        self._deeds = sorted(script.nurse, key=lambda each: each.at_min, reverse=True)
        self._answers_after_s = script.answers_after_s
        self._rng = random.Random(script.seed)  # noqa: S311 - how quick she is, no secret
        self._answers_at_s: dict[int, float] = {}
        self.missed: list[MissedDeed] = []

    def look(self, t_s: float, seen: Snapshot) -> list[Command]:
        """Give what she does now, having seen the room at `t_s` of the run."""
        return [*self._planned(t_s, seen), *self._answers(t_s, seen.alarms)]

    def _planned(self, t_s: float, seen: Snapshot) -> list[Command]:
        commands: list[Command] = []
        while self._deeds and 60.0 * self._deeds[-1].at_min <= t_s:
            deed = self._deeds.pop()
            command = _command(deed, seen)
            if command is None:
                log.warning("Nobody is at place %s: %s at %.1f min is left out", deed.place, deed.do, deed.at_min)
                self.missed.append(MissedDeed(deed, t_s))
            else:
                commands.append(command)
        return commands

    def _answers(self, t_s: float, alarms: Iterable[AlarmView]) -> list[Command]:
        if self._answers_after_s is None:
            return []
        commands: list[Command] = []
        alarms = list(alarms)
        standing = {alarm.alarm_id for alarm in alarms}
        self._answers_at_s = {key: due_s for key, due_s in self._answers_at_s.items() if key in standing}
        for alarm in alarms:
            if alarm.state not in _WANTS_ANSWER:
                continue
            due_s = self._answers_at_s.get(alarm.alarm_id)
            if due_s is None:
                self._answers_at_s[alarm.alarm_id] = t_s + self._rng.uniform(*self._answers_after_s)
            elif due_s <= t_s:
                del self._answers_at_s[alarm.alarm_id]  # latched or graver later, it is answered once more
                commands.append(_answer(alarm.place_id, [alarm]))
        return commands


def _command(deed: ScriptedDeed, seen: Snapshot) -> Command | None:
    if deed.do is Deed.ADMIT:
        return Admit(
            place_id=deed.place,
            label=deed.label,
            planned_infusion_s=60.0 * deed.planned_infusion_min,
            course=deed.course,
            actor=SCRIPTED_NURSE,
        )
    if deed.do is Deed.PAUSE_AUDIO:
        return PauseAudio(place_id=deed.place, actor=SCRIPTED_NURSE)
    if deed.do is Deed.ACKNOWLEDGE:
        here = [alarm for alarm in seen.alarms if alarm.place_id == deed.place and alarm.state in _WANTS_ANSWER]
        return _answer(deed.place, here)
    place = next((each for each in seen.places if each.place_id == deed.place), None)
    return None if place is None or place.session is None else _ON_A_PATIENT[deed.do](deed, place.session.session_id)


def _answer(place_id: str, alarms: Iterable[AlarmView]) -> Command:
    return Acknowledge(place_id=place_id, alarm_ids=tuple(each.alarm_id for each in alarms), actor=SCRIPTED_NURSE)


def _move(deed: ScriptedDeed, session_id: int) -> Command:
    return Transfer(place_id=deed.place, session_id=session_id, to_place_id=deed.to, actor=SCRIPTED_NURSE)


def _discharge(deed: ScriptedDeed, session_id: int) -> Command:
    return Discharge(place_id=deed.place, session_id=session_id, actor=SCRIPTED_NURSE)


def _recorded(entry: Entry) -> Callable[[ScriptedDeed, int], Command]:
    return lambda deed, session_id: Record(
        place_id=deed.place, session_id=session_id, entry=entry, actor=SCRIPTED_NURSE
    )


def _note(deed: ScriptedDeed, session_id: int) -> Command:
    return _recorded(TextNoted(text=deed.text))(deed, session_id)


_ON_A_PATIENT: Final[Mapping[Deed, Callable[[ScriptedDeed, int], Command]]] = {
    Deed.START: _recorded(InfusionActRecorded(act=InfusionAct.START)),
    Deed.PAUSE: _recorded(InfusionActRecorded(act=InfusionAct.PAUSE)),
    Deed.RESUME: _recorded(InfusionActRecorded(act=InfusionAct.RESUME)),
    Deed.END: _recorded(InfusionActRecorded(act=InfusionAct.END)),
    Deed.MOVE: _move,
    Deed.DISCHARGE: _discharge,
    Deed.NOTE: _note,
}
