"""What people have done about one alarm, and what falls due if they do nothing more.

Only an acknowledgement by somebody known answers an alarm. A pause mutes it, "I am going" holds the calling back for a
while, and what somebody not signed in does lasts a minute: under all of these the escalation goes on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from monitor.alarms.pressure_branches import COMPONENTS
from monitor.domain.people import Actor
from monitor.domain.time import ticks
from monitor.domain.vocabulary import Priority
from monitor.room.silences import UNIDENTIFIED_TICKS

NEVER = 2**62  # a tick that no room reaches
LOUDER, CALL = 1, 2  # levels of escalation
GOING_TICKS = ticks(120.0)
REMINDER_TICKS = ticks(6.0)  # how long a reminder sounds (Philips V24: 6 s)
PRESSURE_REMINDER_TICKS = ticks(300.0)
REMINDER_AFTER_TICKS = MappingProxyType({Priority.MEDIUM: ticks(120.0), Priority.HIGH: ticks(60.0)})
ESCALATION_TICKS: Mapping[Priority, tuple[int, int]] = MappingProxyType(
    {Priority.MEDIUM: (ticks(120.0), ticks(240.0)), Priority.HIGH: (ticks(30.0), ticks(60.0))}
)
"""Unanswered for how long: louder, a second person."""
NO_REMINDER = frozenset({"SED"})  # an entry of a person, who knows it
REMINDERS_AT_FULL_PACE = 120  # of two minutes: four hours, longer than any session


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """The numbers somebody acknowledged. mmHg, per cent, /min; None: the alarm has none."""

    value: float | None = None
    systolic: float | None = None
    diastolic: float | None = None


@dataclass(slots=True, kw_only=True)
class Attention:
    """The answers to one alarm. Ticks are since the room's epoch."""

    sounds_since: int = 0  # the last time it was raised, grew graver or worse
    open_since: int = 0  # since when nobody known has answered
    answered: bool = False  # by somebody known: ends the escalation
    level: int = 0
    acknowledged_tick: int | None = None
    acknowledged_until: int = NEVER
    covered: Covered = Covered()
    remind_at: int = NEVER
    reminder_ends: int = NEVER
    going_by: str = ""  # who said "I am going", or answered from another room
    going_remote: bool = False
    going_until: int = NEVER

    @property
    def reminding(self) -> bool:
        return self.reminder_ends != NEVER

    @property
    def loudness(self) -> int:
        """The level as people at the place hear it: somebody on the way needs no louder sound."""
        return 0 if self.going_by and not self.going_remote else self.level

    def open(self, tick: int) -> None:
        """The alarm is new, graver or worse: whatever was done about it is over."""
        self.level = 0 if self.answered else self.level
        self.sounds_since = self.open_since = tick
        self.rest()
        self.end_going()

    def rest(self) -> None:
        """Nothing is acknowledged any more, and nobody has to be reminded."""
        self.answered = False
        self.acknowledged_tick = None
        self.acknowledged_until = self.remind_at = self.reminder_ends = NEVER

    def acknowledge(self, tick: int, actor: Actor, covered: Covered) -> None:
        """Somebody has seen it. Who is not signed in silences it for a minute and answers nothing."""
        self.acknowledged_tick, self.covered = tick, covered
        self.answered = actor.identified
        self.acknowledged_until = NEVER if actor.identified else tick + UNIDENTIFIED_TICKS
        self.level = 0 if actor.identified else self.level

    def plan_reminder(self, tick: int, *, rule: str, parameter: str, priority: Priority) -> None:
        """Say when the next reminder is due.

        After hours without any answer each waits longer: a station that was off for weeks lives through them at once.
        """
        after = REMINDER_AFTER_TICKS.get(priority)
        if after is None or rule in NO_REMINDER:
            return
        waited = 0 if self.acknowledged_tick is None else tick - self.acknowledged_tick
        pause = PRESSURE_REMINDER_TICKS if parameter in COMPONENTS else after
        self.remind_at = tick + max(pause, waited // REMINDERS_AT_FULL_PACE)

    def go(self, tick: int, actor: Actor, *, remote: bool) -> None:
        """Hold the calling back for two minutes. From another room that ends the calling, not the louder sound here."""
        self.going_by, self.going_remote, self.going_until = actor.name, remote, tick + GOING_TICKS
        self.level = min(self.level, LOUDER) if remote else 0

    def end_going(self) -> None:
        self.going_by, self.going_remote, self.going_until = "", False, NEVER

    def next_escalation(self, priority: Priority) -> int:
        """When the next level is due."""
        delays = ESCALATION_TICKS.get(priority)
        if delays is None or self.answered or self.level >= CALL:
            return NEVER
        due = self.open_since + delays[self.level]
        held = bool(self.going_by) and not (self.going_remote and self.level < LOUDER)
        return max(due, self.going_until) if held else due


WORSE_BY: Mapping[str, float] = MappingProxyType({"systolic": 15.0, "diastolic": 10.0, "spo2": 3.0, "rate": 20.0})
"""How far beyond the acknowledged value ends an acknowledgement: mmHg, per cent, /min."""


def is_worse(covered: Covered, now: Covered, *, parameter: str, op: str) -> bool:
    """Whether the numbers of `now` lie beyond those acknowledged by a step or more."""
    sign = 1.0 if op.startswith(">") else -1.0
    pairs = (
        [("systolic", covered.systolic, now.systolic), ("diastolic", covered.diastolic, now.diastolic)]
        if parameter in COMPONENTS
        else [(parameter, covered.value, now.value)]
    )
    return any(
        name in WORSE_BY and before is not None and value is not None and (value - before) * sign >= WORSE_BY[name]
        for name, before, value in pairs
    )
