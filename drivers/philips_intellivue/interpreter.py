"""What the answers of an IntelliVue monitor say about patient, cuff and monitor. Pure; for driver and captures.

Asking is left to the conversation, new cuff readings to `pressure`, alarm words to `alert_states`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

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
from drivers.philips_intellivue.alert_states import alarm_conditions, listed_alarms
from drivers.philips_intellivue.codes import Attribute, ObjectClass, OperatingMode, Physio, Unit
from drivers.philips_intellivue.identity import MonitorState, monitor_state
from drivers.philips_intellivue.linked import Answer
from drivers.philips_intellivue.numerics import NumericValue
from drivers.philips_intellivue.pressure import PressureTracker, cuff_values
from drivers.philips_intellivue.usable import judge
from drivers.philips_intellivue.wire import KPA_IN_MMHG, TICKS_PER_SECOND, MalformedError, ticks_between


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a physiological id is here. `units` maps those it may come in to the factor into the parameter's own."""

    parameter: Parameter
    source: Source
    units: dict[int, float]
    low: float
    high: float


_BEATS: dict[int, float] = {Unit.BEATS_PER_MIN: 1.0}
_BREATHS: dict[int, float] = {Unit.BREATHS_PER_MIN: 1.0}
# In order of preference: where two ids mean the same, the first that has a value counts
_MEANINGS: dict[int, Meaning] = {
    Physio.SPO2: Meaning(Parameter.SPO2, Source.OXIMETER, {Unit.PERCENT: 1.0}, 1.0, 100.0),
    Physio.PULSE_OXIMETER: Meaning(Parameter.PULSE, Source.OXIMETER, _BEATS, 18.0, 300.0),
    Physio.PULSE_CHOSEN: Meaning(Parameter.PULSE, Source.OTHER, _BEATS, 18.0, 300.0),
    Physio.HEART_RATE_ECG: Meaning(Parameter.HR, Source.ECG, _BEATS, 18.0, 300.0),
    Physio.PERFUSION: Meaning(
        Parameter.PERFUSION_INDEX, Source.OXIMETER, {Unit.NONE: 1.0, Unit.PERCENT: 1.0}, 0.01, 20.0
    ),
    Physio.RESPIRATION_AIRWAY: Meaning(Parameter.RESP, Source.OTHER, _BREATHS, 0.0, 150.0),
    Physio.RESPIRATION: Meaning(Parameter.RESP, Source.OTHER, _BREATHS, 0.0, 150.0),
    Physio.ETCO2: Meaning(Parameter.ETCO2, Source.OTHER, {Unit.MMHG: 1.0, Unit.KILOPASCAL: KPA_IN_MMHG}, 0.0, 150.0),
    Physio.TEMPERATURE: Meaning(Parameter.TEMPERATURE, Source.OTHER, {Unit.CELSIUS: 1.0}, 20.0, 45.0),
}
MEASURED = frozenset(meaning.parameter for meaning in _MEANINGS.values())
_DEMO = State(
    "demo_mode",
    NoticeKind.TECHNICAL,
    "the monitor is in demonstration mode: its numbers are no patient's",
    NoticePriority.MEDIUM,
)
_MODES = {
    OperatingMode.DEMO: _DEMO,
    OperatingMode.SERVICE: State("service_mode", NoticeKind.TECHNICAL, "the monitor is in service mode"),
    OperatingMode.STANDBY: State("standby", NoticeKind.TECHNICAL, "the monitor is on standby"),
    OperatingMode.CONFIGURATION: State("configuration", NoticeKind.TECHNICAL, "the monitor is being configured"),
}
_NO_ALARMS = State(
    "alarms_not_sent",
    NoticeKind.TECHNICAL,
    "the monitor refuses to tell its alarms: look at its own screen",
    NoticePriority.LOW,
)
Channel = tuple[Parameter, Source]


class MonitorClock:
    """The monitor's clock at any of its relative times. It is set by hand and of no known time zone."""

    def __init__(self) -> None:
        self._known: tuple[datetime, int] | None = None

    def learn(self, moment: datetime, at_ticks: int) -> None:
        self._known = (moment, at_ticks)

    def at(self, at_ticks: int) -> datetime | None:
        if self._known is None:
            return None
        moment, known_ticks = self._known
        return moment + timedelta(seconds=ticks_between(known_ticks, at_ticks) / TICKS_PER_SECOND)


