"""Turns the room's pictures and events into MQTT messages of the documented schema. Pure: no I/O, no clock.

Numerics are the native schema of `drivers.mqtt`, one device to a place, so that anything which reads that schema reads
a room; each carries its `session` besides. Alarms are messages of a kind of their own. `README.md` lists the keys.
Ticks pace them: the wall clock, which may be put back, is only written down.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from drivers.mqtt.messages import (
    NUMERIC_KINDS,
    PULSE_FROM_OXIMETER_CODE,
    BirthMessage,
    CuffState,
    Kind,
    NumericMessage,
    PressureMessage,
    SignalQuality,
)
from drivers.observations import Quality, Source
from monitor.domain.events import AlarmChanged
from monitor.domain.time import Instant, ticks
from monitor.domain.vocabulary import AlarmChangeKind
from monitor.engine.core import Step
from monitor.port.snapshot import NumberView, PlaceView, Snapshot

SHORTEST_PERIOD_TICKS = ticks(0.9)  # of one quantity at one place: once a second, whatever the device's own pace
PROGRAM = "infusion-room-monitor"
PULSE_CODE = 149514  # MDC_PULS_RATE: where the pulse does not come from an oximeter
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message; never retained."""

    topic: str
    payload: bytes


class Writing:
    """Remembers what was last said of each place. `topic` is the prefix of the room file."""

    def __init__(self, topic: str) -> None:
        self._topic = topic
        self._seq: Counter[str] = Counter()
        self._said: dict[tuple[str, str], int] = {}  # the tick of what was said last, by place and quantity
        self._pressures: dict[str, tuple[float | None, ...]] = {}  # the numbers of the last one, by place
        self._silent: set[tuple[str, str]] = set()

    def births(self, snapshot: Snapshot) -> list[Outgoing]:
        """One message a place that says who speaks; sent after each connection."""
        codes = tuple(NUMERIC_KINDS[kind].codes[0] for kind in (Kind.SPO2, Kind.PULSE, Kind.ECG_HR))
        return [
            _outgoing(
                BirthMessage(
                    prefix=self._prefix(place.place_id),
                    seq=self._next(place.place_id),
                    received=_moment(snapshot.at.utc_ms),
                    model=f"{snapshot.room_name}, {place.title}",
                    driver=PROGRAM,
                    codes=codes,
                    provenance=snapshot.provenance,
                ).encode(),
                place,
            )
            for place in snapshot.places
        ]

    def messages(self, step: Step) -> list[Outgoing]:
        """Everything that is new in this step, alarms first."""
        snapshot = step.snapshot
        changes = [event for event in step.events if isinstance(event, AlarmChanged) and _is_told(event)]
        found = [self._alarm(event, snapshot) for event in changes]
        for place in snapshot.places:
            found += self._of_place(place, snapshot.at)
        return found

    def _of_place(self, place: PlaceView, now: Instant) -> Iterator[Outgoing]:
        if place.session is None:
            return
        if place.rate.source != Source.CUFF:  # that one stands in the message about the pressure
            kind = Kind.ECG_HR if place.rate.source == Source.ECG else Kind.PULSE
            yield from self._number(place, place.rate, kind, now)
        yield from self._number(place, place.spo2, Kind.SPO2, now)
        yield from self._pressure(place, now)

    def _number(self, place: PlaceView, view: NumberView, kind: Kind, now: Instant) -> Iterator[Outgoing]:
        key = (place.place_id, "spo2" if kind is Kind.SPO2 else "rate")
        if view.value is None:
            if key in self._silent or key not in self._said:
                return
            self._silent.add(key)
            measured = now
        else:
            measured = now.at_tick(now.tick - ticks(view.age_s or 0.0))
            if key in self._said and measured.tick - self._said[key] < SHORTEST_PERIOD_TICKS:
                return
            self._said[key] = measured.tick
            self._silent.discard(key)
        code = PULSE_FROM_OXIMETER_CODE if view.source == Source.OXIMETER else PULSE_CODE
        message = NumericMessage(
            prefix=self._prefix(place.place_id),
            kind=kind,
            seq=self._next(place.place_id),
            measured=_moment(measured.utc_ms),
            received=_moment(now.utc_ms),
            code=code if kind is Kind.PULSE else NUMERIC_KINDS[kind].codes[0],
            value=view.value,
            quality=_quality(view.quality),
            why=(view.why or None) if view.value is not None else view.why or "no value",
        )
        yield _outgoing(message.encode(), place)

    def _pressure(self, place: PlaceView, now: Instant) -> Iterator[Outgoing]:
        view = place.pressure
        if view.systolic is None or view.diastolic is None or view.age_s is None:
            return
        key, measured = (place.place_id, "nibp"), now.at_tick(now.tick - ticks(view.age_s))
        numbers = (view.systolic, view.diastolic, view.mean)  # corrected by hand they are others at the same time
        is_told = key in self._said and abs(measured.tick - self._said[key]) < SHORTEST_PERIOD_TICKS
        if is_told and self._pressures[place.place_id] == numbers:
            return
        self._said[key], self._pressures[place.place_id] = measured.tick, numbers
        message = PressureMessage(
            prefix=self._prefix(place.place_id),
            seq=self._next(place.place_id),
            measured=_moment(measured.utc_ms),
            received=_moment(now.utc_ms),
            cuff_state=CuffState.DONE,
            systolic=view.systolic,
            diastolic=view.diastolic,
            mean=view.mean,
            quality=_quality(view.quality),
        )
        yield _outgoing(message.encode(), place, entered=view.entered)

    def _alarm(self, event: AlarmChanged, snapshot: Snapshot) -> Outgoing:
        place_id = event.place_id or "room"
        members = {
            "seq": self._next(place_id),
            "t": _moment(event.at.utc_ms).isoformat(),
            "alarm": event.alarm_id,
            "session": event.session_id,
            "rule": event.rule,
            "kind": event.kind.value,
            "priority": event.priority.word,
            "change": event.change.value,
            "parameter": event.parameter,
            "value": event.value,
            "op": event.op,
            "limit": event.limit,
            "shown": event.shown,
            "why": event.why,
            "by": None if event.actor is None else event.actor.name,
            "provenance": snapshot.provenance.value,
        }
        kept = {name: value for name, value in members.items() if value not in (None, "")}
        return Outgoing(f"{self._prefix(place_id)}/alarm", _json(kept))

    def _prefix(self, place_id: str) -> str:
        return f"{self._topic}/{re.sub(r'[^A-Za-z0-9_-]', '-', place_id)}"

    def _next(self, place_id: str) -> int:
        self._seq[place_id] += 1
        return self._seq[place_id]


def _is_told(event: AlarmChanged) -> bool:
    """What only may become an alarm is nobody's business outside."""
    return bool(event.alarm_id) and event.change is not AlarmChangeKind.PENDING


def _outgoing(message: tuple[str, bytes], place: PlaceView, *, entered: bool = False) -> Outgoing:
    """The native message with keys that its readers pass over: whose value it is, and whether a person typed it."""
    topic, payload = message
    more: dict[str, object] = {"session": None if place.session is None else place.session.session_id}
    if entered:
        more["entered"] = True
    return Outgoing(topic, payload[:-1] + b"," + _json(more)[1:])  # two objects made one: a message has keys already


def _json(members: dict[str, object]) -> bytes:
    return json.dumps(members, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _quality(quality: Quality) -> SignalQuality:
    return SignalQuality.GOOD if quality is Quality.VALID else SignalQuality.POOR


def _moment(utc_ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=utc_ms)
