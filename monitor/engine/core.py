"""One step of the engine, synchronous: collect what is due, let the room judge it, record it, draw the picture.

When a step happens and when its picture may be shown is the ticker's business; threads are the host's.
"""

import concurrent.futures
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from drivers.clock import Clock
from drivers.observations import Stamp
from monitor.domain.answer_events import BaselineChanged
from monitor.domain.events import (
    AlarmChanged,
    BaselineFrozen,
    CuffRequested,
    Event,
    PatientAdmitted,
    PatientMoved,
    PhaseChanged,
)
from monitor.domain.inputs import CommandGiven, Input
from monitor.domain.time import Instant, ticks
from monitor.engine.guard import GuardedRoom, Outcome
from monitor.engine.inbox import INBOX_CAPACITY, Arrival, CommandQueue, Inbox
from monitor.engine.machine_health import MachineHealth
from monitor.engine.shell_inputs import ShellInputs, StorageHealth
from monitor.engine.tally import Tally
from monitor.engine.timeline import Timeline
from monitor.port.projection import DeviceStatus, Projector
from monitor.port.snapshot import Snapshot, UnassignedView
from monitor.storage.batch import Batch

CHECKPOINT_EVERY_S = 10.0  # real seconds; also at each change of a session
SIGN_OF_LIFE_EVERY_S = 1.0  # real seconds; an empty batch says that the station was running
_SESSION_EVENTS = (PatientAdmitted, PhaseChanged, PatientMoved, BaselineFrozen, BaselineChanged)


class Writer(StorageHealth, Protocol):
    """The storage thread as the engine sees it."""

    def submit(self, batch: Batch) -> concurrent.futures.Future[None]: ...


@dataclass(frozen=True, slots=True)
class Step:
    """What one step gave."""

    snapshot: Snapshot
    events: tuple[Event, ...]
    stamps: tuple[Stamp, ...]  # when the inputs judged in it reached this computer
    commit: concurrent.futures.Future[None] | None  # to be waited for before the picture is shown


