"""A Nellcor N-560 whose data port is set to ASCII: a line every two seconds, with the header of each page of 25."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from drivers.nellcor_ascii.protocol import XOFF, XON, DataLine, LimitsLine, Line, ModeLine, TitleLine, printed_date
from simulators.devices.oximeter import Oximeter, OximeterReading, OximeterState

LINE_EVERY_S: Final = 2
DATA_LINES_A_PAGE: Final = 22
_SILENCE_S: Final = 120.0  # how long the alarm-silence key holds
_AMPLITUDE_PER_PERCENT: Final = 40.0  # pulse amplitude units for one per cent of perfusion
_LARGEST_AMPLITUDE: Final = 254
_DEFAULT_AMPLITUDE: Final = 60  # for patients whose perfusion nobody knows
_NO_DATA_FLAGS: Final[Mapping[OximeterState, str]] = {
    OximeterState.SENSOR_OFF: "SO",
    OximeterState.NO_SENSOR: "SD",
    OximeterState.SEARCHING: "PS",
}
_GRAPH_BYTES: Final = b"\x1b3\x18\x1bK\x30\x00"  # what a printer in graphic mode is sent; no text


class OutputMode(StrEnum):
    ASCII = "ascii"
    GRAPH = "graph"  # for a printer
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class NellcorLimits:
    """Alarm limits set at the bedside, in percent and per minute."""

    spo2: tuple[int, int] = (90, 100)
    pulse: tuple[int, int] = (60, 170)


class NellcorN560:
    """Prints whoever listens. Its clock is set by hand: `epoch` plus the run's time."""

    cuff: Final = None

    def __init__(
        self,
        *,
        oximeter: Oximeter,
        epoch: datetime,
        limits: NellcorLimits | None = None,
        mode: OutputMode = OutputMode.ASCII,
    ) -> None:
        self.oximeter: Final = oximeter
        self.output_mode = mode
        self.alarms_off = False
        self._epoch = epoch
        self._limits = limits or NellcorLimits()
        self._silenced_until_s: float | None = None
        self._stopped = False  # by XOFF
        self._lines_left = 0  # on this page
        self._held: tuple[int, int] | None = None  # what was measured before a search

    def set_limits(self, limits: NellcorLimits) -> None:
        """Change the limits at the bedside; a new header is printed."""
        self._limits = limits
        self._lines_left = 0

    def silence_alarms(self, t_s: float) -> None:
        """Press the alarm-silence key."""
        self._silenced_until_s = t_s + _SILENCE_S

    def tick(self, t_s: float) -> bytes:
        """Give the lines that fall due in this second, as far as the output mode and XOFF allow."""
        if round(t_s) % LINE_EVERY_S:
            return b""
        line = self.data_line(t_s)
        if self._stopped or self.output_mode is OutputMode.OFF:
            return b""
        if self.output_mode is OutputMode.GRAPH:
            return _GRAPH_BYTES
        lines: list[Line] = []
        if self._lines_left == 0:
            lines += self._header()
            self._lines_left = DATA_LINES_A_PAGE
        self._lines_left -= 1
        return b"".join(said.encode() for said in (*lines, line))

    def answer(self, data: bytes, t_s: float) -> bytes:  # noqa: ARG002 - flow control takes effect at the next line
        """Obey flow control; the last character counts. Everything else is passed over."""
        last_off, last_on = data.rfind(XOFF), data.rfind(XON)
        if last_off != last_on:
            self._stopped = last_off > last_on
        return b""

    def data_line(self, t_s: float) -> DataLine:
        """Read the oximeter and put what it shows into a line."""
        reading = self.oximeter.read(t_s)
        moment = self._epoch + timedelta(seconds=t_s)
        spo2, pulse = self._shown(reading)
        flags = (*self._value_flags(reading), *self._alarm_flags(t_s))
        return DataLine(
            date=printed_date(moment),
            time=moment.strftime("%H:%M:%S"),
            spo2_percent=spo2,
            pulse_per_min=pulse,
            amplitude=_amplitude(reading),
            spo2_marked=bool({"SL", "SH"} & set(flags)),
            pulse_marked=bool({"PL", "PH"} & set(flags)),
            flags=flags,
        )

    def _header(self) -> list[Line]:
        limits = LimitsLine(
            model="N-560",
            version="1.56.00",
            spo2_limits_percent=self._limits.spo2,
            pulse_limits_per_min=self._limits.pulse,
        )
        return [limits, ModeLine("ADULT", "            0SAT-S "), TitleLine()]

    def _shown(self, reading: OximeterReading) -> tuple[int | None, int | None]:
        if reading.spo2_percent is not None and reading.pulse_bpm is not None:
            self._held = (reading.spo2_percent, reading.pulse_bpm)
            return self._held
        if reading.state is OximeterState.SEARCHING:
            return self._held or (0, 0)  # the values of before stand on, or zeros where there were none
        self._held = None
        return None, None

    def _value_flags(self, reading: OximeterReading) -> list[str]:
        no_data = _NO_DATA_FLAGS.get(reading.state)
        if no_data is not None or reading.spo2_percent is None or reading.pulse_bpm is None:
            return [no_data or "PS"]
        (spo2_low, spo2_high), (pulse_low, pulse_high) = self._limits.spo2, self._limits.pulse
        shown = {
            "MO": reading.low_signal,
            "SL": reading.spo2_percent < spo2_low,
            "SH": reading.spo2_percent > spo2_high,
            "PL": reading.pulse_bpm < pulse_low,
            "PH": reading.pulse_bpm > pulse_high,
        }
        return [flag for flag, is_shown in shown.items() if is_shown]

    def _alarm_flags(self, t_s: float) -> list[str]:
        if self.alarms_off:
            return ["AO"]
        is_silenced = self._silenced_until_s is not None and t_s < self._silenced_until_s
        return ["AS"] if is_silenced else []


def _amplitude(reading: OximeterReading) -> int | None:
    if reading.spo2_percent is None:
        return None
    perfusion = reading.perfusion_index_percent
    if perfusion is None:
        return _DEFAULT_AMPLITUDE
    return min(_LARGEST_AMPLITUDE, max(1, round(_AMPLITUDE_PER_PERCENT * perfusion)))
