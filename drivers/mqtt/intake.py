"""Turns delivered messages into observations: drops what is not new, and says of the rest how old it is. Pure.

Freshness comes from the time of measurement, never from arrival. The wire format is left to `payloads`, order to
`numbering`, delay to `delivery`, connections to `session`; what a silent device means is left to the monitor.
"""

from dataclasses import dataclass
from typing import assert_never

from drivers.device import LinkStatistics
from drivers.identities import IdentityEdge
from drivers.mqtt.delivery import Delivery
from drivers.mqtt.numbering import Numbering, NumberingCounts, Order
from drivers.mqtt.payloads import (
    DEFAULT_PERIOD_S,
    NUMERIC_KINDS,
    PULSE_FROM_OXIMETER_CODE,
    BirthMessage,
    CuffState,
    DataMessage,
    EventMessage,
    Kind,
    NumericMessage,
    OfflineMessage,
    PressureMessage,
    Rejected,
    SignalQuality,
    decode,
)
from drivers.observations import (
    BloodPressure,
    CuffStatus,
    Notice,
    NoticeKind,
    Numeric,
    Observation,
    Parameter,
    Provenance,
    Quality,
    Source,
    Stamp,
)

STALE_AFTER_PERIODS = 2
MAX_PRESSURE_AGE_S = 7200.0  # a monitor may hold a reading for 90 minutes; older ones are nobody's present pressure
MAX_CUFF_CYCLE_S = 180.0  # adult determinations are cut off at 120 s by IEC 80601-2-30; one minute for the way

_SOURCES = {Parameter.SPO2: Source.OXIMETER, Parameter.HR: Source.ECG}


@dataclass(slots=True)
class IntakeCounts:
    rejected: int = 0  # not in the schema, retained, or of another provenance than configured
    stale: int = 0  # live, but measured too long before it arrived
    repeated: int = 0  # a pressure that was given before


