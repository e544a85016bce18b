"""CARE / teleICU messages of one monitor to observations: what is new, how old it is, and what the monitor reports.

The monitor's times have no zone and are compared only with each other. Values are stamped with their receipt, because
those times count whole seconds; a value that lies more than `STALE_AFTER_PERIODS` behind the newest is no value. What
comes again with the same time and content is a held value and is passed over, so that it grows old.
"""

import re
from dataclasses import dataclass
from typing import assert_never

from drivers.device import LinkStatistics
from drivers.mqtt.adapters.care import (
    BLOOD_PRESSURE,
    CONTINUOUS,
    CareConnection,
    CareItem,
    CareNumeric,
    CarePressure,
    CareRefusal,
    CareWave,
    decode,
)
from drivers.mqtt.adapters.mapping import CareMonitor, NewWhen
from drivers.mqtt.adapters.recency import Order, ReadingGate, Recency, Sight
from drivers.mqtt.adapters.speaker import Speaker
from drivers.notice_edges import NoticeEdges, State
from drivers.observations import NoticeKind, Observation, Provenance, Stamp, Waveform

STALE_AFTER_PERIODS = 2
RESOLUTION_S = 1.0  # of the monitor's times
OFFLINE, HELD_BEFORE = "offline", "reading_from_before"

# What is wrong with sensor, cuff or measurement, by the middleware's own list (`src/utils/ObservationUtils.ts`). Its
# other messages are rhythms and rates found in the patient, and what it does not list is taken for one of those.
_TECHNICAL = frozenset(
    {
        "leads off",
        "measurement invalid",
        "measurement error",
        "probe unplugged",
        "no finger in probe",
        "wrong cuff",
        "connect cuff",
    }
)


@dataclass(slots=True)
class CareCounts:
    rejected: int = 0  # objects or payloads that cannot be read, or are retained
    passed_over: int = 0  # of other monitors, or of kinds that are not read
    repeated: int = 0  # held values, readings given before, duplicates
    overtaken: int = 0
    stale: int = 0


