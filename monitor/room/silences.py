"""What people have silenced for a time: pauses of the sound, and rules suspended for one patient. Each has an end.

A pause covers only the alarms that stood when it was pressed. A suspended rule is judged and shown all the same; it
makes no sound and calls nobody until the suspension ends by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor.domain.people import Actor
from monitor.domain.time import ticks

AUDIO_PAUSE_TICKS = ticks(120.0)
UNIDENTIFIED_TICKS = ticks(60.0)  # of whatever somebody who is not signed in silences (hazard H53)
CHAIN_TICKS = ticks(600.0)
PAUSES_WITHOUT_REASON = 2  # in ten minutes; the third asks for one (hazard H29)
LONGEST_SUSPENSION_MIN = 15.0


@dataclass(slots=True, kw_only=True)
class AudioPause:
    place_id: str | None  # None: the room
    until_tick: int
    alarm_ids: set[int]
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """One rule of one patient; it goes with the patient when they move."""

    session_id: int
    rule: str
    until_tick: int
    reason: str
    actor: Actor


@dataclass(slots=True)
class Silences:
    """Owns the pauses and suspensions that run, and the pauses of the last ten minutes."""

    pauses: list[AudioPause] = field(default_factory=list)
    suspensions: list[Suspension] = field(default_factory=list)
    pressed: list[tuple[int, str | None]] = field(default_factory=list)

    def pauses_lately(self, tick: int, place_id: str | None) -> int:
        """How many pauses of the last ten minutes reached this place; for None: all of them."""
        self.pressed = [item for item in self.pressed if item[0] > tick - CHAIN_TICKS]
        return sum(place_id is None or place in (None, place_id) for _, place in self.pressed)

    def pause_of(self, place_id: str | None) -> AudioPause | None:
        """The pause of exactly this place or, for None, of the room."""
        return next((pause for pause in self.pauses if pause.place_id == place_id), None)

    def pause(self, tick: int, place_id: str | None, covered: set[int], actor: Actor) -> AudioPause:
        """Begin a pause; the caller has ended the one that ran there."""
        length = AUDIO_PAUSE_TICKS if actor.identified else UNIDENTIFIED_TICKS
        pause = AudioPause(place_id=place_id, until_tick=tick + length, alarm_ids=covered, actor=actor)
        self.pauses.append(pause)
        self.pressed.append((tick, place_id))
        return pause

    def covers(self, alarm_id: int) -> bool:
        return any(alarm_id in pause.alarm_ids for pause in self.pauses)

    def uncover(self, alarm_id: int) -> None:
        """Let this alarm sound again whatever was paused."""
        for pause in self.pauses:
            pause.alarm_ids.discard(alarm_id)

    def suspension_of(self, session_id: int | None, rule: str) -> Suspension | None:
        return next((item for item in self.suspensions if item.session_id == session_id and item.rule == rule), None)

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return {
            "pauses": [
                [pause.place_id, pause.until_tick, sorted(pause.alarm_ids), pause.actor.name, pause.actor.role]
                for pause in self.pauses
            ],
            "suspensions": [
                [item.session_id, item.rule, item.until_tick, item.reason, item.actor.name, item.actor.role]
                for item in self.suspensions
            ],
            "pressed": self.pressed,
        }

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> "Silences":
        """Back from `dump`."""
        return cls(
            [
                AudioPause(place_id=place_id, until_tick=until, alarm_ids=set(ids), actor=Actor(name, role))
                for place_id, until, ids, name, role in data["pauses"]
            ],
            [
                Suspension(session_id=session, rule=rule, until_tick=until, reason=reason, actor=Actor(name, role))
                for session, rule, until, reason, name, role in data["suspensions"]
            ],
            [(tick, place_id) for tick, place_id in data["pressed"]],
        )
