"""Nonin oximeters: an OEM module in data format 1, 2, 7 or 8, a 9560 with its commands, and an Avant that prints.

The module and the Avant are deaf. When the finger leaves the sensor the displayed values stand for ten seconds more,
with the sensor alarm set.
"""

import math
from datetime import UTC, datetime, timedelta
from typing import Final

from drivers.nonin.avant import AvantLine
from drivers.nonin.commands import ACCEPTED, REFUSED, Command, CommandScanner
from drivers.nonin.once_a_second import FirstByte, FourthByte, Reading
from drivers.nonin.packets import (
    FRAMES_PER_SECOND,
    NO_RATES,
    NO_STAT2,
    NO_STATUS,
    PACKET_FRAMES,
    PACKETS_PER_SECOND,
    Packet,
    Rates,
    Stat2,
    Status,
    packet_of,
)
from drivers.nonin.protocol import DataFormat
from drivers.nonin.spot_check import GOOD_CHECK, SpotCheck, SpotStatus
from simulators.devices.oximeter import Oximeter, OximeterReading, OximeterState

HOLD_S: Final = 10.0  # the -D values after finger removal
SELECT_WITHIN_S: Final = 5.0  # a format can be chosen "only in the first five seconds after connection"
SPOT_CHECK_S: Final = 8  # of good readings until a 9560 takes them for a measurement
MEMORY_RECORDS: Final = 20
_BEAT_FRAMES: Final = 12  # "160 ms"
_AT_REST: Final = 128  # pleth of 8 bits at rest
_SWING: Final = 60
_STATES: Final = {
    OximeterState.MEASURING: NO_STATUS,
    OximeterState.SEARCHING: Status.OUT_OF_TRACK,
    OximeterState.SENSOR_OFF: Status.OUT_OF_TRACK | Status.SENSOR_ALARM,
    # as captured when the sensor was unplugged
    OximeterState.NO_SENSOR: Status.OUT_OF_TRACK | Status.SENSOR_ALARM | Status.DISCONNECTED,
}
_FIRST_BITS: Final = {
    Status.ARTIFACT: FirstByte.ARTIFACT,
    Status.OUT_OF_TRACK: FirstByte.OUT_OF_TRACK,
    Status.DISCONNECTED: FirstByte.DISCONNECTED,
}
_CONTINUOUS: Final = (DataFormat.DF1, DataFormat.DF2, DataFormat.DF7, DataFormat.DF8)
_NUMBERS: Final = {2: DataFormat.DF2, 7: DataFormat.DF7, 8: DataFormat.DF8, 13: DataFormat.DF13}


class NoninModule:
    """Xpod or OEM III: says its packets at each tick, whoever listens."""

    cuff: Final = None

    def __init__(self, *, oximeter: Oximeter, data_format: DataFormat = DataFormat.DF2) -> None:
        if data_format not in _CONTINUOUS:
            raise ValueError(f"a module does not speak {data_format.name}")
        self.oximeter: Final = oximeter
        self.data_format = data_format
        self.low_battery = False
        self._held = NO_RATES
        self._held_until_s = 0.0
        self._timer = 0  # thirds of a second
        self._phase = 0.0  # of the heart beat, 0 to 1

    def tick(self, t_s: float) -> bytes:
        """Give the bytes of this second."""
        reading = self.oximeter.read(t_s)
        now = Rates(reading.pulse_bpm, reading.spo2_percent)
        displayed = self._displayed(now, reading.state, t_s)
        status = _STATES[reading.state] | (Status.ARTIFACT if reading.low_signal else NO_STATUS)
        match self.data_format:
            case DataFormat.DF2 | DataFormat.DF7:
                packets = [self._packet(reading, status, displayed) for _ in range(PACKETS_PER_SECOND)]
                wide = self.data_format is DataFormat.DF7
                return b"".join(packet.encode(wide_pleth=wide) for packet in packets)
            case _:
                return self._reading(reading, status, displayed).encode()

    def answer(self, data: bytes, t_s: float) -> bytes:  # noqa: ARG002 - its format is set by a strap
        """Say nothing: a module takes no commands."""
        return b""

    def _displayed(self, now: Rates, state: OximeterState, t_s: float) -> Rates:
        if state is OximeterState.MEASURING:
            self._held, self._held_until_s = now, t_s + HOLD_S
        return self._held if t_s < self._held_until_s else NO_RATES

    def _packet(self, reading: OximeterReading, status: Status, displayed: Rates) -> Packet:
        colour = Status.PERFUSION_RED if reading.low_perfusion else Status.PERFUSION_GREEN
        statuses, pleth = [], []
        for _ in range(PACKET_FRAMES):
            beats = self._advance(reading.pulse_bpm)
            statuses.append(status | colour if beats else status)
            pleth.append(self._pleth(reading))
        self._timer = self._timer + 1 & 0x3FFF
        return packet_of(
            rates=Rates(reading.pulse_bpm, reading.spo2_percent),
            displayed=displayed,
            statuses=statuses,
            pleth=pleth,
            timer=self._timer,
            stat2=Stat2.LOW_BATTERY if self.low_battery else NO_STAT2,
        )

    def _advance(self, pulse_bpm: int | None) -> bool:
        """Go on by one frame; whether it lies in the first 160 ms of a beat."""
        if not pulse_bpm:
            self._phase = 0.0
            return False
        step = pulse_bpm / 60.0 / FRAMES_PER_SECOND
        self._phase = (self._phase + step) % 1.0
        return self._phase < _BEAT_FRAMES * step

    def _pleth(self, reading: OximeterReading) -> int:
        swing = 0 if reading.pulse_bpm is None else _SWING
        height = _AT_REST + swing * math.sin(2.0 * math.pi * self._phase) * math.exp(-self._phase)
        return round(height * 256) if self.data_format is DataFormat.DF7 else round(height)

    def _reading(self, reading: OximeterReading, status: Status, displayed: Rates) -> Reading:
        first = FirstByte(0)
        for bit, meaning in _FIRST_BITS.items():
            first |= meaning if bit in status else FirstByte(0)
        first |= FirstByte.LOW_PERFUSION if reading.low_perfusion else FirstByte(0)
        if self.data_format is DataFormat.DF1:
            return Reading(rates=displayed, first=first, fourth=None)
        fourth = FourthByte.SENSOR_ALARM if Status.SENSOR_ALARM in status else FourthByte(0)
        fourth |= FourthByte.LOW_BATTERY if self.low_battery else FourthByte(0)
        return Reading(rates=displayed, first=first, fourth=fourth)


