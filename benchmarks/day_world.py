"""A whole clinic day in one process on a virtual clock: devices, decoders, room, journal, and a nurse.

The engine's own synchronous core does the judging and recording, so what is missing against a live station is only what
waits: event loop, links, threads. It steps every ten seconds instead of ten times a second, for the density of steps
changes no event: inputs keep their ticks. The nurse looks as often.
"""

import random
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.day_bedside import Bedside, Bedsides, Happening, Turn, in_order
from benchmarks.day_lines import Line, make_line
from benchmarks.day_nurse import Nurse
from benchmarks.day_plan import DayPlan, DevicePlan
from drivers.clock import MANUAL_START, ManualClock
from drivers.device import DeviceSpec
from drivers.observations import NANOSECONDS_PER_SECOND, Observation, Provenance, Stamp
from monitor.alarms.profile_text import profile_digest
from monitor.alarms.rules import Profile
from monitor.app.compose import planned_device
from monitor.domain.events import Event
from monitor.domain.plan import Place, RoomPlan
from monitor.domain.time import Instant
from monitor.domain.vocabulary import PlaceKind
from monitor.engine.core import EngineCore
from monitor.engine.guard import GuardedRoom
from monitor.engine.inbox import CommandQueue, Inbox
from monitor.engine.intake import Intake
from monitor.engine.tally import Tally
from monitor.engine.timeline import NS_PER_MS, Timeline
from monitor.port.projection import DeviceStatus
from monitor.port.snapshot import Snapshot
from monitor.room.room import Room
from monitor.storage import Batch, Journal

PROFILE = Profile(name="shipped")
ROOM_NAME = "Simulated day"
STEP_S = 10
LONGEST_UNCOMMITTED = 6  # batches without an event: a minute
OnSnapshot = Callable[[float, Snapshot], None]
OnObservation = Callable[[float, str, Observation], None]


class DayClock(ManualClock):
    """Stands for a clock that runs sixty times as fast as the disk, which decides how often the room is saved."""

    speed = 60.0


class InlineWriter:
    """Commits where the storage thread would, but at once and in the same thread: a day must not depend on a disk."""

    problem: str | None = None

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._waiting: list[Batch] = []
        self.commits = 0

    def oldest_unconfirmed_s(self) -> float:
        """Nothing waits for longer than the step that submitted it, as far as anybody can see."""
        return 0.0

    def submit(self, batch: Batch) -> Future[None]:
        self._waiting.append(batch)
        if batch.is_urgent or len(self._waiting) >= LONGEST_UNCOMMITTED:
            self.flush()
        done: Future[None] = Future()
        done.set_result(None)
        return done

    def flush(self) -> None:
        """Commit what waits."""
        if self._waiting:
            self._journal.write(self._waiting)
            self._waiting = []
            self.commits += 1


@dataclass(slots=True)
class DayResult:
    """What one day gave. `digest` is over every byte that any device said, with device and moment."""

    digest: str
    events: list[Event] = field(default_factory=list)
    observations: int = 0
    alarms: list[dict[str, object]] = field(default_factory=list)
    commits: int = 0
    said_bytes: int = 0


@dataclass(slots=True)
class _Linked:
    """A line and what the monitor says of it."""

    plan: DevicePlan
    line: Line
    is_open: bool = False
    told_up: bool = False
    why: str = "not opened yet"


def room_plan(plan: DayPlan) -> RoomPlan:
    """The room that the day's devices stand in."""
    places = [Place(place_id=place_id, kind=PlaceKind.CHAIR) for place_id in plan.chairs]
    places += [Place(place_id=place_id, kind=PlaceKind.BAY) for place_id in plan.bays]
    devices = tuple(
        planned_device(
            DeviceSpec(device_id=device.device_id, kind=device.kind, link="memory://", provenance=Provenance.SIMULATED),
            place_id=device.place_id,
        )
        for device in plan.devices
    )
    return RoomPlan(name=ROOM_NAME, provenance=Provenance.SIMULATED, places=tuple(places), devices=devices)


