"""A monitor's alarms as states with a stable code, kind, words and priority. Pure.

An alarm is never dropped: of a kind that nobody has documented it is of medium priority, and a list that cannot be read
is itself an alarm.
"""

from drivers.notice_edges import State
from drivers.observations import NoticeKind, NoticePriority
from drivers.philips_intellivue.alerts import Alert, parse_alerts, parse_condition
from drivers.philips_intellivue.codes import AlertState, AlertType, Attribute, Physio
from drivers.philips_intellivue.wire import Attributes, MalformedError

_PRIORITIES = {
    AlertType.TECHNICAL_LOW: NoticePriority.LOW,
    AlertType.TECHNICAL_MEDIUM: NoticePriority.MEDIUM,
    AlertType.TECHNICAL_HIGH: NoticePriority.HIGH,
    AlertType.PATIENT_LOW: NoticePriority.LOW,
    AlertType.PATIENT_MEDIUM: NoticePriority.MEDIUM,
    AlertType.PATIENT_HIGH: NoticePriority.HIGH,
}
_RANKS = (NoticePriority.LOW, NoticePriority.MEDIUM, NoticePriority.HIGH)
# From a public transcription of the guide; a code's lowest bit says only which list the source is from
_EVENTS = {
    0x0028: "high",
    0x003E: "low",
    0x0112: "leads off",
    0x0134: "sensor disconnected",
    0x0160: "disconnected",
    0x0164: "measurement failed",
    0x0C00: "apnoea",
    0x0C04: "asystole",
    0x0C0E: "extreme bradycardia",
    0x0C24: "pause",
    0x0C32: "extreme tachycardia",
    0x0C56: "irregular heart rate",
    0x0C78: "supraventricular tachycardia",
    0x0C8C: "run of ventricular beats",
    0x0C94: "ventricular rhythm",
    0x0C98: "ventricular tachycardia",
    0x0C9A: "non-sustained ventricular tachycardia",
    0x0CAE: "desaturation",
    0xF004: "ventricular fibrillation or tachycardia",
    0xF146: "bradycardia",
    0xF148: "tachycardia",
}
_SOURCES: dict[int, str] = {
    Physio.SPO2: "SpO2",
    Physio.PULSE_OXIMETER: "pulse",
    Physio.PULSE_CHOSEN: "pulse",
    Physio.HEART_RATE_ECG: "heart rate",
    Physio.CUFF_GROUP: "cuff pressure",
    Physio.CUFF_SYSTOLIC: "systolic cuff pressure",
    Physio.CUFF_DIASTOLIC: "diastolic cuff pressure",
    Physio.CUFF_MEAN: "mean cuff pressure",
    Physio.RESPIRATION: "respiration",
    Physio.RESPIRATION_AIRWAY: "respiration",
    Physio.ETCO2: "end-tidal CO2",
    Physio.TEMPERATURE: "temperature",
}
_KINDS = {
    Attribute.PATIENT_ALERTS: NoticeKind.PHYSIOLOGICAL,
    Attribute.TECHNICAL_ALERTS: NoticeKind.TECHNICAL,
}
_CONDITIONS = {
    AlertState.INHIBITED: State(
        "alarms_off", NoticeKind.TECHNICAL, "alarms are switched off at the monitor", NoticePriority.MEDIUM
    ),
    AlertState.SUSPENDED: State(
        "alarms_paused", NoticeKind.TECHNICAL, "alarms are paused at the monitor", NoticePriority.MEDIUM
    ),
    AlertState.SILENCED: State("alarms_silenced", NoticeKind.INFORMATION, "alarms are silenced at the monitor"),
    AlertState.TEST_MODE: State("alarm_test_mode", NoticeKind.TECHNICAL, "the monitor tests its alarms"),
    AlertState.STANDBY: State("alarms_on_standby", NoticeKind.TECHNICAL, "alarms are on standby at the monitor"),
}


def listed_alarms(attributes: Attributes, which: Attribute) -> list[State] | None:
    """The alarms of the patient's or the technical list, of each code the gravest; None: there is no such list here."""
    packed, kind = attributes.get(which), _KINDS[which]
    if packed is None:
        return None
    try:
        alerts = parse_alerts(packed)
    except MalformedError:
        words = f"the monitor sends a list of {kind} alarms that cannot be read; look at its screen"
        return [State(f"unreadable_{kind}_alarms", kind, words, NoticePriority.MEDIUM)]
    gravest: dict[str, State] = {}
    for state in sorted((_state(alert, kind) for alert in alerts), key=lambda state: _RANKS.index(state.priority)):
        gravest[state.code] = state
    return list(gravest.values())


def _state(alert: Alert, kind: NoticeKind) -> State:
    event = _EVENTS.get(alert.code & ~1)
    name = event.replace(" ", "_").replace("-", "_") if event else f"alert_{alert.code:04x}"
    words = alert.words or f"alarm {alert.code:04X} of {alert.source:04X}, which is not known here"
    if event and not alert.words:
        words = f"{_SOURCES.get(alert.source, '')} {event}".strip()
    known = alert.kind in set(AlertType)
    priority = _PRIORITIES[AlertType(alert.kind)] if known else NoticePriority.MEDIUM
    return State(f"{name}_{alert.source:04x}", kind, f"the monitor alarms: {words}", priority)


def alarm_conditions(attributes: Attributes) -> list[State] | None:
    """What holds for the monitor's alarm system as a whole; None: it is not told here."""
    packed = attributes.get(Attribute.ALERT_CONDITION)
    if packed is None:
        return None
    try:
        condition = parse_condition(packed)
    except MalformedError:
        return None  # says less than the lists beside it, which are judged by themselves
    return [state for bit, state in _CONDITIONS.items() if bit in condition.state]
