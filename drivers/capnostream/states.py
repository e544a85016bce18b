"""The states a Capnostream reports as bits, in words, and which of them leave its numbers without meaning."""

from collections.abc import Mapping
from enum import IntFlag

from drivers.capnostream.protocol import Co2Alarm, ExtendedCo2, FastStatus, SlowStatus, Spo2Alarm
from drivers.notice_edges import State
from drivers.observations import NoticeKind, NoticePriority

_PATIENT, _TECHNICAL = NoticeKind.PHYSIOLOGICAL, NoticeKind.TECHNICAL

# Two tables: bits of two registers are equal as numbers.
CO2_ALARMS: Mapping[IntFlag, State] = {
    Co2Alarm.NO_BREATH: State("no_breath", _PATIENT, "the capnograph alarms: no breath"),
    Co2Alarm.ETCO2_HIGH: State("etco2_high", _PATIENT, "the capnograph alarms: EtCO2 high"),
    Co2Alarm.ETCO2_LOW: State("etco2_low", _PATIENT, "the capnograph alarms: EtCO2 low"),
    Co2Alarm.RR_HIGH: State("rr_high", _PATIENT, "the capnograph alarms: respiratory rate high"),
    Co2Alarm.RR_LOW: State("rr_low", _PATIENT, "the capnograph alarms: respiratory rate low"),
    Co2Alarm.FICO2_HIGH: State("fico2_high", _PATIENT, "the capnograph alarms: inspired CO2 high"),
}
SPO2_ALARMS: Mapping[IntFlag, State] = {
    Spo2Alarm.SPO2_HIGH: State("spo2_high", _PATIENT, "the capnograph alarms: SpO2 high"),
    Spo2Alarm.SPO2_LOW: State("spo2_low", _PATIENT, "the capnograph alarms: SpO2 low"),
    Spo2Alarm.PULSE_HIGH: State("pr_high", _PATIENT, "the capnograph alarms: pulse rate high"),
    Spo2Alarm.PULSE_LOW: State("pr_low", _PATIENT, "the capnograph alarms: pulse rate low"),
}
OXIMETER_UNUSABLE: Mapping[IntFlag, State] = {
    Spo2Alarm.SENSOR_DISCONNECTED: State("no_sensor", _TECHNICAL, "SpO2 sensor disconnected"),
    Spo2Alarm.SENSOR_OFF: State("probe_off", _TECHNICAL, "SpO2 sensor off the patient"),
    Spo2Alarm.PULSE_NOT_FOUND: State("pulse_search", _TECHNICAL, "pulse not found"),
}
# While one of these lasts, the CO2 numbers are held from before or mean nothing.
CO2_UNUSABLE: Mapping[IntFlag, State] = {
    FastStatus.FILTER_LINE_MISSING: State("no_filter_line", _TECHNICAL, "filter line not connected"),
    FastStatus.LINE_BLOCKED: State("line_blocked", _TECHNICAL, "filter line blocked"),
    FastStatus.MALFUNCTION: State("co2_malfunction", _TECHNICAL, "CO2 malfunction"),
    FastStatus.INITIALISING: State("co2_initialising", _TECHNICAL, "CO2 part initialising"),
    FastStatus.PURGING: State("co2_purging", _TECHNICAL, "filter line being purged"),
    FastStatus.SELF_MAINTENANCE: State("co2_self_maintenance", _TECHNICAL, "CO2 self-maintenance"),
}
SLOW_STATES: Mapping[IntFlag, State] = {
    SlowStatus.NEONATAL: State("neonate_mode", _TECHNICAL, "the monitor is set to neonate"),
    SlowStatus.TEMPORARY_SILENCE: State("alarms_paused", _TECHNICAL, "alarms silenced for a time at the monitor"),
    SlowStatus.ALL_SILENCED: State("alarms_silenced", _TECHNICAL, "all alarms silenced at the monitor"),
}
EXTENDED_STATES: Mapping[IntFlag, State] = {
    ExtendedCo2.CHECK_CALIBRATION: State("check_calibration", _TECHNICAL, "CO2 calibration is to be checked"),
    ExtendedCo2.CHECK_FLOW: State("check_flow", _TECHNICAL, "CO2 flow is to be checked"),
    ExtendedCo2.PUMP_OFF: State("pump_off", _TECHNICAL, "CO2 pump is off"),
    ExtendedCo2.BATTERY_LOW: State("low_battery", _TECHNICAL, "low battery"),
}
WRONG_UNIT = State("co2_unit", _TECHNICAL, "CO2 is set to volume per cent or an unknown unit: set mmHg or kPa")
_PRIORITIES = (
    (SlowStatus.HIGH_AUDIBLE, NoticePriority.HIGH),
    (SlowStatus.LOW_AUDIBLE, NoticePriority.LOW),
    (SlowStatus.ADVISORY_AUDIBLE, NoticePriority.LOW),
)


def present(flags: IntFlag, table: Mapping[IntFlag, State]) -> list[State]:
    """The states of `table` whose bits are set in `flags`."""
    return [state for flag, state in table.items() if flags & flag]


def device_priority(slow: SlowStatus) -> NoticePriority:
    """The highest priority that sounds at the monitor: the alarm bits themselves carry none."""
    return next((priority for flag, priority in _PRIORITIES if flag in slow), NoticePriority.UNKNOWN)
