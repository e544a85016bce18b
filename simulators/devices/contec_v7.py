"""A Contec CMS50D+ (protocol V7.0): silent until it is asked to start, then sixty packets a second while kept alive.

What it does without a finger (it says that it stops, and switches itself off) is known from the field, not how long it
waits: here a minute. Somebody switches it on again when the finger is back.
"""

from typing import Final

from drivers.contec_cms50.protocol import (
    SAMPLES_PER_S,
    Command,
    Decoder,
    Other,
    PacketType,
    RealTime,
    Request,
    Status,
)
from simulators.devices.oximeter import Oximeter, OximeterReading, OximeterState
from simulators.devices.pleth import PulseWave

KEEP_ALIVE_LIMIT_S = 10.0  # "keep-alive every 5 s or the device stops": after how long is not documented
OFF_AFTER_S = 60.0  # without a finger
_SPO2_LOW_PERCENT = 88
_STRENGTH = 5
_HIGHEST_PLETH, _HIGHEST_BAR = 127, 15
_LARGEST_PI_HUNDREDTHS = 2000
# Captured from a CMS50D+: headrotor/art-sensors 5ffba9d3, spO2/stream_data.py (MIT)
_CAPTURED_REPLIES = {
    0xA0: bytes.fromhex("06808087"),
    0xA7: bytes.fromhex("0C80"),
    0xA8: bytes.fromhex("028080A0A0A0A0A0A0 0281FFA0A0A0A0A0A0"),
    0xA9: bytes.fromhex("0380A0A0A0A0A0A0A0"),
    0xAA: bytes.fromhex("0480F5F3E5F2A0A0A0"),
    0xAC: bytes.fromhex("0E8081"),
    0xB0: bytes.fromhex("118081818080808080"),
    0xB3: bytes.fromhex("1380A0A0A0A0A0A0A0 1480A0A0A0A0A08080"),
}
_STOPPED = bytes.fromhex("0C80")
_NOT_SUPPORTED = 5
_STATUS = {
    OximeterState.MEASURING: Status(0),
    OximeterState.SEARCHING: Status.SEARCHING,
    OximeterState.SENSOR_OFF: Status.PROBE_ERROR | Status.SEARCHING,
    OximeterState.NO_SENSOR: Status.PROBE_ERROR | Status.SEARCHING,
}


class ContecCms50:
    """One finger clip on its cable."""

    cuff: Final = None

    def __init__(self, *, oximeter: Oximeter, has_pi: bool = True) -> None:
        self.oximeter: Final = oximeter
        self._has_pi = has_pi
        self._decoder = Decoder()
        self._wave = PulseWave(samples_per_s=SAMPLES_PER_S)
        self._is_on = True
        self._last_heard_s: float | None = None  # while it streams: the last start or keep-alive
        self._finger_s: float | None = None  # when it last had a finger in it

    @property
    def streams(self) -> bool:
        """Say whether it sends real-time data."""
        return self._is_on and self._last_heard_s is not None

    def tick(self, t_s: float) -> bytes:
        """Give the packets of this second, if any."""
        reading = self.oximeter.read(t_s)
        said = self._switch(reading, t_s)
        if self._last_heard_s is not None and t_s - self._last_heard_s > KEEP_ALIVE_LIMIT_S:
            self._last_heard_s = None
        if not self.streams:
            return said
        return said + b"".join(self._packet(reading).encode() for _ in range(SAMPLES_PER_S))

    def answer(self, data: bytes, t_s: float) -> bytes:
        """Obey each whole command; a device that is off hears nothing."""
        if not self._is_on:
            return b""
        requests = [packet for packet in self._decoder.feed(data) if isinstance(packet, Request)]
        return b"".join(self._obey(request.command, t_s) for request in requests)

    def _obey(self, command: int, t_s: float) -> bytes:
        match command:
            case Command.START_REAL_TIME:
                self._last_heard_s = t_s
                return b""
            case Command.STOP_REAL_TIME:
                self._last_heard_s = None
                return _STOPPED
            case Command.KEEP_ALIVE:
                if self._last_heard_s is not None:
                    self._last_heard_s = t_s
                return b""
            case _:
                refused = Other(PacketType.RESULT, bytes((command, _NOT_SUPPORTED))).encode()
                return _CAPTURED_REPLIES.get(command, refused)

    def _switch(self, reading: OximeterReading, t_s: float) -> bytes:
        """Switch off after a while without a finger, and on with the finger's return; it has forgotten then."""
        has_finger = reading.state not in (OximeterState.SENSOR_OFF, OximeterState.NO_SENSOR)
        if has_finger or self._finger_s is None:
            self._finger_s = t_s
            self._is_on = self._is_on or has_finger
            return b""
        if self._is_on and t_s - self._finger_s >= OFF_AFTER_S:
            said = Other(PacketType.DISCONNECTING, b"").encode() if self.streams else b""
            self._is_on, self._last_heard_s = False, None
            return said
        return b""

    def _packet(self, reading: OximeterReading) -> RealTime:
        height, beat = self._wave.next(reading.pulse_bpm)
        measuring = reading.state is OximeterState.MEASURING
        status = _STATUS[reading.state] | (Status.BEEP if beat else Status(0))
        if reading.spo2_percent is not None and reading.spo2_percent < _SPO2_LOW_PERCENT:
            status |= Status.SPO2_LOW
        pi = reading.perfusion_index_percent if self._has_pi else None
        return RealTime(
            status=status if pi is not None else status | Status.PI_INVALID,
            strength=_STRENGTH if measuring else 0,
            pleth=round(height * _HIGHEST_PLETH),
            bar=round(height * _HIGHEST_BAR),
            pulse_per_min=reading.pulse_bpm,
            spo2_percent=reading.spo2_percent,
            pi_hundredths=None if pi is None else min(round(pi * 100), _LARGEST_PI_HUNDREDTHS),
        )
