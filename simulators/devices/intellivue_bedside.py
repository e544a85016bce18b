"""What a simulated IntelliVue monitor has measured, and what it alarms about. Telling belongs to `intellivue`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from drivers.philips_intellivue.alerts import Alert, AlertCondition, write_alerts
from drivers.philips_intellivue.codes import AlertState, AlertType, Attribute, MeasurementState, Physio, Unit
from drivers.philips_intellivue.numerics import NumericValue, write_values
from drivers.philips_intellivue.polls import Observed
from drivers.philips_intellivue.wire import pack_time
from simulators.devices.cuff import Cuff, CuffOutcome, CuffResult
from simulators.devices.oximeter import Oximeter, OximeterReading, OximeterState

# Handles: the first five are those of the captured monitor
_SPO2, _PULSE, _PERFUSION, _CUFF, _CUFF_PULSE, _ALARMS = 0x83D5, 0x83DC, 0x83E3, 0x826A, 0x826D, 0x8401
_LOW, _DESATURATION, _BRADYCARDIA, _TACHYCARDIA = 0x003E, 0x0CAE, 0xF146, 0xF148
_OFF, _FAILED = 0x0160, 0x0164
_NO_BITS = MeasurementState(0)
_STATES = {
    OximeterState.MEASURING: _NO_BITS,
    OximeterState.SEARCHING: MeasurementState.UNAVAILABLE,
    OximeterState.SENSOR_OFF: MeasurementState.INVALID,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmLimits:
    """Set at the bedside (percent, per minute), and how long they must be violated."""

    spo2_low: int = 90
    spo2_desaturation: int = 80
    pulse_low: int = 50
    pulse_high: int = 120
    delay_s: float = 10.0


class Bedside:
    """Sensors, cuff and alarm limits of one monitor. Ask in order of time."""

    def __init__(
        self, *, oximeter: Oximeter | None, cuff: Cuff, epoch: datetime, limits: AlarmLimits, demo: bool
    ) -> None:
        self._oximeter = oximeter
        self._cuff = cuff
        self._epoch = epoch
        self._limits = limits
        self._demo = demo
        self._violated_since_s: dict[int, float] = {}

    def numerics(self, t_s: float) -> tuple[Observed, ...]:
        """Every number on the monitor's screen."""
        return (*self._oximeter_objects(t_s), *self._cuff_objects())

    def _oximeter_objects(self, t_s: float) -> list[Observed]:
        if self._oximeter is None:
            return []
        reading = self._oximeter.read(t_s)
        if reading.state is OximeterState.NO_SENSOR:  # listed, but without attributes
            return [Observed(handle=handle, attributes={}) for handle in (_SPO2, _PULSE, _PERFUSION)]
        state = self._bits(_STATES[reading.state])
        if reading.low_perfusion or reading.low_signal:
            state |= MeasurementState.QUESTIONABLE
        return [
            _observed(_SPO2, _value(Physio.SPO2, reading.spo2_percent, Unit.PERCENT, state, decimals=1)),
            _observed(_PULSE, _value(Physio.PULSE_OXIMETER, reading.pulse_bpm, Unit.BEATS_PER_MIN, state)),
            _observed(
                _PERFUSION,
                _value(Physio.PERFUSION, reading.perfusion_index_percent, Unit.NONE, state, decimals=2),
            ),
        ]

    def _bits(self, state: MeasurementState) -> MeasurementState:
        return state | MeasurementState.DEMO_DATA if self._demo else state

    def _cuff_objects(self) -> list[Observed]:
        shown = self._cuff.last_done if self._cuff.busy else self._cuff.last
        if shown is None and not self._cuff.busy:
            return [Observed(handle=_CUFF, attributes={}), Observed(handle=_CUFF_PULSE, attributes={})]
        state = self._bits(MeasurementState.MEASURING if self._cuff.busy else _NO_BITS)
        if shown is None or shown.outcome is not CuffOutcome.DONE:
            state |= MeasurementState.UNAVAILABLE
            shown = shown or CuffResult(outcome=CuffOutcome.FAILED, ended_s=0.0)
        measured: dict[int, bytes] = {
            Attribute.MEASUREMENT_TIME: pack_time(self._epoch + timedelta(seconds=shown.ended_s))
        }
        values = tuple(
            _value(physio, number, Unit.MMHG, state)
            for physio, number in (
                (Physio.CUFF_SYSTOLIC, shown.systolic),
                (Physio.CUFF_DIASTOLIC, shown.diastolic),
                (Physio.CUFF_MEAN, shown.mean),
            )
        )
        pulse = _value(Physio.PULSE_CUFF, shown.pulse, Unit.BEATS_PER_MIN, state)
        return [
            Observed(handle=_CUFF, values=values, attributes={**measured, **write_values(values)}),
            Observed(handle=_CUFF_PULSE, values=(pulse,), attributes={**measured, **write_values((pulse,))}),
        ]

    def alarms(self, t_s: float) -> Observed:
        """The alarm lists, and the state of the alarm system."""
        reading = None if self._oximeter is None else self._oximeter.read(t_s)
        patient = () if reading is None else tuple(self._patient_alarms(reading, t_s))
        condition = AlertState.DEMO_MODE if self._demo else AlertState(0)
        attributes: dict[int, bytes] = {
            Attribute.ALERT_CONDITION: AlertCondition(condition).encode(),
            Attribute.PATIENT_ALERTS: write_alerts(patient),
            Attribute.TECHNICAL_ALERTS: write_alerts(self._technical_alarms(reading)),
        }
        return Observed(handle=_ALARMS, attributes=attributes)

    def _patient_alarms(self, reading: OximeterReading, t_s: float) -> list[Alert]:
        spo2, pulse, limits = reading.spo2_percent, reading.pulse_bpm, self._limits
        desaturated = spo2 is not None and spo2 < limits.spo2_desaturation
        violated = {
            _DESATURATION: desaturated,
            _LOW: spo2 is not None and spo2 < limits.spo2_low and not desaturated,
            _BRADYCARDIA: pulse is not None and pulse < limits.pulse_low,
            _TACHYCARDIA: pulse is not None and pulse > limits.pulse_high,
        }
        alarms = {
            _DESATURATION: Alert(
                source=Physio.SPO2, code=_DESATURATION, kind=AlertType.PATIENT_HIGH, words=f"*** DESAT {spo2}"
            ),
            _LOW: Alert(source=Physio.SPO2, code=_LOW, kind=AlertType.PATIENT_MEDIUM, words=f"** SpO2 {spo2} LOW"),
            _BRADYCARDIA: Alert(
                source=Physio.PULSE_OXIMETER, code=_BRADYCARDIA, kind=AlertType.PATIENT_HIGH, words=f"*** BRADY {pulse}"
            ),
            _TACHYCARDIA: Alert(
                source=Physio.PULSE_OXIMETER, code=_TACHYCARDIA, kind=AlertType.PATIENT_HIGH, words=f"*** TACHY {pulse}"
            ),
        }
        for code, is_violated in violated.items():
            if not is_violated:
                self._violated_since_s.pop(code, None)
        return [
            alarms[code]
            for code, is_violated in violated.items()
            if is_violated and t_s - self._violated_since_s.setdefault(code, t_s) >= limits.delay_s
        ]

    def _technical_alarms(self, reading: OximeterReading | None) -> tuple[Alert, ...]:
        alarms: list[Alert] = []
        if reading is not None and reading.state in {OximeterState.SENSOR_OFF, OximeterState.NO_SENSOR}:
            words = "SpO2 SENSOR OFF" if reading.state is OximeterState.SENSOR_OFF else "SpO2 NO SENSOR"
            alarms.append(Alert(source=Physio.SPO2, code=_OFF, kind=AlertType.TECHNICAL_LOW, words=words))
        last = self._cuff.last
        if not self._cuff.busy and last is not None and last.outcome is CuffOutcome.FAILED:
            words = "NBP MEASURE FAILD"
            alarms.append(Alert(source=Physio.CUFF_GROUP, code=_FAILED, kind=AlertType.TECHNICAL_LOW, words=words))
        return tuple(alarms)


def _observed(handle: int, value: NumericValue) -> Observed:
    return Observed(handle=handle, values=(value,), attributes=write_values((value,)))


def _value(
    physio: Physio, number: float | None, unit: Unit, state: MeasurementState, *, decimals: int = 0
) -> NumericValue:
    return NumericValue(physio_id=physio, state=state, unit=unit, value=number, decimals=decimals)
