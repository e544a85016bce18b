"""What the lines of a Nellcor oximeter say about the patient and the sensor. Pure; shared by driver and captures."""

from collections import deque
from datetime import tzinfo
from typing import Final, assert_never

from drivers.masimo_ascii1.interpreter import JumpFilter
from drivers.nellcor_ascii.protocol import DataLine, LimitsLine, Line, ModeLine, TitleLine
from drivers.notice_edges import NoticeEdges, State
from drivers.observations import (
    Notice,
    NoticeKind,
    NoticePriority,
    Numeric,
    Observation,
    Parameter,
    Provenance,
    Quality,
    Source,
    Stamp,
)

REMEMBERED_LINES: Final = 25  # header and data of one page; a bridge that repeats itself repeats less
_UNUSABLE = {
    "LM": State("pulse_lost_interference", NoticeKind.TECHNICAL, "loss of pulse with interference"),
    "PS": State("pulse_search", NoticeKind.TECHNICAL, "searching for the pulse"),
    "SD": State("no_sensor", NoticeKind.TECHNICAL, "sensor disconnected"),
    "SO": State("probe_off", NoticeKind.TECHNICAL, "sensor off the patient"),
}
_PULSE_LOST = State(
    "pulse_lost", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: loss of pulse", priority=NoticePriority.HIGH
)
_POOR = {"MO": State("motion", NoticeKind.TECHNICAL, "motion or interference")}
_TOLD_ONLY = {
    "AO": State("alarms_off", NoticeKind.TECHNICAL, "alarms switched off at the oximeter"),
    "AS": State("alarms_silenced", NoticeKind.TECHNICAL, "alarms silenced at the oximeter"),
    "LB": State("low_battery", NoticeKind.TECHNICAL, "low battery"),
}
_OUT_OF_LIMITS = {
    Parameter.SPO2: {
        "SL": State("spo2_low", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: SpO2 low"),
        "SH": State("spo2_high", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: SpO2 high"),
        "*": State("spo2_out_of_limits", NoticeKind.PHYSIOLOGICAL, "the oximeter marks SpO2 as outside its limits"),
    },
    Parameter.PULSE: {
        "PL": State("pr_low", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: pulse rate low"),
        "PH": State("pr_high", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: pulse rate high"),
        "*": State("pr_out_of_limits", NoticeKind.PHYSIOLOGICAL, "the oximeter marks the pulse as outside its limits"),
    },
}
_KNOWN = {"LP", *_UNUSABLE, *_POOR, *_TOLD_ONLY, *(flag for states in _OUT_OF_LIMITS.values() for flag in states)}
_REPEATED = State("lines_repeated", NoticeKind.TECHNICAL, "the link repeats lines that were read before")
_NEONATE = State("neonate_mode", NoticeKind.TECHNICAL, "the oximeter is set to neonate")
_RANGES = {Parameter.SPO2: (1.0, 100.0), Parameter.PULSE: (18.0, 300.0)}
_JUMPS = {Parameter.SPO2: 8.0, Parameter.PULSE: 30.0}  # in the parameter's unit, from one line to the next


class LimitSettler:
    """A flipped bit changes one character and could make, end or turn round a limit alarm of the device.

    A real one sets a flag and an asterisk together, in two places of the line. So a change in one place counts only
    once the next line repeats it.
    """

    def __init__(self, states: dict[str, State]) -> None:
        self._states = states
        self._last: tuple[str | None, bool] = (None, False)
        self._settled: State | None = None

    def settle(self, flags: tuple[str, ...], *, marked: bool) -> State | None:
        """The alarm that can be believed now."""
        flag = next((flag for flag in flags if flag in self._states), None)
        last_flag, last_marked = self._last
        self._last = (flag, marked)
        if (flag != last_flag) + (marked != last_marked) != 1:
            self._settled = self._states[flag] if flag is not None else self._states["*"] if marked else None
        return self._settled


class Interpreter:
    """Turns each line into numerics, and into notices where a state began or ended.

    `zone` is the one the oximeter's clock is set to; None: this computer's own.
    """

    def __init__(self, device_id: str, *, provenance: Provenance, zone: tzinfo | None = None) -> None:
        self._device_id = device_id
        self._provenance = provenance
        self._zone = zone
        self._data_edges = NoticeEdges(device_id, provenance)
        self._mode_edges = NoticeEdges(device_id, provenance)
        self._repeat_edges = NoticeEdges(device_id, provenance)
        self._jumps = {parameter: JumpFilter(limit) for parameter, limit in _JUMPS.items()}
        self._limits = {parameter: LimitSettler(states) for parameter, states in _OUT_OF_LIMITS.items()}
        self._seen: deque[DataLine] = deque(maxlen=REMEMBERED_LINES)
        self._told_limits: LimitsLine | None = None
        self._withheld: str | None = None  # why the last line's numbers, though present, were not used
        self._pulse_was_lost = False

    def interpret(self, line: Line, stamp: Stamp, *, cut: bool = False) -> list[Observation]:
        """All that `line`, received at `stamp`, says. `cut`: the recording ended before the line's end."""
        match line:
            case DataLine():
                return self._data(line, stamp, cut=cut)
            case LimitsLine():
                return self._device_limits(line, stamp)
            case ModeLine():
                return [*self._mode_edges.update([_NEONATE] if line.mode.startswith("NEO") else [], stamp)]
            case TitleLine():
                return []
            case _:
                assert_never(line)

    def clock_offset_s(self, line: DataLine, stamp: Stamp) -> float:
        """The oximeter's clock minus ours, in seconds; it is set by hand and often years wrong."""
        ours = stamp.utc.astimezone(self._zone).replace(tzinfo=None)
        return (line.device_time - ours).total_seconds()

    def _data(self, line: DataLine, stamp: Stamp, *, cut: bool) -> list[Observation]:
        # A bridge may "repeat the last part after a reconnect"; each line carries its time, so the same again is old.
        repeated = line in self._seen
        notices = self._repeat_edges.update([_REPEATED] if repeated else [], stamp)
        if repeated:
            return [*notices]
        self._seen.append(line)
        refusals = _refusals(line)
        doubts = self._doubts(line, cut=cut)
        values = {Parameter.SPO2: line.spo2_percent, Parameter.PULSE: line.pulse_per_min}
        numerics = [
            self._numeric(parameter, value, refusals=refusals, doubts=doubts, stamp=stamp)
            for parameter, value in values.items()
        ]
        self._withheld = ", ".join(refusals) if line.spo2_percent else None
        return [*notices, *numerics, *self._data_edges.update(self._states(line), stamp)]

    def _doubts(self, line: DataLine, *, cut: bool) -> list[str]:
        doubts = [state.why for flag, state in _POOR.items() if flag in line.flags]
        # It may be a known flag with a flipped bit, and that flag may have meant "no value".
        doubts += [f"unknown flag {flag}" for flag in line.flags if flag not in _KNOWN]
        if self._withheld:
            doubts.append(f"first value after: {self._withheld}")
        return [*doubts, "the recording ends in this line"] if cut else doubts

    def _numeric(
        self, parameter: Parameter, value: int | None, *, refusals: list[str], doubts: list[str], stamp: Stamp
    ) -> Numeric:
        low, high = _RANGES[parameter]
        if value is None:
            refusals = refusals or ["the device shows dashes"]
        elif not low <= value <= high:  # during a search the unit prints 0
            refusals = [*refusals, f"{value} is outside {low:g}-{high:g}"]
        if value is not None and not refusals and self._jumps[parameter].is_jump(value, stamp):
            doubts = [*doubts, "single-sample jump"]
        return Numeric(
            device_id=self._device_id,
            parameter=parameter,
            value=None if refusals or value is None else float(value),
            quality=Quality.INVALID if refusals else Quality.QUESTIONABLE if doubts else Quality.VALID,
            stamp=stamp,
            source=Source.OXIMETER,
            why=", ".join(refusals or doubts) or None,
            provenance=self._provenance,
        )

    def _states(self, line: DataLine) -> list[State]:
        plain = _UNUSABLE | _POOR | _TOLD_ONLY
        states = [plain[flag] for flag in line.flags if flag in plain]
        states += [
            State(f"flag_{flag.lower()}", NoticeKind.INFORMATION, f"the oximeter prints the unknown flag {flag}")
            for flag in line.flags
            if flag not in _KNOWN
        ]
        is_lost = "LP" in line.flags
        if is_lost or self._pulse_was_lost:  # told at once, ended when two lines lack it
            states.append(_PULSE_LOST)
        self._pulse_was_lost = is_lost
        marks = {Parameter.SPO2: line.spo2_marked, Parameter.PULSE: line.pulse_marked}
        settled = [self._limits[parameter].settle(line.flags, marked=marked) for parameter, marked in marks.items()]
        return states + [state for state in settled if state is not None]

    def _device_limits(self, line: LimitsLine, stamp: Stamp) -> list[Observation]:
        """Tell the limits at which the device alarms itself, when first heard and when changed."""
        if line == self._told_limits:
            return []
        self._told_limits = line
        spo2, pulse = line.spo2_limits_percent, line.pulse_limits_per_min
        return [
            Notice(
                device_id=self._device_id,
                code="device_limits",
                kind=NoticeKind.INFORMATION,
                stamp=stamp,
                why=f"{line.model} alarms outside SpO2 {spo2[0]}-{spo2[1]} % and pulse {pulse[0]}-{pulse[1]}/min",
                provenance=self._provenance,
            )
        ]


def _refusals(line: DataLine) -> list[str]:
    refusals = [state.why for flag, state in _UNUSABLE.items() if flag in line.flags]
    if "LP" in line.flags:
        refusals.append("loss of pulse")
    if not line.amplitude and (
        line.spo2_percent or line.pulse_per_min
    ):  # the numbers beside dashes are those of before the search
        refusals.append("no pulse amplitude, so the numbers are held")
    return refusals