class EngineCore:
    """Owns the guarded room and everything between two steps. Lives in the engine's thread."""

    def __init__(  # noqa: PLR0913 - the composition root names every collaborator once
        self,
        room: GuardedRoom,
        *,
        timeline: Timeline,
        inbox: Inbox,
        commands: CommandQueue,
        writer: Writer,
        clock: Clock,
        tally: Tally,
        statuses: Callable[[Stamp], Mapping[str, DeviceStatus]],
        first_inputs: Sequence[Input] = (),
        machine: MachineHealth | None = None,
        banner: str = "",
        unassigned: Callable[[], tuple[UnassignedView, ...]] = tuple,
        ask_cuff: Callable[[CuffRequested], None] = lambda _: None,
    ) -> None:
        """Join the parts of one engine.

        Args:
            room: as it stands at the first step.
            timeline: goes on where `room` stands.
            inbox: filled by the supervisors.
            commands: filled by the screens.
            writer: the storage thread.
            clock: its speed decides how much one real second is in the room.
            tally: counts what happens here.
            statuses: the shell's knowledge of each device, by id.
            first_inputs: judged in the first step: what the shell knows about the time before it.
            machine: what this computer does to the monitor; None: nobody looks.
            banner: words about this start that every picture carries.
            unassigned: what is there and in no room file.
            ask_cuff: has a device inflate its cuff or let go.

        """
        self._room = room
        self._projector = Projector(room.room)
        self._projected = room.room
        self._timeline = timeline
        self._inbox = inbox
        self._commands = commands
        self._writer = writer
        self._tally = tally
        self._statuses = statuses
        self._shell = ShellInputs(
            timeline=timeline,
            clock=clock,
            storage=writer,
            machine=machine or MachineHealth(),
            standing={record.rule for record in room.room.board.records.values() if record.place_id is None},
        )
        self._ask_cuff = ask_cuff
        self._unjudged: list[Input] = list(first_inputs)
        self._words = banner
        self._unassigned = unassigned
        self._checkpoint_every_ticks = ticks(CHECKPOINT_EVERY_S * clock.speed)
        self._checkpoint_due_tick = room.room.now.tick
        self._sign_of_life_every_ticks = ticks(SIGN_OF_LIFE_EVERY_S * clock.speed)
        self._sign_of_life_due_tick = room.room.now.tick
        self.step_count = 0

    def step(self, now: Stamp) -> Step | None:
        """Judge everything due at `now`; None where no whole tick has passed since the last step.

        Raises:
            RoomFailedError: the room cannot make the step; its inputs wait for the next one.

        """
        instant = self._timeline.instant(now)
        before = self._room.room.now
        if instant.tick <= before.tick:
            return None
        shell_inputs = self._shell.gather(now, instant)
        instant = self._timeline.at_tick(instant.tick)  # UTC as it is after a step of the clock
        arrivals = self._inbox.take(after_tick=before.tick, up_to_tick=instant.tick)
        given = [CommandGiven(tick=instant.tick, command=command) for command in self._commands.take_all()]
        outcome = self._judge(instant, [*shell_inputs, *(each.input for each in arrivals), *given])
        self._tally.note_events(outcome.events)
        for event in outcome.events:
            if isinstance(event, CuffRequested):
                self._ask_cuff(event)
        self.step_count += 1
        commit = self._record(instant, outcome.inputs, outcome.events)
        return Step(self._picture(now, outcome.events), outcome.events, _stamps(arrivals), commit)

    def last_words(self) -> concurrent.futures.Future[None]:
        """A checkpoint for the next start, when the monitor is closed on purpose."""
        return self._writer.submit(self._batch((), (), self._room.checkpoint()))

    def _judge(self, instant: Instant, inputs: Sequence[Input]) -> Outcome:
        """The room's step; what an impossible step could not judge waits for the next one."""
        waiting = sorted([*self._unjudged, *inputs], key=lambda each: each.tick)
        self._unjudged = waiting[-INBOX_CAPACITY:]
        outcome = self._room.step(instant, waiting)
        self._unjudged = []
        if outcome.failed:
            self._shell.note_engine_fault(instant)
        return outcome

    def _record(
        self, instant: Instant, inputs: tuple[Input, ...], events: tuple[Event, ...]
    ) -> concurrent.futures.Future[None] | None:
        checkpoint = None
        if instant.tick >= self._checkpoint_due_tick or any(isinstance(event, _SESSION_EVENTS) for event in events):
            checkpoint = self._room.checkpoint()
            self._checkpoint_due_tick = instant.tick + self._checkpoint_every_ticks
        if not inputs and not events and checkpoint is None and instant.tick < self._sign_of_life_due_tick:
            return None
        self._sign_of_life_due_tick = instant.tick + self._sign_of_life_every_ticks
        future = self._writer.submit(self._batch(inputs, events, checkpoint))
        return future if any(isinstance(event, AlarmChanged) for event in events) else None

    def _batch(self, inputs: tuple[Input, ...], events: tuple[Event, ...], checkpoint: bytes | None) -> Batch:
        now = self._room.room.now  # the room's own idea of UTC, which a replay has to meet
        return Batch(tick=now.tick, utc_ms=now.utc_ms, inputs=inputs, events=events, checkpoint=checkpoint)

    def _picture(self, now: Stamp, events: Sequence[Event]) -> Snapshot:
        if self._projected is not self._room.room:
            self._projected = self._room.room
            self._projector = Projector(self._projected)
        self._projector.heard(list(events))
        snapshot = self._projector.snapshot(self.step_count, self._statuses(now))
        unassigned = self._unassigned()
        if not self._words and not unassigned:
            return snapshot
        banner = ". ".join(part for part in (self._words, snapshot.banner) if part)
        return replace(snapshot, banner=banner, unassigned=unassigned)


def _stamps(arrivals: Sequence[Arrival]) -> tuple[Stamp, ...]:
    return tuple(arrival.stamp for arrival in arrivals)