class Intake:
    """Owns what is known of one device since the link was opened."""

    def __init__(
        self, *, device_id: str, provenance: Provenance, statistics: LinkStatistics, shortest_limit_s: float = 1.0
    ) -> None:
        """Begin with nothing known.

        Args:
            device_id: as in the room file.
            provenance: as configured; a birth message that contradicts it has the values refused.
            statistics: counted into.
            shortest_limit_s: no value is called stale sooner; one real second of a clock that runs fast.

        """
        self.counts = IntakeCounts()
        self.birth: BirthMessage | None = None
        self._device_id = device_id
        self._configured = provenance
        self._provenance = provenance
        self._statistics = statistics
        self._shortest_limit_s = shortest_limit_s
        self._identity = IdentityEdge(device_id, provenance)
        self._numbering = Numbering()
        self._delivery = Delivery()
        self._open_notices: set[str] = set()
        self._last_reading: PressureMessage | None = None

    @property
    def order(self) -> NumberingCounts:
        return self._numbering.counts

    def feed(self, topic: str, payload: bytes, *, retained: bool, stamp: Stamp) -> list[Observation]:
        """Judge one delivered message. `stamp` is the instant at which it arrived here."""
        self._statistics.received_bytes += len(payload)
        if not retained:
            self._statistics.last_byte = stamp
        message = decode(topic, payload, retained=retained)
        if isinstance(message, Rejected):
            self._statistics.rejected_bytes += len(payload)
            return self._refusal(message.kind, message.reason, stamp)
        self._statistics.frames += 1
        if isinstance(message, OfflineMessage):
            why = "the device has left the broker"
            return [*self._closed({"on_line"}, why, stamp), *self._opened("offline", why, stamp)]
        if isinstance(message, BirthMessage):
            return self._born(message, stamp)
        return self._data(message, stamp)

    def _born(self, birth: BirthMessage, stamp: Stamp) -> list[Observation]:
        if not birth.retained:
            if not self._numbering.born(birth.seq, birth.received):
                return []
            self._delivery.born(stamp, birth.received)
            self._seen_alive(birth, stamp)
        self.birth = birth
        if birth.provenance is not None and not self._contradicts(birth):
            self._provenance = birth.provenance
        self._open_notices.add("on_line")
        words = f"on line: {birth.model}, {birth.driver}"
        return [
            *self._closed({"offline", _refused_code(Kind.STATUS), _refused_code(None)}, "the device is on line", stamp),
            self._notice("on_line", words, stamp, kind=NoticeKind.INFORMATION),
            *self._identity.update(stamp, model=birth.model, software=birth.driver),
        ]

    def _data(self, message: DataMessage, stamp: Stamp) -> list[Observation]:
        kind = _kind_of(message)
        if self.birth is not None and self._contradicts(self.birth):
            why = f"the device calls its values {self.birth.provenance}, the room file calls them {self._configured}"
            return self._refusal(kind, why, stamp)
        if self._numbering.judge(kind, message.seq, message.received) is not Order.NEW:
            return []
        held_s = max(0.0, (message.received - message.measured).total_seconds())
        age_s = held_s + self._delivery.delay_s(stamp, message.received)
        self._seen_alive(message, stamp)
        if isinstance(message, PressureMessage) and age_s > MAX_PRESSURE_AGE_S:
            self.counts.stale += 1
            return self._refusal(kind, f"the reading was taken {age_s / 60:.0f} minutes ago", stamp)
        accepted = self._closed({"offline", _refused_code(kind)}, "messages are accepted again", stamp)
        return accepted + self._observations(message, age_s, stamp)

    def _observations(self, message: DataMessage, age_s: float, stamp: Stamp) -> list[Observation]:
        match message:
            case NumericMessage():
                return [self._numeric(message, age_s, stamp)]
            case PressureMessage():
                return self._pressure(message, age_s, stamp)
            case EventMessage():
                return [
                    Notice(
                        device_id=self._device_id,
                        code=message.event,
                        kind=message.notice,
                        stamp=stamp,
                        why=message.why,
                        active=message.active,
                        priority=message.priority,
                        provenance=self._provenance,
                    )
                ]
            case _:
                assert_never(message)

    def _numeric(self, message: NumericMessage, age_s: float, stamp: Stamp) -> Numeric:
        """Stamp a value with the instant of measurement; one older than two periods is no value any more."""
        value, quality, why = message.value, Quality.VALID, message.why
        if value is None:
            quality = Quality.INVALID
        elif age_s > self._stale_after_s():
            self.counts.stale += 1
            value, quality, why = None, Quality.INVALID, f"measured {age_s:.0f} s before it arrived"
        elif message.quality is SignalQuality.POOR:
            quality, why = Quality.QUESTIONABLE, why or "poor signal"
        parameter = NUMERIC_KINDS[message.kind].parameter
        from_oximeter = message.code == PULSE_FROM_OXIMETER_CODE
        return Numeric(
            device_id=self._device_id,
            parameter=parameter,
            value=value,
            quality=quality,
            stamp=stamp if value is None else stamp.earlier(age_s),
            source=Source.OXIMETER if from_oximeter else _SOURCES.get(parameter, Source.OTHER),
            why=why,
            provenance=self._provenance,
        )

    def _stale_after_s(self) -> float:
        period_s = DEFAULT_PERIOD_S if self.birth is None else self.birth.period_s
        return max(STALE_AFTER_PERIODS * period_s, self._shortest_limit_s)

    def _pressure(self, message: PressureMessage, age_s: float, stamp: Stamp) -> list[Observation]:
        if message.cuff_state is CuffState.MEASURING and age_s > MAX_CUFF_CYCLE_S:
            self.counts.stale += 1  # that inflation is over, however it ended
            return []
        if message.systolic is not None:
            if _same_reading(message, self._last_reading):
                self.counts.repeated += 1
                return []
            self._last_reading = message
        return [self._reading(message, age_s, stamp)]

    def _reading(self, message: PressureMessage, age_s: float, stamp: Stamp) -> BloodPressure:
        status = CuffStatus(message.cuff_state)
        quality = Quality.VALID if message.quality is SignalQuality.GOOD else Quality.QUESTIONABLE
        why = message.why
        if message.systolic is None:
            quality = Quality.INVALID
            status = CuffStatus.MEASURING if status is CuffStatus.MEASURING else CuffStatus.FAILED
        elif quality is Quality.QUESTIONABLE:
            why = why or "poor signal"
        return BloodPressure(
            device_id=self._device_id,
            status=status,
            quality=quality,
            stamp=stamp,
            systolic=message.systolic,
            diastolic=message.diastolic,
            mean=message.mean,
            pulse=message.pulse,
            age_s=age_s,
            why=why,
            provenance=self._provenance,
        )

    def _contradicts(self, birth: BirthMessage) -> bool:
        """A room is either real or not; values of the other sort are never let in, in either direction."""
        if birth.provenance is None:
            return False
        return (birth.provenance is Provenance.REAL) != (self._configured is Provenance.REAL)

    def _seen_alive(self, message: DataMessage | BirthMessage, stamp: Stamp) -> None:
        self._statistics.last_frame = stamp
        self._statistics.device_clock_offset_s = (message.received - stamp.utc).total_seconds()

    def _refusal(self, kind: Kind | None, why: str, stamp: Stamp) -> list[Observation]:
        self.counts.rejected += 1
        return self._opened(_refused_code(kind), f"message refused: {why}", stamp)

    def _opened(self, code: str, why: str, stamp: Stamp) -> list[Observation]:
        """Report a state once, however often it is found again."""
        if code in self._open_notices:
            return []
        self._open_notices.add(code)
        return [self._notice(code, why, stamp)]

    def _closed(self, codes: set[str], why: str, stamp: Stamp) -> list[Observation]:
        """End those of the open notices that a message has disproved."""
        ended = codes & self._open_notices
        self._open_notices -= ended
        kinds = {"on_line": NoticeKind.INFORMATION}
        return [
            self._notice(code, why, stamp, active=False, kind=kinds.get(code, NoticeKind.TECHNICAL))
            for code in sorted(ended)
        ]

    def _notice(
        self,
        code: str,
        why: str,
        stamp: Stamp,
        *,
        kind: NoticeKind = NoticeKind.TECHNICAL,
        active: bool = True,
    ) -> Notice:
        return Notice(
            device_id=self._device_id,
            code=code,
            kind=kind,
            stamp=stamp,
            why=why,
            active=active,
            provenance=self._provenance,
        )


def _refused_code(kind: Kind | None) -> str:
    return f"refused_{kind or 'topic'}"


def _kind_of(message: DataMessage) -> Kind:
    match message:
        case NumericMessage():
            return message.kind
        case PressureMessage():
            return Kind.NIBP
        case EventMessage():
            return Kind.EVENT
        case _:
            assert_never(message)


def _same_reading(one: PressureMessage, other: PressureMessage | None) -> bool:
    """A monitor repeats its last reading until the next: same moment, same numbers."""
    return other is not None and (one.measured, one.systolic, one.diastolic) == (
        other.measured,
        other.systolic,
        other.diastolic,
    )
