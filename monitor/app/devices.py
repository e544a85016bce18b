"""`devices ROOM.toml`: opens the devices of a room to look at them, and says what is wrong in words.

There is no engine behind it and no record; nothing is judged, and no cuff can be commanded. What a healthy device needs
to be asked in order to talk, it is asked.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from drivers.clock import Clock, SystemClock
from drivers.errors import DriverError
from drivers.observations import NANOSECONDS_PER_SECOND, Observation, Provenance
from monitor.app.compose import Blueprint, supervisor_of
from monitor.app.interrupts import Interrupts
from monitor.app.station import station_blueprint, survey_of
from monitor.domain.plan import PlannedDevice, RoomPlan
from monitor.engine.device_desk import DeviceDesk
from monitor.engine.last_values import PRESSURE_NAME
from monitor.engine.supervisor import Supervisor
from monitor.port.proposal import proposal
from monitor.port.snapshot import DeviceValue, LinkReport, UnassignedView
from monitor.settings import SettingsError, load_room

LOOK_EVERY_S = 0.5
DEFAULT_SECONDS = 8.0  # long enough for a DINAMAP, which is asked for everything once in about five


class DevicesError(Exception):
    """The room cannot be looked at; the text says why."""


class NoSuchRecordingError(DevicesError):
    """What was asked to be recorded cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLook:
    """One device as it was found."""

    device_id: str
    kind: str
    title: str
    place_id: str
    on_line: bool
    report: LinkReport

    def line(self) -> dict[str, object]:
        """For machines: one JSON-able object."""
        report = self.report
        return {
            "device": self.device_id,
            "kind": self.kind,
            "title": self.title,
            "place": self.place_id,
            "link": report.link,
            "on_line": self.on_line,
            "experimental": report.experimental,
            "last_values": {value.name: _plain(value) for value in report.values},
            "frames_per_s": report.frames_per_s,
            "bytes": report.received_bytes,
            "frames": report.frames,
            "rejected_bytes": report.rejected_bytes,
            "clock_offset_s": None if report.clock_offset_s is None else round(report.clock_offset_s, 1),
            "diagnosis": " ".join(report.diagnosis) or None,
        }


@dataclass(frozen=True, slots=True)
class RoomLook:
    plan: RoomPlan
    devices: tuple[DeviceLook, ...]
    unassigned: tuple[UnassignedView, ...] = ()
    broker_problem: str = ""  # why nobody can be heard who is not in the room file

    @property
    def all_on_line(self) -> bool:
        return all(device.on_line for device in self.devices)

    def proposals(self) -> tuple[str, ...]:
        """Lines for the room file, one text for each thing that it does not name."""
        place_ids = [place.place_id for place in self.plan.places]
        return tuple(proposal(each, provenance=self.plan.provenance, place_ids=place_ids) for each in self.unassigned)


@dataclass(frozen=True, slots=True)
class Recording:
    device_id: str
    path: Path


class _Nowhere:
    """Takes what devices say: here only their links are looked at, and the watch of each keeps the last values."""

    def observed(self, observation: Observation, provenance: Provenance) -> None:
        del observation, provenance

    def link_changed(self, device_id: str, *, up: bool, why: str) -> None:
        del device_id, up, why

    def cuff_refused(self, device_id: str, *, why: str) -> None:
        del device_id, why


def look_at_devices(
    room_file: Path,
    *,
    seconds: float | None,
    recording: Recording | None = None,
    shown: Callable[[RoomLook], None] = lambda _: None,
) -> RoomLook:
    """Open every device for `seconds` (None: until a signal comes) and say how each was found at the end.

    Args:
        room_file: which devices.
        seconds: real time.
        recording: a device whose bytes are written to a new file meanwhile.
        shown: told of the room as it is, twice a second.

    Raises:
        DevicesError: the room file has problems.
        NoSuchRecordingError: the device to be recorded is not there, or the file cannot be written.

    """
    try:
        blueprint = station_blueprint(load_room(room_file))
    except (SettingsError, DriverError) as error:
        raise DevicesError(str(error)) from error
    interrupts = Interrupts()
    looker = _Looker(blueprint, SystemClock(), shown=shown)
    looker.begin(recording)
    try:
        # a plain selector loop on every platform, as the engine has it
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            return runner.run(looker.look(seconds, interrupts))
    finally:
        looker.desk.close()


class _Looker:
    """Owns a supervisor for each device, and a survey, while the command runs."""

    def __init__(self, blueprint: Blueprint, clock: Clock, *, shown: Callable[[RoomLook], None]) -> None:
        self._blueprint = blueprint
        self._clock = clock
        self._shown = shown
        sink = _Nowhere()
        self._supervisors = tuple(
            supervisor_of(replace(spec, cuff_start_allowed=False), clock, sink) for spec in blueprint.specs
        )
        self._survey = survey_of(blueprint, clock)
        self.desk = DeviceDesk(self._supervisors, clock=clock, folder=None)

    def begin(self, recording: Recording | None) -> None:
        if recording is None:
            return
        why = self.desk.record_to(recording.device_id, recording.path)
        if why:
            raise NoSuchRecordingError(f"{recording.device_id}: {why}")

    async def look(self, seconds: float | None, interrupts: Interrupts) -> RoomLook:
        began = self._clock.now()
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(each.run(), name=f"device {each.spec.device_id}") for each in self._supervisors]
            tasks.append(group.create_task(self._survey.run(), name="survey"))
            while not interrupts.requested and (seconds is None or _passed_s(began.mono_ns, self._clock) < seconds):
                await self._clock.sleep(LOOK_EVERY_S)
                self._shown(self._now())
            found = self._now()
            for task in tasks:
                task.cancel()
        return found

    def _now(self) -> RoomLook:
        plan = self._blueprint.plan
        looks = tuple(
            self._look_at(supervisor, planned)
            for supervisor, planned in zip(self._supervisors, plan.devices, strict=True)
        )
        return RoomLook(plan, looks, self._survey.found(), self._survey.broker_problem)

    def _look_at(self, supervisor: Supervisor, planned: PlannedDevice) -> DeviceLook:
        status = supervisor.status(self._clock.now())
        return DeviceLook(
            device_id=planned.device_id,
            kind=planned.kind,
            title=planned.title,
            place_id=planned.place_id,
            on_line=status.on_line,
            report=status.report,
        )


def _passed_s(began_ns: int, clock: Clock) -> float:
    return (clock.now().mono_ns - began_ns) / NANOSECONDS_PER_SECOND


def _plain(value: DeviceValue) -> object:
    """98 rather than 98.0; a pressure is an object of three."""
    if value.name == PRESSURE_NAME:
        parts = {"systolic": value.value, "diastolic": value.diastolic, "mean": value.mean}
        return {name: _number(part) for name, part in parts.items()} | {"age_s": round(value.age_s)}
    return _number(value.value)


def _number(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number
