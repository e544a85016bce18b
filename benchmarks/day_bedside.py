"""The bedside of a simulated day: patients and the devices of `simulators`, with the wires they speak on.

It knows the plan and nothing of the monitor. Nothing that the monitor does reaches it: the cuffs of this day follow
their own programme, and a driver that polls asks every second in the same order. So it may run in this process or, as
simulated devices do outside of benchmarks, in one of their own.
"""

import hashlib
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Final, NamedTuple, Protocol

import numpy as np

from benchmarks.day_plan import DayPlan, DevicePlan, SessionPlan, Stay
from drivers.clock import MANUAL_START
from drivers.ge_dinamap.driver import POLLED
from drivers.ge_dinamap.protocol import FLUSH, Request
from drivers.observations import NANOSECONDS_PER_SECOND
from simulators.devices.base import LineDevice
from simulators.devices.cuff import Cuff, CuffSettings
from simulators.devices.oximeter import Oximeter
from simulators.devices.publishing import Publication, Publisher
from simulators.faults import FaultShares, FaultyLine
from simulators.kinds import DeviceKind
from simulators.making import Parts, SimulatedDevice, make_device
from simulators.patient import Chances, Course, Patient, PumpHistory, SimulatedPatient, Vitals, draw_archetype

_NOBODY: Final = Vitals(probe_on=False)
_LOOKBACK_S: Final = 120  # oximeters average over the last seconds; nobody asks for an earlier past
_NOISE: Final = FaultShares(split=0.02, drop=0.002, corrupt=0.002, duplicate=0.002)
_POLLS: Final = tuple((command.letters, FLUSH + Request(command).encode()) for command in POLLED)


class Said(NamedTuple):
    """One message as it arrives. Subject: MQTT topic, letters of a DINAMAP request, "" for one that talks by itself."""

    subject: str
    pieces: tuple[bytes, ...]


class Turn(IntEnum):
    """What a second brings for one device."""

    SPOKE = 0
    SWITCHED_OFF = 1
    CABLE_OUT = 2


class Happening(NamedTuple):
    """One device in one second of the day."""

    device: int  # position in `in_order`
    t_s: float
    turn: Turn
    opened: bool = False  # the link is new; what a device says of itself first is among `said`
    said: tuple[Said, ...] = ()


def in_order(plan: DayPlan) -> list[DevicePlan]:
    """The devices as they speak within a second."""
    return sorted(plan.devices, key=lambda each: each.phase_s)


class Bedside(Protocol):
    """One place where happenings of a day come from."""

    digest: str  # over every byte that any device said, with device and moment; known at the end
    said_bytes: int

    def seconds(self) -> Iterator[list[Happening]]:
        """What happens, second by second, each device in its turn."""
        ...


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


class _Talker:
    """A device that talks by itself."""

    def __init__(self, device: LineDevice, wire: FaultyLine) -> None:
        self._device, self._wire = device, wire
        self.uttered: list[bytes] = []

    def introduce(self, t_s: float) -> list[Said]:
        del t_s
        return []

    def live(self, t_s: float) -> list[Said]:
        data = self._device.tick(t_s)
        self.uttered.append(data)
        return [Said("", tuple(piece.data for piece in self._wire.passes(data)))]

    def will(self) -> list[Said]:
        return []

    def stall(self, t_s: float) -> None:
        self._device.tick(t_s)


class _Answerer(_Talker):
    """A device that is asked once a second, in the driver's order and with its bytes."""

    def live(self, t_s: float) -> list[Said]:
        self._device.tick(t_s)
        found = []
        for letters, request in _POLLS:
            reply = self._device.answer(request, t_s)
            self.uttered.append(reply)
            found.append(Said(letters, tuple(piece.data for piece in self._wire.passes(reply))))
        return found


