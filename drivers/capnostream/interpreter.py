"""What Capnostream messages say about breathing, oximetry and alarms. Pure; shared by the driver and by captures."""

from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from drivers.capnostream.protocol import (
    CHANGE_SETTING,
    INQUIRED,
    MISSING,
    WAVE_SAMPLES_PER_S,
    Co2Alarm,
    Co2Sample,
    Co2Unit,
    Command,
    ExtendedCo2,
    FastStatus,
    Identity,
    Message,
    Numerics,
    OtherMessage,
    Request,
)
from drivers.capnostream.states import (
    CO2_ALARMS,
    CO2_UNUSABLE,
    EXTENDED_STATES,
    OXIMETER_UNUSABLE,
    SLOW_STATES,
    SPO2_ALARMS,
    WRONG_UNIT,
    device_priority,
    present,
)
from drivers.device import Decoded, HostCommand
from drivers.notice_edges import NoticeEdges, State
from drivers.observations import Notice, NoticeKind, Numeric, Parameter, Provenance, Source, Stamp
from drivers.streaming import RATE_RANGE, SPO2_RANGE, Reading, StreamInterpreter, seconds_between, within
from drivers.wave_block import WaveBlock

MMHG_PER_KPA = 7.50062
WAVE_BLOCK_SAMPLES = 5  # a quarter of a second
WAVE_STATUS_LIFE_S = 2.0  # samples come twenty a second; an older status says nothing about the numbers of now
_ETCO2_RANGE_MMHG = (1.0, 150.0)
_RESP_RANGE = (1.0, 150.0)
_SHIFTED_BELOW_PERCENT = 50
_SHIFTED = "the message is shifted by one byte: its SpO2 is the respiratory rate of the one before"


class Interpreter(StreamInterpreter[Message]):
    """Turns each message into numerics, and into notices where a state began or ended.

    `zone` is the one the monitor's clock is set to; None: this computer's own.
    """

    def __init__(self, device_id: str, *, provenance: Provenance, zone: tzinfo | None = None) -> None:
        super().__init__(device_id, provenance=provenance)
        self._zone = zone
        self._wave_edges = NoticeEdges(device_id, provenance)
        self._wave_status = FastStatus(0)
        self._wave_at: Stamp | None = None
        self._unit: int | None = None
        self._last_rr: int | None = None
        self._wave = WaveBlock("co2", device_id=device_id, provenance=provenance, samples=WAVE_BLOCK_SAMPLES)

    def interpret(self, frame: Message, stamp: Stamp) -> list[Decoded]:
        match frame:
            case Numerics():
                return self._numerics(frame, stamp)
            case Co2Sample():
                return self._sample(frame, stamp)
            case Identity(text=text):
                self.owed.append(Request(Command.START_REAL_TIME).encode())
                return [self._identity(text, stamp)]
            case Request():
                return [_host_command(frame, stamp)]
            case OtherMessage():  # a patient's id among them, which is not kept
                return []

    def _numerics(self, message: Numerics, stamp: Stamp) -> list[Decoded]:
        self.last_value = stamp
        spo2, last_rr = message.spo2_percent, self._last_rr
        if spo2 is not None and spo2 < _SHIFTED_BELOW_PERCENT and spo2 == last_rr:
            names = (Parameter.ETCO2, Parameter.RESP, Parameter.SPO2, Parameter.PULSE)
            return [self.numeric(name, Reading(None, _SHIFTED), stamp=stamp, source=_source(name)) for name in names]
        self._last_rr, self._unit = message.rr_per_min, message.unit
        self.clock_offset_s = self._offset_s(message, stamp)
        return [*self._breathing(message, stamp), *self._oximetry(message, stamp), *self._states(message, stamp)]

    def _breathing(self, message: Numerics, stamp: Stamp) -> list[Numeric]:
        readings = {Parameter.ETCO2: _etco2(message), Parameter.RESP: _resp(message)}
        unusable = ", ".join(state.why for state in self._co2_unusable(message, stamp))
        if unusable:
            readings = dict.fromkeys(readings, Reading(None, unusable))
        return [self.numeric(name, reading, stamp=stamp, source=_source(name)) for name, reading in readings.items()]

    def _co2_unusable(self, message: Numerics, stamp: Stamp) -> list[State]:
        """Why the CO2 numbers of now are held or meaningless, by the pump and by the wave's own status."""
        pump = present(message.extended & ExtendedCo2.PUMP_OFF, EXTENDED_STATES)
        if self._wave_at is None or seconds_between(self._wave_at, stamp) > WAVE_STATUS_LIFE_S:
            return pump
        return [*pump, *present(self._wave_status, CO2_UNUSABLE)]

    def _oximetry(self, message: Numerics, stamp: Stamp) -> list[Numeric]:
        why = ", ".join(state.why for state in present(message.spo2_alarms, OXIMETER_UNUSABLE))
        readings = {
            Parameter.SPO2: within(message.spo2_percent, SPO2_RANGE, missing="the monitor gives no SpO2"),
            Parameter.PULSE: within(message.pulse_per_min, RATE_RANGE, missing="the monitor gives no pulse"),
        }
        if why:
            readings = dict.fromkeys(readings, Reading(None, why))
        return [self.numeric(name, reading, stamp=stamp, source=_source(name)) for name, reading in readings.items()]

    def _states(self, message: Numerics, stamp: Stamp) -> list[Notice]:
        priority = device_priority(message.slow)
        alarms = [*present(message.co2_alarms, CO2_ALARMS), *present(message.spo2_alarms, SPO2_ALARMS)]
        unusable = present(message.spo2_alarms, OXIMETER_UNUSABLE)
        others = [*unusable, *present(message.slow, SLOW_STATES), *present(message.extended, EXTENDED_STATES)]
        if message.unit not in (Co2Unit.MMHG, Co2Unit.KPA_TENTHS):
            others.append(WRONG_UNIT)
        return self.edges.update([*(replace(alarm, priority=priority) for alarm in alarms), *others], stamp)

    def _sample(self, sample: Co2Sample, stamp: Stamp) -> list[Decoded]:
        self._wave_status, self._wave_at = sample.status, stamp
        states = present(sample.status, CO2_UNUSABLE)
        notices = self._wave_edges.update(states, stamp)
        if self._unit != Co2Unit.MMHG:  # how the wave is scaled in other units is not documented
            return [*notices]
        bad = bool(states) or FastStatus.INVALID_CO2 in sample.status
        return [*notices, *self._wave.add(None if bad else sample.co2, rate_hz=WAVE_SAMPLES_PER_S, stamp=stamp)]

    def _identity(self, text: str, stamp: Stamp) -> Notice:
        return Notice(
            device_id=self.device_id,
            code="identity",
            kind=NoticeKind.INFORMATION,
            stamp=stamp,
            why=text,
            provenance=self.provenance,
        )

    def _offset_s(self, message: Numerics, stamp: Stamp) -> float:
        """The monitor's clock minus ours, in seconds. It has no zone, so a whole hour is common."""
        theirs = datetime.fromtimestamp(message.device_time_s, UTC).replace(tzinfo=None)
        ours = stamp.utc.astimezone(self._zone).replace(tzinfo=None)
        return (theirs - ours).total_seconds()