class Interpreter:
    """Turns answers into observations. `opened`: when the link was opened; None in captures."""

    def __init__(self, device_id: str, *, provenance: Provenance, opened: Stamp | None) -> None:
        self.repeated_answers = 0  # not newer than the one before: held or late, and so not told
        self._device_id = device_id
        self._provenance = provenance
        self._clock = MonitorClock()
        self._newest_ticks: dict[int, int] = {}  # of each object class
        self._listed: dict[Channel, int] = {}  # channels of the last whole answer, with their ids
        self._pressure = PressureTracker(device_id, provenance=provenance, opened=opened)
        self._edges = {
            name: NoticeEdges(device_id, provenance)
            for name in ("mode", "condition", "not_sent", Attribute.PATIENT_ALERTS, Attribute.TECHNICAL_ALERTS)
        }

    def associated(self) -> None:
        """A new association began: the monitor may have been restarted, and its relative time with it."""
        self._newest_ticks.clear()

    def monitor(self, state: MonitorState, stamp: Stamp) -> list[Observation]:
        """What the monitor says of itself."""
        if state.clock is not None and state.clock_ticks is not None:
            self._clock.learn(state.clock, state.clock_ticks)
        if state.mode is None:
            return []
        return [*self._edges["mode"].update([told for bit, told in _MODES.items() if bit in state.mode], stamp)]

    def alarms_not_sent(self, stamp: Stamp) -> list[Notice]:
        """The monitor refuses to be asked for alarms."""
        return self._edges["not_sent"].update([_NO_ALARMS], stamp)

    def clock_offset_s(self, at_ticks: int, stamp: Stamp) -> float | None:
        """The monitor's clock minus ours, in this computer's time zone; None: it has not told its clock."""
        moment = self._clock.at(at_ticks)
        if moment is None:
            return None
        ours = stamp.utc.astimezone().replace(tzinfo=None)
        return (moment - ours).total_seconds()

    def interpret(self, answer: Answer) -> list[Observation]:
        """Everything that `answer` says and that was not said before."""
        reply = answer.reply
        newest = self._newest_ticks.get(reply.object_class)
        if newest is not None and ticks_between(newest, reply.at_ticks) <= 0:
            self.repeated_answers += 1
            return []
        self._newest_ticks[reply.object_class] = reply.at_ticks
        if reply.clock is not None:
            self._clock.learn(reply.clock, reply.at_ticks)
        match reply.object_class:
            case ObjectClass.NUMERICS:
                return self._numerics(answer)
            case ObjectClass.ALERTS:
                return self._alerts(answer)
            case ObjectClass.MONITOR:
                return self._monitor(answer)
        return []  # waves and demographics are not asked for; a capture may hold them

    def _monitor(self, answer: Answer) -> list[Observation]:
        try:
            states = [monitor_state(item.attributes) for item in answer.reply.objects]
        except MalformedError:
            return []  # nothing that a patient's value hangs on
        return [told for state in states for told in self.monitor(state, answer.stamp)]

    def _alerts(self, answer: Answer) -> list[Observation]:
        notices: list[Observation] = []
        for item in answer.reply.objects:
            for which in (Attribute.PATIENT_ALERTS, Attribute.TECHNICAL_ALERTS):
                notices += self._told(which, listed_alarms(item.attributes, which), answer.stamp)
            notices += self._told("condition", alarm_conditions(item.attributes), answer.stamp)
        return notices

    def _told(self, name: str | Attribute, states: list[State] | None, stamp: Stamp) -> list[Notice]:
        return [] if states is None else self._edges[name].update(states, stamp)

    def _numerics(self, answer: Answer) -> list[Observation]:
        reply, stamp = answer.reply, answer.stamp
        found = self._best(value for item in reply.objects for value in item.values)
        said: list[Observation] = [self._numeric(value, stamp) for value in found.values()]
        if answer.complete:
            said += [self._unlisted(channel, stamp) for channel in self._listed if channel not in found]
            self._listed = {channel: value.physio_id for channel, value in found.items()}
        cuff = cuff_values(reply.objects)
        if cuff is not None or answer.complete:
            said += self._pressure.update(cuff, now=self._clock.at(reply.at_ticks), stamp=stamp)
        return said

    def _best(self, values: Iterable[NumericValue]) -> dict[Channel, NumericValue]:
        """One value for each channel: of two the preferred, unless only the other one can be used."""
        order = list(_MEANINGS)
        known = sorted(
            (value for value in values if value.physio_id in _MEANINGS), key=lambda v: order.index(v.physio_id)
        )
        best: dict[Channel, NumericValue] = {}
        for value in known:
            meaning = _MEANINGS[value.physio_id]
            channel = (meaning.parameter, meaning.source)
            if channel not in best or (self._refusals(best[channel]) and not self._refusals(value)):
                best[channel] = value
        return best

    def _refusals(self, value: NumericValue) -> list[str]:
        meaning = _MEANINGS[value.physio_id]
        refusals = list(judge(value, self._provenance).refusals)
        if refusals or value.value is None:
            return refusals
        if value.unit not in meaning.units:
            return [f"unit {value.unit:04X} is not one of {meaning.parameter}"]
        converted = value.value * meaning.units[value.unit]
        if not meaning.low <= converted <= meaning.high:
            return [f"{converted:g} is outside {meaning.low:g}-{meaning.high:g}"]
        return []

    def _numeric(self, value: NumericValue, stamp: Stamp) -> Numeric:
        meaning, refusals = _MEANINGS[value.physio_id], self._refusals(value)
        doubts = judge(value, self._provenance).doubts
        number = None if refusals or value.value is None else value.value * meaning.units[value.unit]
        quality = Quality.INVALID if number is None else Quality.QUESTIONABLE if doubts else Quality.VALID
        return Numeric(
            device_id=self._device_id,
            parameter=meaning.parameter,
            value=None if number is None else round(number, 3),
            quality=quality,
            stamp=stamp,
            source=meaning.source,
            why=", ".join(refusals or doubts) or None,
            provenance=self._provenance,
        )

    def _unlisted(self, channel: Channel, stamp: Stamp) -> Numeric:
        return Numeric(
            device_id=self._device_id,
            parameter=channel[0],
            value=None,
            quality=Quality.INVALID,
            stamp=stamp,
            source=channel[1],
            why="the monitor no longer lists it",
            provenance=self._provenance,
        )
