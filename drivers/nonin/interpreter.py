"""What Nonin packets and lines say about the patient and the sensor. Pure; shared by the driver and by captures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntFlag
from typing import Final, TypeVar, assert_never

from drivers.masimo_ascii1.interpreter import JumpFilter
from drivers.nonin.once_a_second import FirstByte, FourthByte
from drivers.nonin.packets import FRAMES_PER_SECOND, PACKETS_PER_SECOND, Perfusion, Stat2, Status
from drivers.nonin.protocol import AvantLine, Packet, Rates, Reading, Said, SpotCheck
from drivers.nonin.spot_check import SpotStatus
from drivers.notice_edges import NoticeEdges, State
from drivers.observations import (
    Notice,
    NoticeKind,
    Numeric,
    Observation,
    Parameter,
    Provenance,
    Quality,
    Source,
    Stamp,
    Waveform,
)

Bit = TypeVar("Bit", bound=IntFlag)
PLETH: Final = "pleth"
_PROBE_OFF = State("probe_off", NoticeKind.TECHNICAL, "sensor alarm: finger out of the sensor, or sensor faulty")
_NO_SENSOR = State("no_sensor", NoticeKind.TECHNICAL, "sensor disconnected")
# Averages go on standing while no pulse is found, so a number under this sign is not of now.
_OUT_OF_TRACK = State("out_of_track", NoticeKind.TECHNICAL, "out of track: no consecutive good pulses")
_ARTIFACT = State("artifact", NoticeKind.TECHNICAL, "artifact")
_LOW_PERFUSION = State("low_perfusion", NoticeKind.TECHNICAL, "low perfusion")
_MARGINAL_PERFUSION = State("marginal_perfusion", NoticeKind.INFORMATION, "marginal perfusion")
_LOW_BATTERY = State("low_battery", NoticeKind.TECHNICAL, "low battery")
_SMARTPOINT = State("smartpoint", NoticeKind.INFORMATION, "SmartPoint: the oximeter ranks its measurement as good")
_NO_MEASUREMENT = State("no_measurement", NoticeKind.TECHNICAL, "the spot check ended without a measurement")
_FAST = State("fast_averaging", NoticeKind.INFORMATION, "fast averaging is chosen at the oximeter")
_EVENT = State("event_marked", NoticeKind.INFORMATION, "somebody marked an event at the oximeter")

_UNUSABLE = frozenset({_PROBE_OFF, _NO_SENSOR, _OUT_OF_TRACK, _NO_MEASUREMENT})
_POOR = frozenset({_ARTIFACT, _LOW_PERFUSION})
_PACKET_STATES = {Status.SENSOR_ALARM: _PROBE_OFF, Status.DISCONNECTED: _NO_SENSOR, Status.OUT_OF_TRACK: _OUT_OF_TRACK}
_STAT2_STATES = {Stat2.LOW_BATTERY: _LOW_BATTERY, Stat2.SMARTPOINT: _SMARTPOINT}
_FIRST_STATES = {
    FirstByte.DISCONNECTED: _NO_SENSOR,
    FirstByte.OUT_OF_TRACK: _OUT_OF_TRACK,
    FirstByte.LOW_PERFUSION: _LOW_PERFUSION,
    FirstByte.MARGINAL_PERFUSION: _MARGINAL_PERFUSION,
    FirstByte.ARTIFACT: _ARTIFACT,
}
_FOURTH_STATES = {
    FourthByte.SENSOR_ALARM: _PROBE_OFF,
    FourthByte.LOW_BATTERY: _LOW_BATTERY,
    FourthByte.SMARTPOINT: _SMARTPOINT,
}
_SPOT_STATES = {
    SpotStatus.NO_MEASUREMENT: _NO_MEASUREMENT,
    SpotStatus.LOW_BATTERY: _LOW_BATTERY,
    SpotStatus.SMARTPOINT: _SMARTPOINT,
}
_COLOURS = {Perfusion.RED: _LOW_PERFUSION, Perfusion.YELLOW: _MARGINAL_PERFUSION}
_NO_POSITION_TAKEN = Status.SENSOR_ALARM | Status.DISCONNECTED  # there the pleth shows no finger
_LIMITS = {Parameter.PULSE: (18.0, 300.0), Parameter.SPO2: (1.0, 100.0)}
_JUMPS = {Parameter.PULSE: 30.0, Parameter.SPO2: 8.0}  # in the parameter's unit, between two values
_BEAT_MEMORY = 2 * PACKETS_PER_SECOND  # packets; a colour without a beat for two seconds says nothing any more
_ARTIFACT_MEMORY = PACKETS_PER_SECOND


class SignMemory:
    """Artifact and perfusion are told for one beat at a time; this turns them into states that last.

    Perfusion bits "are set for 12 frames (160 ms) per beat", so they mark beats: between two the last colour stands.
    """

    def __init__(self) -> None:
        self._colour = Perfusion.NO_BEAT
        self._colour_left = 0
        self._artifact_left = 0

    def update(self, packet: Packet) -> list[State]:
        """The states that hold at the end of `packet`."""
        self._colour_left -= 1
        self._artifact_left -= 1
        if packet.beats:
            self._colour, self._colour_left = packet.beats[-1], _BEAT_MEMORY
        if Status.ARTIFACT in packet.state:
            self._artifact_left = _ARTIFACT_MEMORY
        colour = _COLOURS.get(self._colour) if self._colour_left > 0 else None
        return [_ARTIFACT] * (self._artifact_left > 0) + ([colour] if colour else [])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """Numbers with what speaks against them. `checked`: a checksum covered them."""

    rates: Rates
    states: list[State]
    doubts: list[str]
    checked: bool

    @property
    def refusals(self) -> list[str]:
        return [state.why for state in self.states if state in _UNUSABLE]

    @property
    def all_doubts(self) -> list[str]:
        return [state.why for state in self.states if state in _POOR] + self.doubts


class Interpreter:
    """Turns what a decoder found into numerics and waves, and into notices where a state began or ended."""

    def __init__(self, device_id: str, *, provenance: Provenance) -> None:
        self._device_id = device_id
        self._provenance = provenance
        self._edges = NoticeEdges(device_id, provenance)
        self._signs = SignMemory()
        self._jumps = {parameter: JumpFilter(limit) for parameter, limit in _JUMPS.items()}
        self._withheld: str | None = None  # why the last unchecked numbers, though present, were not used
        self._last_check: SpotCheck | None = None

    def interpret(self, said: Said, stamp: Stamp, *, cut: bool = False) -> list[Observation]:
        """All that `said`, received at `stamp`, says. `cut`: the recording ended before it was certainly whole."""
        doubts = ["the recording ends here, so a part may be missing"] if cut else []
        match said:
            case Packet():
                return [*self._observations(self._judged_packet(said, doubts), stamp), self._wave(said, stamp)]
            case Reading():
                return self._observations(_judged_reading(said, doubts), stamp)
            case SpotCheck():
                return self._spot_check(said, stamp, doubts)
            case AvantLine():
                return self._observations(_judged_line(said, doubts), stamp)
            case _:
                assert_never(said)

    def _judged_packet(self, packet: Packet, doubts: list[str]) -> _Judged:
        states = [
            *_of(packet.state, _PACKET_STATES),
            *self._signs.update(packet),
            *_of(packet.stat2, _STAT2_STATES),
        ]
        return _Judged(rates=packet.rates, states=states, doubts=doubts, checked=True)

    def _wave(self, packet: Packet, stamp: Stamp) -> Waveform:
        samples = zip(packet.statuses, packet.pleth, strict=True)
        return Waveform(
            device_id=self._device_id,
            label=PLETH,
            samples=tuple(None if status & _NO_POSITION_TAKEN else float(pleth) for status, pleth in samples),
            rate_hz=FRAMES_PER_SECOND,
            stamp=stamp,
            provenance=self._provenance,
        )

    def _spot_check(self, check: SpotCheck, stamp: Stamp, doubts: list[str]) -> list[Observation]:
        if check.measured_at is not None and check == self._last_check:
            return []  # sent again: one measurement comes out once
        self._last_check = check
        if SpotStatus.FROM_MEMORY in check.status:
            return [self._stored(check, stamp)]
        states = _of(check.status, _SPOT_STATES)
        if _SMARTPOINT not in states:
            doubts = [*doubts, "the oximeter does not rank the measurement as good (SmartPoint)"]
        return self._observations(_Judged(rates=check.rates, states=states, doubts=doubts, checked=True), stamp)

    def _stored(self, check: SpotCheck, stamp: Stamp) -> Notice:
        """A measurement of earlier, perhaps of another patient: told in words, never as a value of now."""
        when = "at an unknown time" if check.measured_at is None else f"{check.measured_at:%Y-%m-%d %H:%M:%S}"
        spo2, pulse = _words(check.rates.spo2_percent, "%"), _words(check.rates.pulse_per_min, "/min")
        return Notice(
            device_id=self._device_id,
            code="stored_measurement",
            kind=NoticeKind.INFORMATION,
            stamp=stamp,
            why=f"from the oximeter's memory, by its clock {when}: SpO2 {spo2}, pulse {pulse}",
            provenance=self._provenance,
        )

    def _observations(self, judged: _Judged, stamp: Stamp) -> list[Observation]:
        doubts = judged.all_doubts
        values = {Parameter.PULSE: judged.rates.pulse_per_min, Parameter.SPO2: judged.rates.spo2_percent}
        if not judged.checked:
            doubts += self._unchecked_doubts(values, judged.refusals)
        numerics = [
            self._numeric(parameter, value, judged=judged, doubts=doubts, stamp=stamp)
            for parameter, value in values.items()
        ]
        return [*numerics, *self._edges.update(judged.states, stamp)]

    def _unchecked_doubts(self, values: Mapping[Parameter, int | None], refusals: list[str]) -> list[str]:
        """What a flipped bit might have done, where no checksum tells."""
        missing = [value is None for value in values.values()]
        doubts = ["one of pulse and saturation is missing"] if any(missing) and not all(missing) else []
        if self._withheld and not refusals:  # a bit could hide "finger out" from a packet whose numbers go on
            doubts.append(f"first value after: {self._withheld}")
        self._withheld = ", ".join(refusals) if not all(missing) else None
        return doubts

    def _numeric(
        self, parameter: Parameter, number: int | None, *, judged: _Judged, doubts: list[str], stamp: Stamp
    ) -> Numeric:
        refusals = judged.refusals
        low, high = _LIMITS[parameter]
        if number is None:
            refusals = refusals or ["the oximeter has no value"]
        elif not low <= number <= high:
            refusals.append(f"{number} is outside {low:g}-{high:g}")
        if number is not None and not refusals and not judged.checked and self._jumps[parameter].is_jump(number, stamp):
            doubts = [*doubts, "single-sample jump"]
        return Numeric(
            device_id=self._device_id,
            parameter=parameter,
            value=None if refusals or number is None else float(number),
            quality=Quality.INVALID if refusals else Quality.QUESTIONABLE if doubts else Quality.VALID,
            stamp=stamp,
            source=Source.OXIMETER,
            why=", ".join(refusals or doubts) or None,
            provenance=self._provenance,
        )


def device_time(said: Said) -> datetime | None:
    """The device's clock where the format carries a date and a time and the measurement is of now."""
    if isinstance(said, SpotCheck) and SpotStatus.FROM_MEMORY not in said.status:
        return said.measured_at
    return None


def _judged_reading(reading: Reading, doubts: list[str]) -> _Judged:
    states = _of(reading.first, _FIRST_STATES)
    if reading.fourth is not None:
        states += _of(reading.fourth, _FOURTH_STATES)
    if reading.after_noise:
        doubts = [*doubts, "the bytes before could not be read"]
    return _Judged(rates=reading.rates, states=states, doubts=doubts, checked=False)


def _judged_line(line: AvantLine, doubts: list[str]) -> _Judged:
    states = [_FAST] * line.fast_averaging + [_EVENT] * line.event_marked
    return _Judged(rates=Rates(line.pulse_per_min, line.spo2_percent), states=states, doubts=doubts, checked=False)


def _of(bits: Bit, states: Mapping[Bit, State]) -> list[State]:
    return [state for bit, state in states.items() if bit & bits]


def _words(number: int | None, unit: str) -> str:
    return "missing" if number is None else f"{number} {unit}"
