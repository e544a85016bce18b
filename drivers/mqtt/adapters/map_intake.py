"""Messages of any form to observations, by the explicit map of one device; with or without Home Assistant's discovery.

A value counts only while the device is there by its availability topic, where the map names one. Where the map says
how messages tell their time, held values are passed over and grow old; where it does not, a value is as old as its
arrival, because nothing else is known. Retained messages never carry a value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from drivers.device import LinkStatistics
from drivers.mqtt.adapters.discovery import full_topic, read_discovery
from drivers.mqtt.adapters.documents import ABSENT, Document, is_one_of, read_document, read_moment, read_number, spelt
from drivers.mqtt.adapters.map_pressure import HELD_BEFORE, PressureDesk
from drivers.mqtt.adapters.mapping import (
    DiscoveryRule,
    Effect,
    NumericRule,
    PressureRule,
    StateRule,
    TopicMap,
)
from drivers.mqtt.adapters.recency import Order, Recency
from drivers.mqtt.adapters.speaker import Speaker
from drivers.mqtt.adapters.values import to_own_unit, why_no_value
from drivers.mqtt.fields import MAX_PAYLOAD_BYTES, FieldError
from drivers.notice_edges import NoticeEdges, State
from drivers.observations import Notice, NoticeKind, Observation, Parameter, Provenance, Stamp

STALE_AFTER_PERIODS = 2
RESOLUTION_S = 1.0  # many publishers count whole seconds
OFFLINE = "offline"
RESERVED_CODES = frozenset({OFFLINE, HELD_BEFORE})  # these, and all that begin with "refused_", no map may give away
NOT_TOLD = "the device has not said that it is there"


@dataclass(slots=True)
class MapCounts:
    rejected: int = 0  # messages or configurations that cannot be read, or retained values
    passed_over: int = 0  # on our topics, but not meant by the map
    repeated: int = 0  # held values, duplicates
    overtaken: int = 0
    stale: int = 0


class MapIntake:
    """Owns what is known of one device since the link was opened."""

    def __init__(
        self,
        topic_map: TopicMap,
        *,
        device_id: str,
        prefix: str,
        provenance: Provenance,
        statistics: LinkStatistics,
        shortest_limit_s: float = 1.0,
    ) -> None:
        """Begin with nothing known.

        Args:
            topic_map: where everything stands.
            device_id: as in the room file.
            prefix: the device's link; the map's topics lie below it.
            provenance: as configured.
            statistics: counted into.
            shortest_limit_s: no value is called stale sooner.

        """
        self.counts = MapCounts()
        self._map = topic_map
        self._prefix = prefix
        self._statistics = statistics
        self._stale_after_s = max(STALE_AFTER_PERIODS * topic_map.period_s + RESOLUTION_S, shortest_limit_s)
        self._speaker = Speaker(device_id, provenance)
        self._edges = NoticeEdges(device_id, provenance)
        self._recency = Recency()
        self._pressures = (
            None if topic_map.pressure is None else PressureDesk(topic_map.pressure, self._recency, self._speaker)
        )
        self._numerics: dict[Parameter, NumericRule] = {rule.parameter: rule for rule in topic_map.numerics}
        self._discoveries = {rule.topic: rule for rule in topic_map.discoveries}
        self._absent_because = None if topic_map.availability is None else NOT_TOLD
        self._present: dict[str, StateRule] = {}

    @property
    def topics(self) -> tuple[str, ...]:
        """What to subscribe to: the named topics, or all below the link where a configuration will name them."""
        everything = (f"{self._prefix}/#",) if self._discoveries else self._topics_of_values()
        others = (*self._availability_topic(), *self._discoveries)
        outside = [topic for topic in others if not self._is_below(topic, everything)]
        return tuple(dict.fromkeys((*everything, *outside)))

    def _is_below(self, topic: str, filters: Sequence[str]) -> bool:
        below_all = f"{self._prefix}/#" in filters and f"{topic}/".startswith(f"{self._prefix}/")
        return topic in filters or below_all  # an overlap would have the broker deliver a message twice

    def _topics_of_values(self) -> tuple[str, ...]:
        topics = [rule.topic for rule in self._numerics.values()] + [rule.topic for rule in self._map.states]
        if self._map.pressure is not None:
            topics.append(self._map.pressure.topic)
        return tuple(dict.fromkeys(full_topic(self._prefix, topic) for topic in topics))

    def _availability_topic(self) -> tuple[str, ...]:
        """The one topic, or none."""
        rule = self._map.availability
        return () if rule is None else (full_topic(self._prefix, rule.topic, shared=rule.shared),)

    def feed(self, topic: str, payload: bytes, *, retained: bool, stamp: Stamp) -> list[Observation]:
        """Judge one delivered message. `stamp` is the instant at which it arrived here."""
        self._statistics.received_bytes += len(payload)
        if not retained:
            self._statistics.last_byte = stamp
        if topic in self._discoveries:
            return self._configured(self._discoveries[topic], payload, stamp)
        carries_values = topic in self._topics_of_values()
        try:
            document = read_document(payload, at_most_bytes=MAX_PAYLOAD_BYTES)
        except FieldError as error:
            return self._refusal(payload, "message", str(error), stamp) if self._is_ours(topic) else []
        observations: list[Observation] = []
        # Beside values on one topic a retained state is as old as the value that came with it.
        if topic in self._availability_topic() and not (retained and carries_values):
            observations += self._availability(document, stamp)
        if not carries_values:
            return observations
        if retained:
            return observations + self._refusal(payload, "retained", "a retained message is no new value", stamp)
        return observations + self._values(topic, payload, document, stamp)

    def _is_ours(self, topic: str) -> bool:
        return topic in (*self._topics_of_values(), *self._availability_topic())

    # --- availability

    def _availability(self, document: Document, stamp: Stamp) -> list[Observation]:
        rule = self._map.availability
        if rule is None:
            return []
        found = document.at(rule.path)
        shares_topic = bool(rule.path) and set(self._availability_topic()) <= set(self._topics_of_values())
        if shares_topic and (found is ABSENT or not document.holds(self._map.only_if)):
            return []  # a message of another sort, or of another device, on the same topic
        self._statistics.frames += 1
        if is_one_of(found, rule.available):
            self._absent_because = None
            return list(self._speaker.closed((OFFLINE,), "the device is there again", stamp))
        words = "the device has left" if is_one_of(found, rule.unavailable) else f"its availability is {spelt(found)}"
        return self._gone(words, stamp)

    def _gone(self, why: str, stamp: Stamp) -> list[Observation]:
        """The device is not there: its values end at once, and what it reported is not known any more."""
        self._absent_because = why
        self._present.clear()
        ended = self._edges.update((), stamp)
        return [*ended, *self._speaker.opened(OFFLINE, why, stamp), *self._speaker.blank(why, stamp)]

    # --- discovery

    def _configured(self, rule: DiscoveryRule, payload: bytes, stamp: Stamp) -> list[Observation]:
        """A configuration is retained by its nature; an empty one takes the sensor away."""
        code = f"refused_discovery_{rule.parameter}"
        former = self._numerics.pop(rule.parameter, None)
        try:
            found = read_discovery(payload, rule, prefix=self._prefix, availability=self._map.availability)
        except FieldError as error:
            self.counts.rejected += 1
            self._statistics.rejected_bytes += len(payload)
            why = f"configuration refused: {error}"
            ended = [] if former is None else [self._speaker.no_value(rule.parameter, why, stamp, source=rule.source)]
            return [*self._speaker.opened(code, why, stamp), *ended]
        self._statistics.frames += 1
        self._numerics[rule.parameter] = found
        return list(self._speaker.closed((code,), "the configuration is accepted", stamp))

    # --- values

    def _values(self, topic: str, payload: bytes, document: Document, stamp: Stamp) -> list[Observation]:
        if not document.holds(self._map.only_if):
            self.counts.passed_over += 1
            return []
        numerics = [rule for rule in self._numerics.values() if self._meant(rule, topic, document)]
        pressures = self._pressures
        if pressures is not None and not self._meant(pressures.rule, topic, document):
            pressures = None
        if not document.is_json and any(rule.path for rule in numerics):
            return self._refusal(payload, "message", "the payload is not JSON", stamp)
        moment = None
        if self._map.clock is not None:
            moment = read_moment(document.at(self._map.clock.path), self._map.clock.format)
            if moment is None and (numerics or pressures is not None):
                return self._refusal(payload, "message", "the message does not say when it was made", stamp)
        self._statistics.frames += 1
        observations = self._accepted(stamp) + self._states(topic, document, stamp)
        for rule in numerics:
            observations += self._numeric(rule, document, moment, stamp)
        if not numerics and moment is not None:
            self._recency.saw(moment, stamp)
        if pressures is not None:
            observations += pressures.take(document, moment, stamp, absent_because=self._absent_because)
        if numerics or pressures is not None:
            self._seen_alive(moment, stamp)
        return observations

    def _meant(self, rule: NumericRule | PressureRule, topic: str, document: Document) -> bool:
        return full_topic(self._prefix, rule.topic) == topic and document.holds(rule.only_if)

    def _seen_alive(self, moment: datetime | None, stamp: Stamp) -> None:
        self._statistics.last_frame = stamp
        if moment is not None:
            self._statistics.device_clock_offset_s = (moment - stamp.utc).total_seconds()

    def _numeric(
        self, rule: NumericRule, document: Document, moment: datetime | None, stamp: Stamp
    ) -> list[Observation]:
        number = read_number(document.at(rule.path), rule.missing)
        age_s = 0.0
        if moment is not None:
            judged = self._recency.judge(rule.parameter, moment, number, stamp)
            match judged.order:
                case Order.REPEATED:
                    self.counts.repeated += 1
                    return []
                case Order.OVERTAKEN:
                    self.counts.overtaken += 1
                    return []
                case Order.NEW:
                    age_s = judged.age_s
                case _:
                    assert_never(judged.order)
        return [self._judged(rule, number, age_s, stamp)]

    def _judged(self, rule: NumericRule, number: float | str, age_s: float, stamp: Stamp) -> Observation:
        doubt, why = self._spoilt()
        why = self._absent_because or why
        if why is None and isinstance(number, str):
            why = number
        if why is None and age_s > self._stale_after_s:
            self.counts.stale += 1
            why = f"measured {age_s:.0f} s before it arrived"
        if why is None and isinstance(number, float):
            value = to_own_unit(number * rule.scale, rule.unit)
            why = why_no_value(rule.parameter, value)
            if why is None:
                return self._speaker.value(rule.parameter, value, stamp.earlier(age_s), source=rule.source, doubt=doubt)
        return self._speaker.no_value(rule.parameter, why or "no value", stamp, source=rule.source)

    # --- states

    def _states(self, topic: str, document: Document, stamp: Stamp) -> list[Observation]:
        """Take over the states that this message tells; what it does not hold stays as it was."""
        for rule in self._map.states:
            found = document.at(rule.path) if full_topic(self._prefix, rule.topic) == topic else ABSENT
            if found is ABSENT:
                continue
            if is_one_of(found, rule.when):
                self._present[rule.code] = rule
            else:
                self._present.pop(rule.code, None)
        states = [State(rule.code, rule.kind, rule.why, rule.priority) for rule in self._present.values()]
        notices: list[Notice] = self._edges.update(states, stamp)
        _, spoilt = self._spoilt()
        begun = any(notice.active for notice in notices)
        return [*notices, *(self._speaker.blank(spoilt, stamp) if spoilt is not None and begun else ())]

    def _spoilt(self) -> tuple[str | None, str | None]:
        """What makes values questionable now, and what makes them none."""
        doubts = [rule.why for rule in self._present.values() if rule.effect is Effect.QUESTIONABLE]
        refusals = [rule.why for rule in self._present.values() if rule.effect is Effect.INVALID]
        return (doubts[0] if doubts else None), (refusals[0] if refusals else None)

    # --- refusals

    def _accepted(self, stamp: Stamp) -> list[Observation]:
        codes = ("refused_message", "refused_retained")
        return list(self._speaker.closed(codes, "messages are accepted again", stamp))

    def _refusal(self, payload: bytes, name: str, why: str, stamp: Stamp) -> list[Observation]:
        self.counts.rejected += 1
        self._statistics.rejected_bytes += len(payload)
        return list(
            self._speaker.opened(f"refused_{name}", f"message refused: {why}", stamp, kind=NoticeKind.TECHNICAL)
        )
