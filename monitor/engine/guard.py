"""Keeps the room whole when one of its steps raises: rebuilds it and goes on without what made it raise.

The room isolates faults of one place by itself. What arrives here is a fault of the room as a whole, so the state it
left behind cannot be trusted: the room is rebuilt from the last checkpoint and the steps since, and the inputs that
break it are left out, named in the log and reported as T-ENGINE. What is handed back is exactly what was judged.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.alarms.rules import Profile
from monitor.domain.events import Event
from monitor.domain.inputs import Input, MonitorFault
from monitor.domain.plan import RoomPlan
from monitor.domain.time import Instant
from monitor.room.room import Room

log = logging.getLogger(__name__)

MOST_OFFENDERS = 3  # inputs left out one by one; with more than that, the whole step's inputs go


class RoomFailedError(Exception):
    """The room cannot make this step even without inputs: a bug that no input explains."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One step as it was judged."""

    events: tuple[Event, ...]
    inputs: tuple[Input, ...]  # after a fault: without the refused ones, with the input that reports it
    failed: bool = False  # the step was made at the second attempt


class GuardedRoom:
    """Owns the room. `room` is another object after a fault: ask for it anew."""

    def __init__(self, room: Room, *, plan: RoomPlan, profile: Profile) -> None:
        self.room = room
        self._plan = plan
        self._profile = profile
        self._base = room.checkpoint()
        self._since_base: list[tuple[Instant, tuple[Input, ...]]] = []  # bounded by the rhythm of checkpoints

    def checkpoint(self) -> bytes:
        """The room's state as bytes, from which it would be rebuilt."""
        self._base = self.room.checkpoint()
        self._since_base.clear()
        return self._base

    def step(self, now: Instant, inputs: Sequence[Input]) -> Outcome:
        """Let the room judge `inputs`.

        Raises:
            RoomFailedError: the step is impossible; the room stands where it stood before.

        """
        try:
            events = self.room.step(now, inputs)
        except Exception as error:
            log.exception("The room's step failed with %d inputs", len(inputs))
            return self._step_without_offenders(now, list(inputs), error)
        return self._done(now, events, tuple(inputs))

    def _done(self, now: Instant, events: Sequence[Event], inputs: tuple[Input, ...]) -> Outcome:
        self._since_base.append((now, inputs))
        return Outcome(tuple(events), inputs)

    def _step_without_offenders(self, now: Instant, inputs: list[Input], error: Exception) -> Outcome:
        fault = MonitorFault(
            tick=now.tick, rule="T-ENGINE", present=True, why=f"the alarm step failed: {type(error).__name__}: {error}"
        )
        refused: list[Input] = []
        for _ in range(MOST_OFFENDERS):
            index = self._first_offender(now, inputs)
            if index is None:
                break
            refused.append(inputs.pop(index))
        else:
            refused.extend(inputs)
            inputs.clear()
        for offender in refused:
            log.error("Left out of the room after a fault: %r", offender)
        kept = (*inputs, fault)
        done = self._done(now, self._rebuilt_step(now, kept), kept)
        return Outcome(done.events, done.inputs, failed=True)

    def _first_offender(self, now: Instant, inputs: Sequence[Input]) -> int | None:
        """Index of the first input with which the step fails, by halving; None where the step succeeds."""
        if self._succeeds(now, inputs):
            return None
        good, bad = 0, len(inputs)  # the step succeeds with the first `good` inputs and fails with the first `bad`
        while bad - good > 1:
            middle = (good + bad) // 2
            if self._succeeds(now, inputs[:middle]):
                good = middle
            else:
                bad = middle
        return bad - 1 if bad else None

    def _succeeds(self, now: Instant, inputs: Sequence[Input]) -> bool:
        try:
            self._rebuilt_step(now, inputs)
        except RoomFailedError:
            return False
        return True

    def _rebuilt_step(self, now: Instant, inputs: Sequence[Input]) -> list[Event]:
        """Rebuild the room as it was before this step, then make the step."""
        self._rebuild()
        try:
            return self.room.step(now, inputs)
        except Exception as error:
            self._rebuild()
            raise RoomFailedError(f"{type(error).__name__}: {error}") from error

    def _rebuild(self) -> None:
        self.room = Room.restore(self._plan, self._profile, self._base)
        for instant, inputs in self._since_base:
            self.room.step(instant, inputs)
