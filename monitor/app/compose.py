"""Builds a running room from a blueprint: journal, room, engine. It decides nothing that a setting could decide."""

import gc
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from drivers.clock import Clock, SystemClock
from drivers.device import Broker, DeviceKind, DeviceSpec
from drivers.observations import Stamp
from drivers.registry import kind_named
from monitor.alarms.rules import Profile
from monitor.domain.events import CuffRequested, Event
from monitor.domain.inputs import ClockStepped, Input, MonitorRestarted
from monitor.domain.plan import PlannedDevice, RoomPlan
from monitor.domain.time import Instant
from monitor.engine.core import EngineCore
from monitor.engine.device_desk import DeviceDesk
from monitor.engine.guard import GuardedRoom
from monitor.engine.host import EngineHost
from monitor.engine.inbox import CommandQueue, Inbox
from monitor.engine.intake import Intake
from monitor.engine.machine_health import MachineHealth
from monitor.engine.outside.outlet import Outside
from monitor.engine.supervisor import Sink, Supervisor
from monitor.engine.survey import Survey
from monitor.engine.tally import Tally
from monitor.engine.timeline import Timeline, resume
from monitor.port.projection import DeviceStatus
from monitor.room.checkpoint import CheckpointError
from monitor.room.room import Room
from monitor.storage.batch import Batch, Recovery
from monitor.storage.errors import StorageUnavailableError
from monitor.storage.journal import KEPT_CHECKPOINTS, Journal
from monitor.storage.writer import JournalWriter

log = logging.getLogger(__name__)

MakeOutside = Callable[[Clock, MachineHealth, CommandQueue], Outside]
START_TIMEOUT_S = 10.0  # real time; the first step waits for nothing but the processor
CLOSE_TIMEOUT_S = 5.0  # real time for the last commit


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """All that a room is made from."""

    plan: RoomPlan
    profile: Profile
    specs: tuple[DeviceSpec, ...]
    broker: Broker | None = None  # of the room, whether or not a device uses it


@dataclass(frozen=True, slots=True)
class Beginning:
    """A room at the instant from which it goes on, and what it has to be told first."""

    room: Room
    timeline: Timeline
    first_inputs: tuple[Input, ...] = ()


def planned_device(spec: DeviceSpec, *, place_id: str, mobile: bool = False, serial_number: str = "") -> PlannedDevice:
    """What the room may expect of `spec`, from the registry.

    Raises:
        UnknownDeviceKindError: no driver has this name.

    """
    kind: DeviceKind = kind_named(spec.kind)
    offer = kind if spec.mapping is None else spec.mapping  # a map says what of all that this device gives
    return PlannedDevice(
        device_id=spec.device_id,
        kind=kind.name,
        title=kind.title,
        place_id=place_id,
        period_s=offer.period_s,
        parameters=offer.parameters,
        has_cuff=offer.has_cuff,
        mobile=mobile,
        reports_alarms=offer.reports_alarms,
        serial_number=serial_number,
        identity=spec.link,
        cuff_start=spec.cuff_start_allowed and kind.can_start_cuff,
    )


def recall(blueprint: Blueprint, journal: Journal, start: Stamp) -> Beginning:
    """The room as the journal left it, at `start`; a new one where nothing was ever judged.

    The last checkpoint and the tail behind it are folded; events that the record does not have yet are added to it.

    Raises:
        CheckpointError: the room file does not fit the patients on record; the text says why.
        StorageError: the record cannot be read.

    """
    recovery, room = _last_readable(blueprint, journal)
    missed = _fold(room, recovery.tail, last_event_seq=recovery.last_event_seq)
    room.walk.forget_other()  # the tail came by the wiring of before
    # under other rules the tail may have given fewer events than are on record: numbers are never used twice
    room.ledger.event_seq = max(room.ledger.event_seq, recovery.last_event_seq)
    if missed:
        journal.write([Batch(tick=room.now.tick, utc_ms=room.now.utc_ms, inputs=(), events=missed)])
    resumption = resume(start, room.now)
    if recovery.last_tick is None:
        return Beginning(room, resumption.timeline)
    first = resumption.timeline.instant(start)
    log.info("Going on after %.1f s without the monitor", resumption.missing_s)
    told: list[Input] = [MonitorRestarted(tick=first.tick, missing_s=resumption.missing_s)]
    if resumption.clock_went_back:
        told.insert(0, ClockStepped(tick=first.tick, utc_ms=first.utc_ms))
    return Beginning(room, resumption.timeline, tuple(told))


def _last_readable(blueprint: Blueprint, journal: Journal) -> tuple[Recovery, Room]:
    """The room at the newest checkpoint that can be read; at its epoch where there is none."""
    for passed_over in range(KEPT_CHECKPOINTS + 1):
        recovery = journal.recover(passed_over_checkpoints=passed_over)
        if recovery.checkpoint is None:
            break
        try:
            return recovery, Room.restore(blueprint.plan, blueprint.profile, recovery.checkpoint)
        except CheckpointError:
            raise  # the room file took away the place of a patient: an older state would only hide it
        except (ValueError, KeyError, TypeError, IndexError):
            log.exception("A checkpoint cannot be read; going back to the one before it")
    return recovery, Room(blueprint.plan, blueprint.profile, recovery.epoch)


