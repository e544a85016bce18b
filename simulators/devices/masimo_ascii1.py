"""A Masimo Rad-8 with its serial output set to ASCII 1: a line a second, whoever listens; deaf to the host."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from drivers.masimo_ascii1.protocol import NO_ALARM, AlarmBit, ExceptionBit, Record
from simulators.devices.oximeter import Oximeter, OximeterReading, OximeterState

_LARGEST_PI_PERCENT = 20.0  # what the display can show; the manual's example stands at 20.00 %
_EXCEPTIONS = {
    OximeterState.MEASURING: ExceptionBit.SET_RUNNING,
    OximeterState.SEARCHING: ExceptionBit.PULSE_SEARCH,
    OximeterState.SENSOR_OFF: ExceptionBit.SET_RUNNING | ExceptionBit.SENSOR_OFF,  # 000820, as in the manual's example
    OximeterState.NO_SENSOR: ExceptionBit.NO_SENSOR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MasimoLimits:
    """Alarm limits set at the bedside (percent, per minute) and how long they must be violated."""

    spo2_low: int = 88
    pulse_low: int = 45
    pulse_high: int = 140
    delay_s: float = 10.0


class MasimoRad8:
    """Says one line at each tick. Its clock is set by hand, in local time of nowhere: `epoch` plus the run's time."""

    cuff: Final = None

    def __init__(
        self, *, oximeter: Oximeter, epoch: datetime, serial_number: str, limits: MasimoLimits | None = None
    ) -> None:
        self.oximeter: Final = oximeter
        self._epoch = epoch
        self._serial_number = serial_number
        self._limits = limits or MasimoLimits()
        self._violated_since_s: dict[AlarmBit, float] = {}

    def tick(self, t_s: float) -> bytes:
        """Give the line of this second."""
        return self.record(t_s).encode()

    def answer(self, data: bytes, t_s: float) -> bytes:  # noqa: ARG002 - the host is not heard in this mode
        """Say nothing: the output mode has no host commands."""
        return b""

    def step_clock(self, seconds: float) -> None:
        """Let the clock jump, as when somebody sets it."""
        self._epoch += timedelta(seconds=seconds)

    def record(self, t_s: float) -> Record:
        """Read the oximeter and put what it shows into a record."""
        reading = self.oximeter.read(t_s)
        moment = self._epoch + timedelta(seconds=t_s)
        perfusion = reading.perfusion_index_percent
        return Record(
            date=moment.strftime("%m/%d/%y"),
            time=moment.strftime("%H:%M:%S"),
            serial_number=self._serial_number,
            spo2_percent=reading.spo2_percent,
            pulse_per_min=reading.pulse_bpm,
            pi_percent=None if perfusion is None else min(perfusion, _LARGEST_PI_PERCENT),
            alarm=self._alarm_bits(reading, t_s),
            exceptions=_exception_bits(reading),
        )

    def _alarm_bits(self, reading: OximeterReading, t_s: float) -> AlarmBit:
        bits = NO_ALARM
        for bit in self._violated(reading):
            if t_s - self._violated_since_s.setdefault(bit, t_s) >= self._limits.delay_s:
                bits |= bit | AlarmBit.ALARM_ACTIVE
        return bits

    def _violated(self, reading: OximeterReading) -> list[AlarmBit]:
        spo2, pulse, limits = reading.spo2_percent, reading.pulse_bpm, self._limits
        violated = {
            AlarmBit.SPO2_LOW: spo2 is not None and spo2 < limits.spo2_low,
            AlarmBit.PULSE_LOW: pulse is not None and pulse < limits.pulse_low,
            AlarmBit.PULSE_HIGH: pulse is not None and pulse > limits.pulse_high,
        }
        for bit in [bit for bit, is_violated in violated.items() if not is_violated]:
            self._violated_since_s.pop(bit, None)
        return [bit for bit, is_violated in violated.items() if is_violated]


def _exception_bits(reading: OximeterReading) -> ExceptionBit:
    bits = _EXCEPTIONS[reading.state]
    if reading.low_perfusion:
        bits |= ExceptionBit.LOW_PERFUSION
    if reading.low_signal:
        bits |= ExceptionBit.LOW_SIGNAL_IQ
    return bits
