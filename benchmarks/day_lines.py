"""The bedside of a simulated day: patients, the devices of `simulators`, and the drivers' own decoders on their bytes.

Bytes go straight from the device into the decoder and the interpreter that the driver of the kind is made of. The
event loop, the transports and the drivers' waiting are left out: on a virtual clock nothing waits, and a turn of the
loop for each of a million answers would measure asyncio. Those parts have tests of their own.
"""

import zlib
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol

import numpy as np

from benchmarks.day_plan import DayPlan, DevicePlan, SessionPlan, Stay
from drivers.device import LinkStatistics
from drivers.ge_dinamap.driver import POLLED
from drivers.ge_dinamap.interpreter import Interpreter as DinamapInterpreter
from drivers.ge_dinamap.protocol import FLUSH, Request
from drivers.ge_dinamap.protocol import Decoder as DinamapDecoder
from drivers.masimo_ascii1.driver import MasimoReader
from drivers.masimo_ascii1.interpreter import Interpreter as MasimoInterpreter
from drivers.masimo_ascii1.protocol import Decoder as MasimoDecoder
from drivers.mqtt.intake import Intake
from drivers.observations import Observation, Provenance, Stamp
from simulators.devices.base import LineDevice
from simulators.devices.cuff import Cuff, CuffSettings
from simulators.devices.oximeter import Oximeter
from simulators.devices.publishing import Publication, Publisher
from simulators.faults import FaultShares, FaultyLine
from simulators.kinds import DeviceKind
from simulators.making import Parts, SimulatedDevice, make_device
from simulators.patient import Chances, Course, Patient, PumpHistory, SimulatedPatient, Vitals, draw_archetype

OnBytes = Callable[[str, bytes], None]
"""Told each message as it leaves the device: device id and bytes."""

_NOBODY: Final = Vitals(probe_on=False)
_LOOKBACK_S: Final = 120  # oximeters average over the last seconds; nobody asks for an earlier past
_NOISE: Final = FaultShares(split=0.02, drop=0.002, corrupt=0.002, duplicate=0.002)
_POLLS: Final = tuple((command.letters, FLUSH + Request(command).encode()) for command in POLLED)


class Occupant:
    """Whoever sits at a place at a moment, as one patient to the devices there: they stay, the patients change."""

    def __init__(self, stays: Sequence[Stay], patients: Sequence[Patient]) -> None:
        self._stays = stays
        self._begins = [stay.from_s for stay in stays]
        self._patients = patients

    def at(self, t_s: float) -> Vitals:
        index = bisect_right(self._begins, t_s) - 1
        if index < 0 or t_s >= self._stays[index].to_s:
            return _NOBODY
        return self._patients[self._stays[index].session].at(t_s)


class Line(Protocol):
    """One device, its link and the decoding half of its driver."""

    @property
    def statistics(self) -> LinkStatistics: ...

    def open(self, t_s: float, stamp: Stamp) -> list[Observation]:
        """Begin anew, as a driver does that was just opened."""
        ...

    def step(self, t_s: float, stamp: Stamp) -> list[Observation]:
        """Live through one second and give what the monitor learns from it."""
        ...

    def stall(self, t_s: float) -> None:
        """Live through one second of which nothing reaches the monitor."""
        ...

    def switch_off(self, stamp: Stamp) -> list[Observation]:
        """Give what the monitor learns of it when the device is switched off."""
        ...


class MasimoLine:
    """An oximeter that talks by itself."""

    def __init__(self, plan: DevicePlan, device: LineDevice, *, wire: FaultyLine, on_bytes: OnBytes) -> None:
        self._plan = plan
        self._device = device
        self._wire = wire
        self._on_bytes = on_bytes
        self._reader = self._new_reader()

    @property
    def statistics(self) -> LinkStatistics:
        return self._reader.statistics

    def open(self, t_s: float, stamp: Stamp) -> list[Observation]:
        del t_s, stamp
        self._reader = self._new_reader()
        return []

    def step(self, t_s: float, stamp: Stamp) -> list[Observation]:
        data = self._device.tick(t_s)
        self._on_bytes(self._plan.device_id, data)
        found: list[Observation] = []
        for piece in self._wire.passes(data):
            found += self._reader.read(piece.data, stamp)
        return found

    def stall(self, t_s: float) -> None:
        self._device.tick(t_s)

    def switch_off(self, stamp: Stamp) -> list[Observation]:
        del stamp
        return []

    def _new_reader(self) -> MasimoReader:
        interpreter = MasimoInterpreter(self._plan.device_id, provenance=Provenance.SIMULATED)
        return MasimoReader(decoder=MasimoDecoder(skip_first_line=True), interpreter=interpreter)