def _fold(room: Room, tail: Sequence[Batch], *, last_event_seq: int) -> tuple[Event, ...]:
    """Fold the stored batches into `room`; the events that are not on record yet."""
    missed: list[Event] = []
    for batch in tail:
        if batch.tick > room.now.tick:
            events = room.step(Instant(batch.tick, batch.utc_ms), batch.inputs)
            missed.extend(event for event in events if event.seq > last_event_seq)
    return tuple(missed)


class NoRecord:
    """Stands in for the storage thread where no record can be opened: the room is watched, and T-STORAGE says why.

    Nothing submitted is ever confirmed. The record is tried again when the station is started again.
    """

    def __init__(self, problem: str) -> None:
        self.problem = problem

    def oldest_unconfirmed_s(self) -> float:
        return 0.0

    def submit(self, batch: Batch) -> Future[None]:
        del batch
        return Future()

    def close(self, timeout: float) -> None:
        del timeout


class RunningRoom:
    """An engine at work. Owns the engine, the storage thread and the journal, and closes them."""

    def __init__(  # noqa: PLR0913 - the composition root names every part once
        self,
        blueprint: Blueprint,
        beginning: Beginning,
        *,
        journal: Journal | str,
        clock: Clock,
        banner: str = "",
        survey: Survey | None = None,
        recordings: Path | None = None,
        outside: MakeOutside | None = None,
    ) -> None:
        """Join the parts of one room.

        Args:
            blueprint: what it is made from.
            beginning: where it goes on.
            journal: its record, or words: why there is none.
            clock: paces everything but the disk.
            banner: shown for as long as this room runs.
            survey: looks for devices that the room does not name; None: nobody does.
            recordings: folder for raw recordings that the screen begins; None: it cannot.
            outside: makes what leaves the room; None: nothing does.

        """
        self.blueprint = blueprint
        self.tally = Tally()
        self.machine = MachineHealth()
        self._journal = journal
        # a disk keeps real time at any speed of the room
        self._writer = NoRecord(journal) if isinstance(journal, str) else _writer_for(journal, blueprint)
        inbox, commands = Inbox(), CommandQueue()
        intake = Intake(inbox=inbox, timeline=beginning.timeline, clock=clock, tally=self.tally)
        self.supervisors = tuple(supervisor_of(spec, clock, intake) for spec in blueprint.specs)
        self.desk = DeviceDesk(self.supervisors, clock=clock, folder=recordings)
        self._core = EngineCore(
            GuardedRoom(beginning.room, plan=blueprint.plan, profile=blueprint.profile),
            timeline=beginning.timeline,
            inbox=inbox,
            commands=commands,
            writer=self._writer,
            clock=clock,
            tally=self.tally,
            statuses=self.statuses,
            first_inputs=beginning.first_inputs,
            machine=self.machine,
            ask_cuff=self._ask_cuff,
            banner=banner,
            unassigned=tuple if survey is None else survey.found,
        )
        self.host = EngineHost(
            self._core,
            supervisors=self.supervisors,
            commands=commands,
            clock=clock,
            origin_ns=beginning.timeline.origin_ns,
            tally=self.tally,
            survey=survey,
            outside=None if outside is None else outside(clock, self.machine, commands),
        )

    def _ask_cuff(self, request: CuffRequested) -> None:
        for each in self.supervisors:
            if each.spec.device_id == request.device_id:
                each.ask_cuff(request.act)

    def statuses(self, now: Stamp) -> Mapping[str, DeviceStatus]:
        return {each.spec.device_id: each.status(now) for each in self.supervisors}

    def start(self) -> None:
        """Start the engine and wait for its first picture.

        Raises:
            TimeoutError: there was none in time.

        """
        # what lives as long as the program needs no garbage collection: a full one holds the interpreter for 40 ms
        gc.collect()
        gc.freeze()
        self.host.start(timeout_s=START_TIMEOUT_S)

    def close(self) -> None:
        """Stop the engine, write a last checkpoint, close the record."""
        self.host.stop()
        self.desk.close()
        self._core.last_words()
        self._writer.close(CLOSE_TIMEOUT_S)
        if isinstance(self._journal, Journal):
            self._journal.close()


def _writer_for(journal: Journal, blueprint: Blueprint) -> JournalWriter:
    try:
        journal.bind_devices({device.device_id: device.place_id for device in blueprint.plan.devices})
    except StorageUnavailableError as error:
        log.error("Sessions cannot be packed until the next start: %s", error)  # noqa: TRY400 - the disk's fault
    return JournalWriter(journal, clock=SystemClock(), tidy=journal.tidy)


def supervisor_of(spec: DeviceSpec, clock: Clock, sink: Sink) -> Supervisor:
    """Who keeps the device of `spec` open and delivers to `sink`.

    Raises:
        UnknownDeviceKindError: no driver has this name.

    """
    kind = kind_named(spec.kind)
    return Supervisor(spec, open_driver=kind.open_driver, clock=clock, sink=sink, kind=kind)
