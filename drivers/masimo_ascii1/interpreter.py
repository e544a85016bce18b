"""What a Masimo ASCII 1 record says about the patient and the sensor. Pure; shared by the driver and by captures."""

import functools
import operator
from datetime import tzinfo

from drivers.masimo_ascii1.protocol import NO_ALARM, AlarmBit, ExceptionBit, Record
from drivers.notice_edges import NoticeEdges, State
from drivers.observations import (
    NANOSECONDS_PER_SECOND,
    NoticeKind,
    Numeric,
    Observation,
    Parameter,
    Provenance,
    Quality,
    Source,
    Stamp,
)

# Not usable if any of 001, 002, 008, 020, 080, 100 is set
_UNUSABLE = {
    ExceptionBit.NO_SENSOR: State("no_sensor", NoticeKind.TECHNICAL, "no sensor"),
    ExceptionBit.DEFECTIVE_SENSOR: State("defective_sensor", NoticeKind.TECHNICAL, "defective sensor"),
    ExceptionBit.PULSE_SEARCH: State("pulse_search", NoticeKind.TECHNICAL, "searching for the pulse"),
    ExceptionBit.SENSOR_OFF: State("probe_off", NoticeKind.TECHNICAL, "sensor off the patient"),
    ExceptionBit.UNRECOGNISED_SENSOR: State("unrecognised_sensor", NoticeKind.TECHNICAL, "unrecognised sensor"),
    ExceptionBit.INCOMPATIBLE_SENSOR: State("incompatible_sensor", NoticeKind.TECHNICAL, "incompatible sensor"),
}
# Usable but of poor quality if any of 004, 010, 040, 400 is set, or 800 clear
_POOR = {
    ExceptionBit.LOW_PERFUSION: State("low_perfusion", NoticeKind.TECHNICAL, "low perfusion"),
    ExceptionBit.INTERFERENCE: State("interference", NoticeKind.TECHNICAL, "interference"),
    ExceptionBit.AMBIENT_LIGHT: State("ambient_light", NoticeKind.TECHNICAL, "too much ambient light"),
    ExceptionBit.LOW_SIGNAL_IQ: State("low_signal_iq", NoticeKind.TECHNICAL, "low signal IQ"),
}
_TOLD_ONLY = {  # the sheet lets these change no value
    ExceptionBit.SET_RUNNING: State("masimo_set", NoticeKind.INFORMATION, "Masimo SET is running"),
    ExceptionBit.NO_CABLE: State("no_cable", NoticeKind.TECHNICAL, "no cable"),
    ExceptionBit.CABLE_LIFE_EXPIRED: State("cable_life_expired", NoticeKind.TECHNICAL, "cable life expired"),
    ExceptionBit.INCOMPATIBLE_CABLE: State("incompatible_cable", NoticeKind.TECHNICAL, "incompatible cable"),
    ExceptionBit.UNRECOGNISED_CABLE: State("unrecognised_cable", NoticeKind.TECHNICAL, "unrecognised cable"),
    ExceptionBit.DEFECTIVE_CABLE: State("defective_cable", NoticeKind.TECHNICAL, "defective cable"),
    ExceptionBit.SENSOR_CALIBRATING: State("sensor_calibrating", NoticeKind.TECHNICAL, "sensor calibrating"),
    ExceptionBit.SENSOR_LIFE_EXPIRED: State("sensor_life_expired", NoticeKind.TECHNICAL, "sensor life expired"),
    ExceptionBit.EMITTER_TEMPERATURE: State("emitter_temperature", NoticeKind.TECHNICAL, "emitter temperature"),
    ExceptionBit.SENSOR_CURRENT_LIMIT: State("sensor_current_limit", NoticeKind.TECHNICAL, "sensor current limit"),
}
_ALARMS = {
    AlarmBit.SPO2_HIGH: State("spo2_high", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: SpO2 high"),
    AlarmBit.SPO2_LOW: State("spo2_low", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: SpO2 low"),
    AlarmBit.PULSE_HIGH: State("pr_high", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: pulse rate high"),
    AlarmBit.PULSE_LOW: State("pr_low", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: pulse rate low"),
    # set with technical alarms as well, so it names no patient condition by itself
    AlarmBit.ALARM_ACTIVE: State("alarm_active", NoticeKind.INFORMATION, "an alarm is active at the oximeter"),
    AlarmBit.SILENCED: State("alarms_silenced", NoticeKind.TECHNICAL, "alarms silenced at the oximeter"),
    AlarmBit.LOW_BATTERY: State("low_battery", NoticeKind.TECHNICAL, "low battery"),
    AlarmBit.SPCO_HIGH: State("spco_high", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: SpCO high"),
    AlarmBit.SPCO_LOW: State("spco_low", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: SpCO low"),
    AlarmBit.SPMET_HIGH: State("spmet_high", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: SpMet high"),
    AlarmBit.SPMET_LOW: State("spmet_low", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: SpMet low"),
    AlarmBit.DESATURATION_INDEX: State(
        "desaturation_index", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: desaturation index"
    ),
    AlarmBit.PI_DELTA: State("pi_delta", NoticeKind.PHYSIOLOGICAL, "the oximeter alarms: PI delta"),
}
Words = tuple[str, ...]
_KNOWN_STATES = 256  # combinations of bits whose words are kept: a device shows a handful, a damaged line any
_ALARM_BITS = 24  # six digits at most
_CONDITIONS = functools.reduce(
    operator.or_, (bit for bit, state in _ALARMS.items() if state.kind is NoticeKind.PHYSIOLOGICAL)
)
_LIMITS = {
    Parameter.SPO2: (1.0, 100.0),  # "SPO2 must be 1-100"
    Parameter.PULSE: (18.0, 300.0),  # "BPM 18-300"
    Parameter.PERFUSION_INDEX: (0.01, 20.0),  # the display's range in Masimo's data sheets ends at 20 %; 0 is no signal
}
_JUMPS = {Parameter.SPO2: 8.0, Parameter.PULSE: 30.0}  # in the parameter's unit, from one second to the next
JUMP_MEMORY_S = 10.0  # an older value says nothing about what may follow it


class JumpFilter:
    """The format has no checksum, so a flipped digit can give a plausible number.

    A value far from the one before is questionable until the next one confirms it.
    """

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._accepted: float | None = None
        self._doubted: float | None = None
        self._at: Stamp | None = None

    def is_jump(self, value: float, stamp: Stamp) -> bool:
        """Whether `value` lies more than the limit from the last accepted value and from the one just doubted."""
        if self._at is not None and stamp.mono_ns - self._at.mono_ns > JUMP_MEMORY_S * NANOSECONDS_PER_SECOND:
            self._accepted = self._doubted = None
        known = [other for other in (self._accepted, self._doubted) if other is not None]
        self._at = stamp
        if known and all(abs(value - other) > self._limit for other in known):
            self._doubted = value
            return True
        self._accepted, self._doubted = value, None
        return False


class AlarmSettler:
    """A flipped bit changes one hexadecimal digit of the ALARM field and could make or end a patient alarm.

    A real alarm sets a condition bit and "alarm active" together, and these stand in different digits. So a change
    confined to one digit counts for the patient conditions only once the next record repeats it.
    """

    def __init__(self) -> None:
        self._last = NO_ALARM
        self._settled = NO_ALARM

    def settle(self, alarm: AlarmBit) -> AlarmBit:
        """`alarm` with the patient conditions that can be believed now."""
        changed = alarm ^ self._last
        digits = sum(1 for shift in range(0, _ALARM_BITS, 4) if changed >> shift & 0xF)
        self._last = alarm
        if digits == 1:
            return (alarm & ~_CONDITIONS) | self._settled
        self._settled = alarm & _CONDITIONS
        return alarm


class Interpreter:
    """Turns each record into numerics, and into notices where a state began or ended.

    `zone` is the one the oximeter's clock is set to; None: this computer's own.
    """

    def __init__(self, device_id: str, *, provenance: Provenance, zone: tzinfo | None = None) -> None:
        self._device_id = device_id
        self._provenance = provenance
        self._zone = zone
        self._edges = NoticeEdges(device_id, provenance)
        self._jumps = {parameter: JumpFilter(limit) for parameter, limit in _JUMPS.items()}
        self._alarms = AlarmSettler()
        self._withheld: str | None = None  # why the last record's numbers, though present, were not used

    def interpret(self, record: Record, stamp: Stamp) -> list[Observation]:
        """All that `record`, received at `stamp`, says."""
        values = {Parameter.SPO2: _number(record.spo2_percent), Parameter.PULSE: _number(record.pulse_per_min)}
        if record.has_pi:
            values[Parameter.PERFUSION_INDEX] = record.pi_percent
        unusable = _unusable(record.exceptions)
        doubts = self._doubts(record)
        numerics = [
            self._numeric(parameter, value, stamp=stamp, unusable=unusable, doubts=doubts)
            for parameter, value in values.items()
        ]
        self._withheld = ", ".join(unusable) if record.spo2_percent is not None else None
        return [*numerics, *self._edges.update(_states(record.exceptions, self._alarms.settle(record.alarm)), stamp)]

    def clock_offset_s(self, record: Record, stamp: Stamp) -> float:
        """The oximeter's clock minus ours, in seconds. It knows no summer time, so a whole hour is common."""
        ours = stamp.utc.astimezone(self._zone).replace(tzinfo=None)
        return (record.device_time - ours).total_seconds()

    def _doubts(self, record: Record) -> tuple[str, ...]:
        doubts = _poor(record.exceptions)
        if self._withheld:  # one flipped bit could hide "sensor off" from a line whose numbers go on
            return (*doubts, f"first value after: {self._withheld}")
        return doubts

    def _numeric(
        self,
        parameter: Parameter,
        value: float | None,
        *,
        stamp: Stamp,
        unusable: tuple[str, ...],
        doubts: tuple[str, ...],
    ) -> Numeric:
        refusals = unusable
        low, high = _LIMITS[parameter]
        if value is None:
            refusals = refusals or ("the device shows dashes",)
        elif not low <= value <= high:
            refusals = (*refusals, f"{value:g} is outside {low:g}-{high:g}")
        jumps = self._jumps.get(parameter)
        if value is not None and not refusals and jumps is not None and jumps.is_jump(value, stamp):
            doubts = (*doubts, "single-sample jump")
        quality = Quality.INVALID if refusals else Quality.QUESTIONABLE if doubts else Quality.VALID
        return Numeric(
            device_id=self._device_id,
            parameter=parameter,
            value=None if refusals else value,
            quality=quality,
            stamp=stamp,
            source=Source.OXIMETER,
            why=", ".join(refusals or doubts) or None,
            provenance=self._provenance,
        )


def _number(value: int | None) -> float | None:
    return None if value is None else float(value)


@functools.lru_cache(maxsize=_KNOWN_STATES)
def _unusable(bits: ExceptionBit) -> tuple[str, ...]:
    return tuple(state.why for bit, state in _UNUSABLE.items() if bit in bits)


@functools.lru_cache(maxsize=_KNOWN_STATES)
def _poor(bits: ExceptionBit) -> tuple[str, ...]:
    doubts = tuple(state.why for bit, state in _POOR.items() if bit in bits)
    return doubts if ExceptionBit.SET_RUNNING in bits else (*doubts, "signal not yet qualified by Masimo SET")


@functools.lru_cache(maxsize=_KNOWN_STATES)
def _states(bits: ExceptionBit, alarm: AlarmBit) -> tuple[State, ...]:
    technical = tuple(state for bit, state in (_UNUSABLE | _POOR | _TOLD_ONLY).items() if bit in bits)
    return technical + tuple(state for bit, state in _ALARMS.items() if bit in alarm)