def open_journal(path: Path) -> Journal:
    """The record of a day in a new file; the caller closes it."""
    return Journal.open(
        path,
        room_name=ROOM_NAME,
        provenance=Provenance.SIMULATED,
        epoch=Instant(0, MANUAL_START.utc_ns // NS_PER_MS),
        profile_digest=profile_digest(PROFILE),
    )


class World:
    """One day. Owns clock, devices, engine and nurse; the journal belongs to the caller."""

    def __init__(
        self,
        plan: DayPlan,
        journal: Journal,
        *,
        bedside: Bedside | None = None,
        on_observation: OnObservation | None = None,
        keeps_events: bool = True,
    ) -> None:
        """`keeps_events`: whether the result holds every event; a look at memory wants none of them kept."""
        self._plan = plan
        self._bedside = Bedsides(plan) if bedside is None else bedside
        self._clock = DayClock()
        self._result = DayResult(digest="")
        self._on_observation = on_observation
        self._keeps_events = keeps_events
        self._links = [_Linked(each, make_line(each)) for each in in_order(plan)]
        self._commands, self._tally, inbox = CommandQueue(), Tally(), Inbox()
        timeline = Timeline(MANUAL_START)
        self._intake = Intake(inbox=inbox, timeline=timeline, clock=self._clock, tally=self._tally)
        self._writer = InlineWriter(journal)
        planned = room_plan(plan)
        room = Room(planned, PROFILE, Instant(0, MANUAL_START.utc_ns // NS_PER_MS))
        self._core = EngineCore(
            GuardedRoom(room, plan=planned, profile=PROFILE),
            timeline=timeline,
            inbox=inbox,
            commands=self._commands,
            writer=self._writer,
            clock=self._clock,
            tally=self._tally,
            statuses=self._statuses,
        )
        self._nurse = Nurse(plan, rng=random.Random(f"nurse {plan.seed}"))

    def run(self, *, on_snapshot: OnSnapshot | None = None, every_s: int = 60) -> DayResult:
        """Live through the day; `on_snapshot` is shown the room every so many seconds, a multiple of `STEP_S`."""
        for now_s, happened in enumerate(self._bedside.seconds(), start=1):
            for happening in happened:
                self._take(happening)
            if now_s % STEP_S == 0:
                snapshot = self._step(now_s)
                if on_snapshot is not None and now_s % every_s == 0:
                    on_snapshot(float(now_s), snapshot)
        return self._ended()

    def _step(self, t_s: int) -> Snapshot:
        self._move_to(t_s)
        step = self._core.step(self._clock.now())
        if step is None:
            raise AssertionError("whole seconds have passed and no tick")
        if self._keeps_events:
            self._result.events += step.events
        for command in self._nurse.look(t_s, step.snapshot):
            self._commands.put(command)
        return step.snapshot

    def _ended(self) -> DayResult:
        self._core.last_words()
        self._writer.flush()
        result = self._result
        result.digest, result.said_bytes = self._bedside.digest, self._bedside.said_bytes
        result.alarms, result.observations = self._tally.alarms(), self._tally.observations
        result.commits = self._writer.commits
        return result

    def _take(self, happening: Happening) -> None:
        each, t_s = self._links[happening.device], happening.t_s
        self._move_to(t_s)
        if happening.turn is Turn.CABLE_OUT:
            self._lost(each)
            return
        stamp = self._clock.now()
        if happening.opened:
            each.is_open = True
            each.line.open(stamp)
        self._deliver(each, each.line.hear(happening.said, stamp), t_s)

    def _lost(self, each: _Linked) -> None:
        if each.is_open:
            each.is_open = each.told_up = False
            each.why = "the cable is out"
            self._intake.link_changed(each.plan.device_id, up=False, why=each.why)

    def _deliver(self, each: _Linked, observations: list[Observation], t_s: float) -> None:
        for observation in observations:
            if not each.told_up:  # as the supervisor: a link counts as up with the first thing that the device says
                each.told_up = True
                each.why = ""
                self._intake.link_changed(each.plan.device_id, up=True, why="")
            self._intake.observed(observation, Provenance.SIMULATED)
            if self._on_observation is not None:
                self._on_observation(t_s, each.plan.place_id, observation)

    def _move_to(self, t_s: float) -> None:
        now_ns = self._clock.now().mono_ns
        self._clock.move((round(t_s * NANOSECONDS_PER_SECOND) - now_ns) / NANOSECONDS_PER_SECOND)

    def _statuses(self, now: Stamp) -> Mapping[str, DeviceStatus]:
        del now
        return {
            each.plan.device_id: DeviceStatus(on_line=each.told_up, why=each.why, statistics=each.line.statistics)
            for each in self._links
        }