class CareIntake:
    """Owns what is known of one monitor since the link was opened."""

    def __init__(
        self,
        monitor: CareMonitor,
        *,
        device_id: str,
        topic: str,
        provenance: Provenance,
        statistics: LinkStatistics,
        shortest_limit_s: float = 1.0,
    ) -> None:
        """Begin with nothing known; `shortest_limit_s`: no value is called stale sooner."""
        self.counts = CareCounts()
        self.topics = (topic,)
        self._monitor = monitor.monitor
        self._device_id = device_id
        self._provenance = provenance
        self._statistics = statistics
        self._stale_after_s = max(STALE_AFTER_PERIODS * monitor.period_s + RESOLUTION_S, shortest_limit_s)
        self._speaker = Speaker(device_id, provenance)
        self._edges = NoticeEdges(device_id, provenance)
        self._states: dict[str, tuple[State, ...]] = {}  # by observation_id
        self._recency = Recency()
        self._waves = Recency()
        self._gateway = Recency()  # it stamps the state of its connection itself, by a clock of its own
        self._last_failure: str | None = None
        self._readings = ReadingGate(NewWhen.TIME)

    def feed(self, topic: str, payload: bytes, *, retained: bool, stamp: Stamp) -> list[Observation]:
        """Judge one delivered message. `stamp` is the instant at which it arrived here."""
        del topic  # there is but one
        self._statistics.received_bytes += len(payload)
        if retained:
            self._statistics.rejected_bytes += len(payload)
            return self._refusal(CareRefusal(name="retained", reason="a retained message is no new value"), stamp)
        self._statistics.last_byte = stamp
        message = decode(payload, monitor=self._monitor)
        self.counts.passed_over += message.passed_over
        if message.items:
            self._statistics.frames += 1
        if message.refusals and not message.items:
            self._statistics.rejected_bytes += len(payload)
        observations: list[Observation] = []
        for refusal in message.refusals:
            observations += self._refusal(refusal, stamp)
        # Pressures last: how old a reading is shows only against the monitor's present time.
        for item in sorted(message.items, key=lambda each: isinstance(each, CarePressure)):
            observations += self._item(item, stamp)
        return observations

    def _item(self, item: CareItem, stamp: Stamp) -> list[Observation]:
        match item:
            case CareNumeric():
                return self._numeric(item, stamp)
            case CarePressure():
                return self._pressure(item, stamp)
            case CareWave():
                return self._wave(item, stamp)
            case CareConnection():
                return self._connection(item, stamp)
            case _:
                assert_never(item)

    def _age_s(
        self, recency: Recency, key: str, item: CareNumeric | CareWave | CareConnection, stamp: Stamp
    ) -> float | None:
        """Age of what is new; None where it came before or was overtaken."""
        judged = recency.judge(key, item.moment, item, stamp)
        match judged.order:
            case Order.REPEATED:
                self.counts.repeated += 1
            case Order.OVERTAKEN:
                self.counts.overtaken += 1
            case Order.NEW:
                self._statistics.last_frame = stamp
                return judged.age_s
            case _:
                assert_never(judged.order)
        return None

    def _numeric(self, item: CareNumeric, stamp: Stamp) -> list[Observation]:
        age_s = self._age_s(self._recency, item.name, item, stamp)
        if age_s is None:
            return []
        self._statistics.device_clock_offset_s = (item.moment - stamp.utc).total_seconds()
        parameter, source = CONTINUOUS[item.name]
        observations = [*self._alive(stamp), *self._accepted(item.name, stamp)]
        value, why = item.value, item.why
        if value is not None and age_s > self._stale_after_s:
            self.counts.stale += 1
            value, why = None, f"measured {age_s:.0f} s before it arrived"
        if value is None:
            observations.append(self._speaker.no_value(parameter, why or "no value", stamp, source=source))
        else:
            observations.append(self._speaker.value(parameter, value, stamp, source=source))
        return observations + self._reports(item.name, _states(item), stamp)

    def _pressure(self, item: CarePressure, stamp: Stamp) -> list[Observation]:
        observations = self._accepted(BLOOD_PRESSURE, stamp)
        observations += self._reports(BLOOD_PRESSURE, _message_states(BLOOD_PRESSURE, item.message), stamp)
        if item.pressure is None:
            return observations + self._failed(item.failure, stamp)
        age_s = self._recency.age_s(item.moment, stamp)
        match self._readings.judge((item.moment, item.pressure), stamp, age_s=age_s):
            case Sight.REPEATED:
                self.counts.repeated += 1
                return observations
            case Sight.NEW:
                self._statistics.last_frame = stamp
                self._last_failure = None
                observations += self._alive(stamp)
                observations += self._speaker.closed((HELD_BEFORE,), "a new reading has come", stamp)
                return [*observations, self._speaker.reading(item.pressure, stamp, age_s=age_s)]
            case Sight.UNDATED:
                why = "the monitor holds a reading from before, nobody knows since when: it is not taken over"
            case Sight.STALE:
                why = f"the monitor holds a reading that was taken {(age_s or 0) / 60:.0f} minutes ago"
        self.counts.stale += 1
        return observations + self._speaker.opened(HELD_BEFORE, why, stamp, kind=NoticeKind.INFORMATION)

    def _failed(self, failure: str | None, stamp: Stamp) -> list[Observation]:
        """A failed measurement is told once; the object that tells it is repeated like any other."""
        known, self._last_failure = self._last_failure, failure
        if failure is None or failure == known:
            return []
        self._statistics.last_frame = stamp
        return [self._speaker.no_reading(failure, stamp)]

    def _wave(self, item: CareWave, stamp: Stamp) -> list[Observation]:
        age_s = self._age_s(self._waves, item.label, item, stamp)
        if age_s is None or age_s > self._stale_after_s:
            return []
        wave = Waveform(
            device_id=self._device_id,
            label=item.label,
            samples=item.samples,
            rate_hz=item.rate_hz,
            stamp=stamp,
            provenance=self._provenance,
        )
        return [*self._alive(stamp), *self._accepted("waveform", stamp), wave]

    def _connection(self, item: CareConnection, stamp: Stamp) -> list[Observation]:
        if self._age_s(self._gateway, "", item, stamp) is None:
            return []
        if item.connected:
            return [*self._alive(stamp), *self._accepted("device-connection", stamp)]
        why = "the gateway has lost the monitor"
        ended = self._end_states(stamp)
        return [*ended, *self._speaker.opened(OFFLINE, why, stamp), *self._speaker.blank(why, stamp)]

    def _end_states(self, stamp: Stamp) -> list[Observation]:
        """What the monitor reported is not known any more once it is lost."""
        self._states.clear()
        return list(self._edges.update((), stamp))

    def _reports(self, name: str, states: tuple[State, ...], stamp: Stamp) -> list[Observation]:
        self._states[name] = states
        present = [state for of_one in self._states.values() for state in of_one]
        return list(self._edges.update(present, stamp))

    def _alive(self, stamp: Stamp) -> list[Observation]:
        """Something new has come: not so a held reading, which gateways repeat for monitors that are gone."""
        return list(self._speaker.closed((OFFLINE,), "the monitor is heard again", stamp))

    def _accepted(self, name: str, stamp: Stamp) -> list[Observation]:
        """End what a readable object of `name` disproves."""
        codes = tuple(_refused(each) for each in (name, "message", "retained"))
        return list(self._speaker.closed(codes, "messages are accepted again", stamp))

    def _refusal(self, refusal: CareRefusal, stamp: Stamp) -> list[Observation]:
        self.counts.rejected += 1
        return list(self._speaker.opened(_refused(refusal.name), f"message refused: {refusal.reason}", stamp))


def _refused(name: str) -> str:
    return f"refused_{_slug(name)}"


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:40]


def _states(item: CareNumeric) -> tuple[State, ...]:
    if item.limit is None:
        return _message_states(item.name, item.message)
    why = f"{item.name} is {item.limit} by the monitor's own limits"
    return (State(f"{_slug(item.name)}_{item.limit}", NoticeKind.PHYSIOLOGICAL, why),)


def _message_states(name: str, message: str | None) -> tuple[State, ...]:
    """What the monitor says in place of a value. The format gives no priority."""
    if message is None:
        return ()
    kind = NoticeKind.TECHNICAL if message.lower() in _TECHNICAL else NoticeKind.PHYSIOLOGICAL
    return (State(f"{_slug(name)}_{_slug(message) or 'message'}", kind, f"{name}: {message}"),)
