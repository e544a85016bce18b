"""A BCI oximeter module: five bytes a hundred times a second, whoever listens; deaf to the host."""

from typing import Final

from drivers.berry_bci.protocol import BciPacket, BciStatus
from simulators.devices.oximeter import Oximeter, OximeterReading, OximeterState
from simulators.devices.pleth import PulseWave

PACKETS_PER_S = 100
_STRENGTH = 5
_HIGHEST_PLETH, _HIGHEST_BAR = 127, 15
_NO_BITS = BciStatus(0)
_STATUS = {
    OximeterState.MEASURING: _NO_BITS,
    OximeterState.SEARCHING: BciStatus.SEARCHING,
    OximeterState.SENSOR_OFF: BciStatus.NO_FINGER | BciStatus.NO_SIGNAL,
    OximeterState.NO_SENSOR: BciStatus.PROBE_UNPLUGGED | BciStatus.NO_SIGNAL,
}


class BciModule:
    """One module with its probe."""

    cuff: Final = None

    def __init__(self, *, oximeter: Oximeter) -> None:
        self.oximeter: Final = oximeter
        self._wave = PulseWave(samples_per_s=PACKETS_PER_S)

    def tick(self, t_s: float) -> bytes:
        """Give the packets of this second."""
        reading = self.oximeter.read(t_s)
        return b"".join(self._packet(reading).encode() for _ in range(PACKETS_PER_S))

    def answer(self, data: bytes, t_s: float) -> bytes:  # noqa: ARG002 - it takes no commands
        """Say nothing."""
        return b""

    def _packet(self, reading: OximeterReading) -> BciPacket:
        height, beat = self._wave.next(reading.pulse_bpm)
        measuring = reading.state is OximeterState.MEASURING
        return BciPacket(
            status=_STATUS[reading.state] | (BciStatus.BEEP if beat else _NO_BITS),
            strength=_STRENGTH if measuring else None,
            pleth=max(1, round(height * _HIGHEST_PLETH)) if measuring else 0,  # 0 is "no sample"
            bar=round(height * _HIGHEST_BAR),
            pulse_per_min=reading.pulse_bpm,
            spo2_percent=reading.spo2_percent,
        )
