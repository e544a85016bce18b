"""The alarms that a monitor lists, and its alarm state. Pure.

The layout is from a public transcription of the vendor's guide; the capture holds empty lists only.
"""

from dataclasses import dataclass

from drivers.philips_intellivue.codes import AlertState
from drivers.philips_intellivue.operations import MONITOR, ObjectId, read_object
from drivers.philips_intellivue.wire import Reader, counted, pack_text, sized, text, u16, u32

_TEXT_INFO, _PLAIN_INFO = 516, 513  # with the words, or with the number of a text only
_FLAGS_BYTES = 10  # instance, text number, priority, flags


NO_STATE = AlertState(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alarm of a list."""

    source: int  # a Physio, or an object class where the code is odd
    code: int
    kind: int  # an AlertType, or what nobody has documented
    state: AlertState = NO_STATE
    words: str = ""  # the monitor's own, empty where it sends a number only
    origin: ObjectId = MONITOR

    def encode(self) -> bytes:
        info = u16(0) + u32(0) + u16(0, 0)
        number = _PLAIN_INFO
        if self.words:
            number, info = _TEXT_INFO, info + sized(pack_text(self.words))
        head = u16(self.source, self.code, self.kind, self.state) + self.origin.encode()
        return head + u16(number) + sized(info)


@dataclass(frozen=True, slots=True)
class AlertCondition:
    """The monitor's alarm system as a whole."""

    state: AlertState

    def encode(self) -> bytes:
        return u16(self.state, 0, 0, 0, 0)


def parse_alerts(packed: bytes) -> tuple[Alert, ...]:
    """A list of alarms. Raises MalformedError where a length does not fit."""
    reader = Reader(packed)
    count, entries = reader.counted()
    reader.end()
    alerts = tuple(_alert(entries) for _ in range(count))
    entries.end()
    return alerts


def _alert(reader: Reader) -> Alert:
    source, code, kind, state = reader.u16(), reader.u16(), reader.u16(), AlertState(reader.u16())
    origin = read_object(reader)
    number, info = reader.u16(), reader.sized()
    words = ""
    if number == _TEXT_INFO and info.remaining > _FLAGS_BYTES:
        info.take(_FLAGS_BYTES)
        words = text(info.sized().rest())
    return Alert(source=source, code=code, kind=kind, state=state, words=words, origin=origin)


def write_alerts(alerts: tuple[Alert, ...]) -> bytes:
    """The list that `parse_alerts` reads."""
    return counted(alert.encode() for alert in alerts)


def parse_condition(packed: bytes) -> AlertCondition:
    """Raises MalformedError where it is too short."""
    return AlertCondition(AlertState(Reader(packed).u16()))