class DinamapLine:
    """A monitor that is asked once a second, in the driver's order and with its bytes."""

    def __init__(self, plan: DevicePlan, device: LineDevice, *, wire: FaultyLine, on_bytes: OnBytes) -> None:
        self._plan = plan
        self._device = device
        self._wire = wire
        self._on_bytes = on_bytes
        self.statistics = LinkStatistics()
        self._decoder = DinamapDecoder()
        self._interpreter: DinamapInterpreter | None = None

    def open(self, t_s: float, stamp: Stamp) -> list[Observation]:
        del t_s
        self.statistics = LinkStatistics()
        self._decoder = DinamapDecoder()
        self._interpreter = DinamapInterpreter(self._plan.device_id, provenance=Provenance.SIMULATED, opened=stamp)
        return []

    def step(self, t_s: float, stamp: Stamp) -> list[Observation]:
        self._device.tick(t_s)
        found: list[Observation] = []
        for letters, request in _POLLS:
            reply = self._device.answer(request, t_s)
            self._on_bytes(self._plan.device_id, reply)
            found += self._read(letters, reply, stamp)
        self.statistics.frames = self._decoder.frames
        self.statistics.rejected_bytes = self._decoder.rejected_bytes
        return found

    def stall(self, t_s: float) -> None:
        self._device.tick(t_s)

    def switch_off(self, stamp: Stamp) -> list[Observation]:
        del stamp
        return []

    def _read(self, letters: str, reply: bytes, stamp: Stamp) -> list[Observation]:
        """What the answer to one request says; a damaged or lost one says nothing and is not asked for again."""
        if self._interpreter is None:
            raise ValueError("a line is opened before it is read")
        fitting = None
        for piece in self._wire.passes(reply):
            self.statistics.received_bytes += len(piece.data)
            self.statistics.last_byte = stamp
            for message in self._decoder.feed(piece.data):
                self.statistics.last_frame = stamp
                if not isinstance(message, Request) and message.letters == letters:
                    fitting = message
        if fitting is None:
            self._decoder.reset()  # half an answer that is given up must not stand before the next one
            return []
        return self._interpreter.interpret(fitting, stamp, delay_s=0.0)


class MqttLine:
    """A monitor on a broker that delivers at once and in order."""

    def __init__(self, plan: DevicePlan, device: Publisher, *, on_bytes: OnBytes) -> None:
        self._plan = plan
        self._device = device
        self._on_bytes = on_bytes
        self.statistics = LinkStatistics()
        self._intake = self._new_intake()
        self._is_off = False

    def open(self, t_s: float, stamp: Stamp) -> list[Observation]:
        self._intake = self._new_intake()
        return self._fed(self._device.introduction(t_s), stamp)

    def step(self, t_s: float, stamp: Stamp) -> list[Observation]:
        introduction = self._fed(self._device.introduction(t_s), stamp) if self._is_off else []
        self._is_off = False
        return introduction + self._fed(self._device.tick(t_s), stamp)

    def stall(self, t_s: float) -> None:
        self._device.tick(t_s)

    def switch_off(self, stamp: Stamp) -> list[Observation]:
        self._is_off = True
        will = self._device.will()
        return [] if will is None else self._fed([will], stamp)

    def _fed(self, messages: Sequence[Publication], stamp: Stamp) -> list[Observation]:
        found: list[Observation] = []
        for message in messages:
            self._on_bytes(self._plan.device_id, message.topic.encode() + b" " + message.payload)
            found += self._intake.feed(message.topic, message.payload, retained=False, stamp=stamp)
        return found

    def _new_intake(self) -> Intake:
        self.statistics = LinkStatistics()
        return Intake(device_id=self._plan.device_id, provenance=Provenance.SIMULATED, statistics=self.statistics)


def make_lines(plan: DayPlan, *, epoch: datetime, on_bytes: OnBytes) -> Mapping[str, Line]:
    """Make all patients and devices of a day, each with a seed of its own; by device id."""
    patients = [_patient(session, seed=_seed(plan, "patient", str(session.number))) for session in plan.sessions]
    return {device.device_id: _line(plan, device, patients, epoch, on_bytes) for device in plan.devices}


def _patient(session: SessionPlan, *, seed: int) -> SimulatedPatient:
    rng = np.random.default_rng(seed)
    pump = PumpHistory.standard(start_s=session.start_s, minutes=session.infusion_min)
    return SimulatedPatient(
        archetype=draw_archetype(rng),
        course=Course(seated_s=session.seated_s, pump=pump, infusion_number=session.infusion_number),
        seed=seed,
        chances=Chances(motion_per_hour=4.0, incidents=True),
        earliest_s=int(session.seated_s) - _LOOKBACK_S,
    )


def _line(
    plan: DayPlan, device_plan: DevicePlan, patients: Sequence[Patient], epoch: datetime, on_bytes: OnBytes
) -> Line:
    device = _device(plan, device_plan, patients, epoch)
    if isinstance(device, Publisher):
        return MqttLine(device_plan, device, on_bytes=on_bytes)
    shares = _NOISE if device_plan.noisy else FaultShares()
    wire = FaultyLine(shares, seed=_seed(plan, "wire", device_plan.device_id))
    make = DinamapLine if device_plan.kind is DeviceKind.GE_DINAMAP else MasimoLine
    return make(device_plan, device, wire=wire, on_bytes=on_bytes)


def _device(plan: DayPlan, device_plan: DevicePlan, patients: Sequence[Patient], epoch: datetime) -> SimulatedDevice:
    place_id = device_plan.place_id
    occupant = Occupant(plan.stays_at(place_id), patients)
    settings = CuffSettings(programme=plan.cuff_programme(place_id))
    cuff = Cuff(occupant, settings=settings, seed=_seed(plan, "cuff", device_plan.device_id))
    oximeter = Oximeter(occupant, squeeze=cuff.squeeze if device_plan.same_arm else None)
    return make_device(
        device_plan.kind,
        Parts(
            device_id=device_plan.device_id,
            place_id=place_id,
            epoch=epoch,
            serial_number=f"{_seed(plan, 'serial', device_plan.device_id):010d}",
            oximeter=oximeter,
            oximeter_used=device_plan.oximeter,
            cuff=cuff,
            patient=occupant,
        ),
    )


def _seed(plan: DayPlan, *words: str) -> int:
    return zlib.crc32(":".join((str(plan.seed), *words)).encode())