class Nonin9560:
    """A finger oximeter for spot checks. As delivered it speaks format 13; a host may choose another at connection."""

    cuff: Final = None

    def __init__(self, *, oximeter: Oximeter, epoch: datetime, connected_s: float = 0.0) -> None:
        self.oximeter: Final = oximeter
        self.data_format: DataFormat = DataFormat.DF13
        self._epoch = epoch
        self._connected_s = connected_s
        self._module = NoninModule(oximeter=oximeter, data_format=DataFormat.DF8)
        self._scanner = CommandScanner()
        self._good_s = 0
        self._last = NO_RATES
        self._memory: list[SpotCheck] = []

    def connect(self, t_s: float) -> bytes:
        """Begin a new connection; the measurements of the time without one are sent first."""
        self._connected_s = t_s
        stored = b"".join(check.encode() for check in self._memory)
        self._memory.clear()
        return stored

    def tick(self, t_s: float) -> bytes:
        """Give the packets of this second, or the record of a spot check that has just ended."""
        if self.data_format is not DataFormat.DF13:
            return self._module.tick(t_s)
        check = self._spot_check(t_s)
        return b"" if check is None else check.encode()

    def tick_unconnected(self, t_s: float) -> None:
        """Live through this second without a host: a spot check goes into the memory."""
        check = self._spot_check(t_s, from_memory=True)
        if check is not None:
            self._memory = [*self._memory, check][-MEMORY_RECORDS:]

    def answer(self, data: bytes, t_s: float) -> bytes:
        """Carry out commands and give the answers."""
        return b"".join(self._obey(command, t_s) for command in self._scanner.feed(data))

    def _obey(self, command: Command, t_s: float) -> bytes:
        if command.number is not None:
            return self._select(_NUMBERS[command.number], t_s)
        if command.clock is not None:
            moment = _moment(command.clock)
            self._epoch = self._epoch if moment is None else moment - timedelta(seconds=t_s)
            return b""
        now = self._epoch + timedelta(seconds=t_s)
        clock = bytes((now.year - 2000, now.month, now.day, now.hour, now.minute, now.second))
        return b"\x02\xf2\x06" + clock + b"\x03"

    def _select(self, data_format: DataFormat, t_s: float) -> bytes:
        if t_s - self._connected_s > SELECT_WITHIN_S:
            return REFUSED
        self.data_format = data_format
        if data_format in _CONTINUOUS:
            self._module = NoninModule(oximeter=self.oximeter, data_format=data_format)
        return ACCEPTED

    def _spot_check(self, t_s: float, *, from_memory: bool = False) -> SpotCheck | None:
        reading = self.oximeter.read(t_s)
        if reading.state is OximeterState.MEASURING:
            self._good_s += 1
            self._last = Rates(reading.pulse_bpm, reading.spo2_percent)
            return None
        if self._good_s == 0 or reading.state is OximeterState.SEARCHING:
            return None
        is_measured = self._good_s >= SPOT_CHECK_S
        self._good_s = 0
        status = SpotStatus.SMARTPOINT if is_measured else SpotStatus.NO_MEASUREMENT
        return SpotCheck(
            measured_at=(self._epoch + timedelta(seconds=t_s)).replace(tzinfo=None),
            rates=self._last if is_measured else NO_RATES,
            status=status | (SpotStatus.FROM_MEMORY if from_memory else GOOD_CHECK),
        )


class NoninAvant:
    """An Avant 9700 with its serial output on: a line a second."""

    cuff: Final = None
    # "a header block at power-up"; its words are not public
    HEADER: Final = b"\r\nNONIN AVANT 9700\r\nREAL TIME DATA\r\n"

    def __init__(self, *, oximeter: Oximeter, epoch: datetime, fast_averaging: bool = False) -> None:
        self.oximeter: Final = oximeter
        self._epoch = epoch
        self._fast_averaging = fast_averaging
        self._header = self.HEADER
        self._marked = False

    def mark_event(self) -> None:
        """Press the event button: the next line carries an asterisk."""
        self._marked = True

    def tick(self, t_s: float) -> bytes:
        """Give the line of this second, at power-up behind the header."""
        reading = self.oximeter.read(t_s)
        line = AvantLine(
            spo2_percent=reading.spo2_percent,
            pulse_per_min=reading.pulse_bpm,
            clock=f"{self._epoch + timedelta(seconds=t_s):%H:%M:%S}",
            fast_averaging=self._fast_averaging,
            event_marked=self._marked,
        )
        header, self._header, self._marked = self._header, b"", False
        return header + line.encode()

    def answer(self, data: bytes, t_s: float) -> bytes:  # noqa: ARG002 - the monitor takes no commands
        """Say nothing: the monitor takes no commands."""
        return b""


def _moment(clock: bytes) -> datetime | None:
    year, month, day, hour, minute, second = clock
    try:
        return datetime(2000 + year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:  # 30 February
        return None