def _source(parameter: Parameter) -> Source:
    return Source.OXIMETER if parameter in (Parameter.SPO2, Parameter.PULSE) else Source.OTHER


def _etco2(message: Numerics) -> Reading:
    if message.unit not in (Co2Unit.MMHG, Co2Unit.KPA_TENTHS):
        return Reading(None, WRONG_UNIT.why)
    value = None if message.etco2 is None else float(message.etco2)
    if value is not None and message.unit == Co2Unit.KPA_TENTHS:
        value = round(value / 10 * MMHG_PER_KPA, 1)
    return within(value, _ETCO2_RANGE_MMHG, missing="the monitor gives no EtCO2")


def _resp(message: Numerics) -> Reading:
    """A rate of 0 is believed only where the monitor says itself that nobody breathes."""
    without_s = message.no_breath_s
    nobody_breathes = Co2Alarm.NO_BREATH in message.co2_alarms or without_s not in (0, MISSING)
    if message.rr_per_min == 0 and nobody_breathes:
        return Reading(0.0)
    value = None if message.rr_per_min is None else float(message.rr_per_min)
    missing = f"no breath for {without_s} s" if nobody_breathes else "the monitor gives no respiratory rate"
    return within(value, _RESP_RANGE, missing=missing)


def _host_command(request: Request, stamp: Stamp) -> HostCommand:
    code = request.command
    if code == Command.INQUIRE and request.parameters:
        meaning = f"inquire_{INQUIRED.get(request.parameters[0], str(request.parameters[0]))}"
    elif code == CHANGE_SETTING:
        meaning = "change_setting"
    else:
        meaning = Command(code).meaning if code in set(Command) else "not documented"
    return HostCommand(command=str(code), meaning=meaning, stamp=stamp)