class _Published:
    """A device on a broker that delivers at once and in order."""

    def __init__(self, device: Publisher) -> None:
        self._device = device
        self.uttered: list[bytes] = []

    def introduce(self, t_s: float) -> list[Said]:
        return self._all(self._device.introduction(t_s))

    def live(self, t_s: float) -> list[Said]:
        return self._all(self._device.tick(t_s))

    def will(self) -> list[Said]:
        will = self._device.will()
        return [] if will is None else self._all([will])

    def stall(self, t_s: float) -> None:
        self._device.tick(t_s)

    def _all(self, messages: Sequence[Publication]) -> list[Said]:
        self.uttered += [message.topic.encode() + b" " + message.payload for message in messages]
        return [Said(message.topic, (message.payload,)) for message in messages]


class _Device:
    """One device through the day: switched on and off, cut off and mute as the plan wants it."""

    def __init__(
        self, number: int, plan: DevicePlan, voice: _Talker | _Published, powered: Sequence[tuple[float, float]]
    ) -> None:
        self.plan = plan
        self.voice = voice
        self._number = number
        self._powered = list(powered)
        self._is_on = self._is_open = self._was_off = False

    def live(self, t_s: float) -> Happening | None:
        if not self._is_on and (not self._powered or t_s < self._powered[0][0]):
            return None
        self._is_on = t_s < self._powered[0][1]
        if not self._is_on:
            del self._powered[0]
            self._was_off = True
            return Happening(self._number, t_s, Turn.SWITCHED_OFF, said=tuple(self.voice.will()))
        outage = self.plan.outage
        if outage is not None and outage.from_s <= t_s < outage.to_s:
            self.voice.stall(t_s)
            if outage.silent:
                return None
            self._is_open = False
            return Happening(self._number, t_s, Turn.CABLE_OUT)
        opened = not self._is_open
        said = self.voice.introduce(t_s) if opened or self._was_off else []
        self._is_open, self._was_off = True, False
        return Happening(self._number, t_s, Turn.SPOKE, opened, tuple(said + self.voice.live(t_s)))


class Bedsides:
    """All patients and devices of a day in this process, each with a seed of its own."""

    def __init__(self, plan: DayPlan) -> None:
        self.digest = ""
        self.said_bytes = 0
        self._length_s = plan.length_s
        epoch = MANUAL_START.utc
        patients = [_patient(session, seed=_seed(plan, "patient", str(session.number))) for session in plan.sessions]
        self._devices = [
            _Device(number, each, _voice(plan, each, patients, epoch), plan.powered(each.place_id))
            for number, each in enumerate(in_order(plan))
        ]

    def seconds(self) -> Iterator[list[Happening]]:
        """See `Bedside`."""
        spoken = hashlib.sha256()
        for second in range(self._length_s):
            happened = []
            for device in self._devices:
                happening = device.live(second + device.plan.phase_s)
                self._count(spoken, device, second + device.plan.phase_s)
                if happening is not None:
                    happened.append(happening)
            yield happened
        self.digest = spoken.hexdigest()

    def _count(self, spoken: "hashlib._Hash", device: _Device, t_s: float) -> None:
        for data in device.voice.uttered:
            moment_ns = round(t_s * NANOSECONDS_PER_SECOND)
            spoken.update(b"%d %s %d " % (moment_ns, device.plan.device_id.encode(), len(data)))
            spoken.update(data)
            self.said_bytes += len(data)
        device.voice.uttered.clear()


def _voice(
    plan: DayPlan, device_plan: DevicePlan, patients: Sequence[Patient], epoch: datetime
) -> _Talker | _Published:
    device = _device(plan, device_plan, patients, epoch)
    if isinstance(device, Publisher):
        return _Published(device)
    shares = _NOISE if device_plan.noisy else FaultShares()
    wire = FaultyLine(shares, seed=_seed(plan, "wire", device_plan.device_id))
    make = _Answerer if device_plan.kind is DeviceKind.GE_DINAMAP else _Talker
    return make(device, wire)


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
