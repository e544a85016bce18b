"""What DRI messages say about the patient: values with their doubts, states, the monitor's own alarms.

Pure, and shared by the driver and by captures. Which cuff reading is new is decided in `cuff`.
"""

from typing import assert_never

from drivers.ge_s5_dri.cuff import CuffTracker
from drivers.ge_s5_dri.messages import (
    HIGHEST_CODE,
    NO_VALUE_REASONS,
    AlarmBox,
    AlarmStatus,
    Aux,
    Colour,
    Displayed,
    EcgBit,
    Group,
    Message,
    NibpBit,
    Silence,
)
from drivers.notice_edges import NoticeEdges, State
from drivers.observations import (
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

_LIMITS = {
    Parameter.HR: (18.0, 300.0),
    Parameter.PULSE: (18.0, 300.0),
    Parameter.RESP: (1.0, 150.0),
    Parameter.SPO2: (1.0, 100.0),
    Parameter.TEMPERATURE: (20.0, 45.0),
}
_HUNDREDTHS = 100.0
# bits 3-6 of the ECG group: where the number beside "HR" comes from
_RATE_SOURCES = {1: Source.ECG, 6: Source.OXIMETER, 9: Source.ECG} | dict.fromkeys((2, 3, 4, 5), Source.OTHER)
_NO_RATE_SOURCE = 0
_SATURATIONS = {0: None, 1: None, 2: "mixed venous, not arterial, saturation"}  # low two bits of the SpO2 label
_ECG_DOUBTS = {
    EcgBit.ASYSTOLE: "the monitor reports asystole",
    EcgBit.NOISE: "noise in the ECG",
    EcgBit.ARTIFACT: "artefact in the ECG",
    EcgBit.LEARNING: "the monitor is learning the ECG",
}
_ECG_STATES = {
    EcgBit.ASYSTOLE: State(
        "asystole", NoticeKind.PHYSIOLOGICAL, "the monitor reports asystole", priority=NoticePriority.HIGH
    ),
    EcgBit.NOISE: State("ecg_noise", NoticeKind.TECHNICAL, "noise in the ECG"),
    EcgBit.ARTIFACT: State("ecg_artifact", NoticeKind.TECHNICAL, "artefact in the ECG"),
    EcgBit.LEARNING: State("ecg_learning", NoticeKind.INFORMATION, "the monitor is learning the ECG"),
}
_NIBP_STATES = {
    NibpBit.AUTO: State("nibp_auto_mode", NoticeKind.INFORMATION, "the monitor takes pressures on its own cycle"),
    NibpBit.STAT: State(
        "stat_mode", NoticeKind.INFORMATION, "the monitor is in STAT mode: it inflates again and again"
    ),
    NibpBit.STASIS: State("venous_stasis", NoticeKind.TECHNICAL, "the cuff is kept inflated for venous stasis"),
    NibpBit.CALIBRATING: State("nibp_calibrating", NoticeKind.TECHNICAL, "the cuff module is being calibrated"),
}
_SPO2_OFF = State("spo2_off", NoticeKind.TECHNICAL, "the monitor does not measure SpO2: no sensor, or switched off")
_NO_PULSE = State("spo2_no_pulse", NoticeKind.TECHNICAL, "the oximeter finds no pulse")
_HELD = State("held_record", NoticeKind.TECHNICAL, "the monitor repeats one record: its values are not new")
_PRIORITIES: dict[int, NoticePriority] = {
    Colour.RED: NoticePriority.HIGH,
    Colour.YELLOW: NoticePriority.MEDIUM,
    Colour.WHITE: NoticePriority.LOW,
}
_SILENCES: dict[int, str] = {
    Silence.ALL: "all alarms are silenced at the monitor",
    Silence.TWO_MINUTES: "alarms are silenced at the monitor for two minutes",
    Silence.FIVE_MINUTES: "alarms are silenced at the monitor for five minutes",
    Silence.TWENTY_SECONDS: "alarms are silenced at the monitor for 20 seconds",
}


class Interpreter:
    """Turns messages into numerics, cuff readings, and notices where a state or alarm began or ended.

    `opened`: see `CuffTracker`.
    """

    def __init__(self, device_id: str, *, provenance: Provenance, opened: Stamp | None) -> None:
        self._device_id = device_id
        self._provenance = provenance
        self._cuff = CuffTracker(device_id, provenance=provenance, opened=opened)
        self._state_edges = NoticeEdges(device_id, provenance)
        self._alarm_edges = NoticeEdges(device_id, provenance)
        self._last: Displayed | None = None

    def interpret(self, message: Message, stamp: Stamp) -> list[Observation]:
        """All that `message`, received at `stamp`, says."""
        match message:
            case Displayed():
                return self._displayed(message, stamp)
            case Aux():
                return [*self._cuff.aux(message, stamp)]
            case AlarmStatus():
                return [*self._alarm_edges.update(_alarm_states(message), stamp)]
            case _:
                assert_never(message)

    def _displayed(self, values: Displayed, stamp: Stamp) -> list[Observation]:
        states = _states(values)
        if values == self._last:  # its own time stands still, too: a held record, whenever it arrives
            return [*self._state_edges.update([*states, _HELD], stamp)]
        self._last = values
        return [
            *self._numerics(values, stamp),
            *self._cuff.displayed(values, stamp),
            *self._state_edges.update(states, stamp),
        ]

    def _numerics(self, values: Displayed, stamp: Stamp) -> list[Numeric]:
        oximeter = Source.OXIMETER
        found = [
            self._heart_rate(values, stamp),
            self._numeric(Parameter.PULSE, values.pulse, stamp, source=oximeter, refusal=_unusable(values.oximeter)),
            self._saturation(values, stamp),
        ]
        if values.ecg.is_present:
            refusal = _unusable(values.ecg)
            found.append(self._numeric(Parameter.RESP, values.respiration, stamp, source=Source.ECG, refusal=refusal))
        if values.temperature.is_present:
            raw, refusal = values.temperature_1, _unusable(values.temperature)
            found.append(self._numeric(Parameter.TEMPERATURE, raw, stamp, source=Source.OTHER, refusal=refusal))
        return found

    def _heart_rate(self, values: Displayed, stamp: Stamp) -> Numeric:
        code = values.ecg.rate_source
        doubts = [words for bit, words in _ECG_DOUBTS.items() if values.ecg.status & bit]
        if code == _NO_RATE_SOURCE:
            doubts.append("the monitor names no source of the rate")
        elif code not in _RATE_SOURCES:
            doubts.append(f"rate source {code}, which is not documented")
        return self._numeric(
            Parameter.HR,
            values.heart_rate,
            stamp,
            source=_RATE_SOURCES.get(code, Source.OTHER),
            refusal=_unusable(values.ecg),
            doubts=doubts,
        )

    def _saturation(self, values: Displayed, stamp: Stamp) -> Numeric:
        kind = values.oximeter.label & 3
        refusal = _unusable(values.oximeter) or _SATURATIONS.get(kind, f"saturation of kind {kind}, not documented")
        # In a recording of a real S/5 the saturation goes on for seconds while its pulse is lost
        doubts = [_NO_PULSE.why] if values.pulse <= HIGHEST_CODE else []
        return self._numeric(Parameter.SPO2, values.spo2, stamp, source=Source.OXIMETER, refusal=refusal, doubts=doubts)

    def _numeric(
        self,
        parameter: Parameter,
        raw: int,
        stamp: Stamp,
        *,
        source: Source,
        refusal: str | None,
        doubts: list[str] | None = None,
    ) -> Numeric:
        value = raw / _HUNDREDTHS if parameter in {Parameter.SPO2, Parameter.TEMPERATURE} else float(raw)
        low, high = _LIMITS[parameter]
        if raw <= HIGHEST_CODE:
            refusal = refusal or NO_VALUE_REASONS.get(raw, f"code {raw} in place of a value")
        elif not low <= value <= high:
            refusal = refusal or f"{value:g} is outside {low:g}-{high:g}"
        quality = Quality.INVALID if refusal else Quality.QUESTIONABLE if doubts else Quality.VALID
        return Numeric(
            device_id=self._device_id,
            parameter=parameter,
            value=None if refusal else value,
            quality=quality,
            stamp=stamp,
            source=source,
            why=refusal or ", ".join(doubts or []) or None,
            provenance=self._provenance,
        )


def _unusable(group: Group) -> str | None:
    """Why nothing of `group` counts, whatever its numbers say."""
    if not group.is_present:
        return "the monitor has no module for it"
    return None if group.is_active else "the monitor is not measuring it"


def _states(values: Displayed) -> list[State]:
    ecg, nibp, oximeter = values.ecg, values.nibp, values.oximeter
    states = [state for bit, state in _ECG_STATES.items() if ecg.is_present and ecg.status & bit]
    states += [state for bit, state in _NIBP_STATES.items() if nibp.is_present and nibp.label & bit]
    if not oximeter.is_active:
        states.append(_SPO2_OFF)
    elif values.pulse <= HIGHEST_CODE:
        states.append(_NO_PULSE)
    return states


def _alarm_states(status: AlarmStatus) -> list[State]:
    states = [_alarm_state(box) for box in status.boxes]
    if status.silence != Silence.NONE:
        why = _SILENCES.get(status.silence, f"some alarms are silenced at the monitor (state {status.silence})")
        states.append(State("alarms_silenced", NoticeKind.TECHNICAL, why))
    return states


def _alarm_state(box: AlarmBox) -> State:
    """The colour gives the priority; the text, in the monitor's language, is shown and never interpreted.

    So a line about a loose cuff is passed on as the patient's alarms are: the format does not tell them apart.
    """
    if box.colour == Colour.NONE:
        return State(f"monitor_message: {box.text}", NoticeKind.INFORMATION, box.text)
    priority = _PRIORITIES.get(box.colour, NoticePriority.MEDIUM)  # a colour nobody has documented is still an alarm
    text = box.text or "an alarm without a text"
    return State(f"monitor_alarm_{priority}: {text}", NoticeKind.PHYSIOLOGICAL, text, priority=priority)
