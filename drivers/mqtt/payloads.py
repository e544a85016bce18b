"""The native MQTT schema: topic and payload in, messages out; messages in, topic and payload out. No I/O, clock or log.

One topic per device and kind, ``vitals/v1/<site>/<device>/<kind>``, with one JSON object as payload; `README.md` lists
the keys. What is not in the schema is refused with a reason and never raises. A value that cannot be one (0 %
saturation, a diastolic above its systolic) is no value: the message stays, its numbers are None and `why` says so.
Order, age and repetition are left to `intake`, connections to `session`.
"""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from drivers.mqtt.fields import FieldError, Fields, read_object
from drivers.mqtt.messages import (
    DEFAULT_PERIOD_S,
    NUMERIC_KINDS,
    PULSE_FROM_OXIMETER_CODE,
    BirthMessage,
    CuffState,
    DataMessage,
    EventMessage,
    Kind,
    Message,
    NumericKind,
    NumericMessage,
    OfflineMessage,
    PressureMessage,
    SignalQuality,
)
from drivers.observations import PRESSURE_UNIT, NoticeKind, NoticePriority, Provenance

__all__ = [
    "DEFAULT_PERIOD_S",
    "MAX_CODES",
    "NUMERIC_KINDS",
    "PULSE_FROM_OXIMETER_CODE",
    "BirthMessage",
    "CuffState",
    "DataMessage",
    "EventMessage",
    "Kind",
    "Message",
    "NumericKind",
    "NumericMessage",
    "OfflineMessage",
    "PressureMessage",
    "Rejected",
    "SignalQuality",
    "decode",
    "is_prefix",
]

MAX_CODES = 64
FUTURE_TOLERANCE = timedelta(seconds=2)  # the bedside device and its publisher may round their clocks apart
SHORTEST_PERIOD_S, LONGEST_PERIOD_S = 0.1, 60.0
PRESSURE_CODES = (150020, 150021, 150022, 150023)  # cuff pressure as a whole, systolic, diastolic, mean
PRESSURE_LOW_MMHG, PRESSURE_HIGH_MMHG = 5.0, 350.0
CUFF_PULSE_LOW, CUFF_PULSE_HIGH = 1.0, 350.0
UNEXPLAINED = "the device gives no reason"

# A bridge between brokers may put other levels in front. What calls itself "vitals" must be this version of the schema.
_PREFIX = re.compile(r"(?!vitals(/|$))[^/+#?\s\0]{1,64}(/[^/+#?\s\0]{1,64}){0,7}|vitals/v1(/[^/+#?\s\0]{1,64}){2}")
_KNOWN_PREFIXES = 256  # one a device
_KINDS = frozenset(Kind)
_EVENT_NAME = re.compile(r"(?!offline$|on_line$|refused_)[a-z][a-z0-9_]{0,39}")  # those names are our own notices


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A message that is not in the schema; it carries no value."""

    reason: str  # in words
    kind: Kind | None  # None: the topic itself is not ours


@lru_cache(maxsize=_KNOWN_PREFIXES)
def is_prefix(text: str) -> bool:
    """Whether `text` is ``vitals/v1/<site>/<device>``, or up to eight levels that do not begin with ``vitals``."""
    return _PREFIX.fullmatch(text) is not None


def decode(topic: str, payload: bytes, *, retained: bool) -> Message | Rejected:
    """Read one message as a broker delivered it; never raises, whatever the bytes.

    Args:
        topic: the device's prefix and the kind.
        payload: as received.
        retained: the broker kept it from earlier. Only status may be retained: anything else would show an old value.

    """
    prefix, _, last = topic.rpartition("/")
    if last not in _KINDS or not is_prefix(prefix):
        return Rejected(reason="the topic is not vitals/v1/<site>/<device>/<kind> or <prefix>/<kind>", kind=None)
    kind = Kind(last)
    if retained and kind is not Kind.STATUS:
        return Rejected(reason=f"a retained {kind} message is no new value", kind=kind)
    try:
        fields = read_object(payload)
        if kind is Kind.STATUS:
            return _read_status(prefix, fields, retained=retained)
        return _checked_times(_read_data(prefix, kind, fields))
    except FieldError as error:
        return Rejected(reason=str(error), kind=kind)


def _read_data(prefix: str, kind: Kind, fields: Fields) -> DataMessage:
    if kind is Kind.NIBP:
        return _read_pressure(prefix, fields)
    if kind is Kind.EVENT:
        return _read_event(prefix, fields)
    return _read_numeric(prefix, kind, fields)


def _checked_times(message: DataMessage) -> DataMessage:
    if message.measured > message.received + FUTURE_TOLERANCE:
        raise FieldError("t_meas lies after t_recv: measured in the future")
    return message


def _read_numeric(prefix: str, kind: Kind, fields: Fields) -> NumericMessage:
    facts = NUMERIC_KINDS[kind]
    code = fields.integer("code")
    if code not in facts.codes:
        raise FieldError(f"code {code} is not one of {kind}: {', '.join(map(str, facts.codes))}")
    _check_unit(fields, facts.parameter.unit)
    value = fields.number("value")
    why = _why_no_value(fields, has_value=value is not None)
    if why is None and value is not None and not facts.low <= value <= facts.high:
        why = f"{kind} {value:g} is outside {facts.low:g} to {facts.high:g}"
    return NumericMessage(
        prefix=prefix,
        kind=kind,
        seq=fields.integer("seq"),
        measured=fields.moment("t_meas"),
        received=fields.moment("t_recv"),
        code=code,
        value=value if why is None else None,
        quality=_read_quality(fields, has_value=why is None),
        why=why or fields.optional_text("why"),
    )


def _read_pressure(prefix: str, fields: Fields) -> PressureMessage:
    if fields.has("code") and fields.integer("code") not in PRESSURE_CODES:
        raise FieldError("code is not one of a cuff pressure")
    _check_unit(fields, PRESSURE_UNIT)
    state = fields.choice("cuff_state", CuffState)
    systolic, diastolic = fields.number("sys"), fields.number("dia")
    mean, pulse = fields.number("mean"), fields.number("pr")
    unexplained = "the cuff is measuring" if state is CuffState.MEASURING else UNEXPLAINED
    why = _why_no_value(fields, has_value=systolic is not None and diastolic is not None, unexplained=unexplained)
    if why is None and state is not CuffState.DONE:
        why = f"numbers while the cuff is {state}"
    if why is None and systolic is not None and diastolic is not None:
        why = _why_impossible(systolic, diastolic, mean)
    message = PressureMessage(
        prefix=prefix,
        seq=fields.integer("seq"),
        measured=fields.moment("t_meas"),
        received=fields.moment("t_recv"),
        cuff_state=state,
        quality=_read_quality(fields, has_value=why is None),
        why=why or fields.optional_text("why"),
    )
    if why is not None:
        return message
    if pulse is not None and not CUFF_PULSE_LOW <= pulse <= CUFF_PULSE_HIGH:
        pulse = None  # the pressure stands without it
    return replace(message, systolic=systolic, diastolic=diastolic, mean=mean, pulse=pulse)


def _why_impossible(systolic: float, diastolic: float, mean: float | None) -> str | None:
    """Only what cannot be a measurement at all: a doubtful reading is still a reading."""
    numbers = [systolic, diastolic] + ([] if mean is None else [mean])
    if not all(PRESSURE_LOW_MMHG <= number <= PRESSURE_HIGH_MMHG for number in numbers):
        return f"{systolic:g}/{diastolic:g} is outside {PRESSURE_LOW_MMHG:g} to {PRESSURE_HIGH_MMHG:g} mmHg"
    if diastolic >= systolic or (mean is not None and not diastolic <= mean <= systolic):
        return f"{systolic:g}/{diastolic:g}, mean {mean}, is in impossible order"
    return None


def _read_event(prefix: str, fields: Fields) -> EventMessage:
    event = fields.text("event")
    if not _EVENT_NAME.fullmatch(event):
        raise FieldError("event is not a name of lower-case letters, digits and underscores, or it is a reserved one")
    return EventMessage(
        prefix=prefix,
        seq=fields.integer("seq"),
        measured=fields.moment("t_meas"),
        received=fields.moment("t_recv"),
        event=event,
        notice=fields.choice("notice", NoticeKind),
        why=fields.text("why"),
        active=fields.flag("active"),
        priority=fields.choice("priority", NoticePriority) if fields.has("priority") else NoticePriority.UNKNOWN,
    )


def _read_status(prefix: str, fields: Fields, *, retained: bool) -> BirthMessage | OfflineMessage:
    if not fields.flag("online"):
        return OfflineMessage(prefix=prefix, retained=retained)
    provenance = fields.choice("provenance", Provenance) if fields.has("provenance") else None
    if provenance is Provenance.ENTERED:
        raise FieldError("provenance is 'entered', which only a person at the station can be the source of")
    return BirthMessage(
        prefix=prefix,
        seq=fields.integer("seq"),
        received=fields.moment("t_recv"),
        model=fields.text("model"),
        driver=fields.text("driver"),
        codes=fields.integers("codes", at_most=MAX_CODES),
        period_s=_read_period_s(fields),
        provenance=provenance,
        retained=retained,
    )


def _read_period_s(fields: Fields) -> float:
    period_s = fields.number("period_s") if fields.has("period_s") else DEFAULT_PERIOD_S
    if period_s is None or not SHORTEST_PERIOD_S <= period_s <= LONGEST_PERIOD_S:
        raise FieldError(f"period_s is not from {SHORTEST_PERIOD_S:g} to {LONGEST_PERIOD_S:g} seconds")
    return period_s


def _check_unit(fields: Fields, unit: str) -> None:
    given = fields.text("unit")
    if given != unit:
        raise FieldError(f"unit is {given!r}, not {unit!r}")


def _why_no_value(fields: Fields, *, has_value: bool, unexplained: str = UNEXPLAINED) -> str | None:
    """Say in words why there is no value, or None where there is one. A contradiction means no value."""
    if fields.flag("valid"):
        return None if has_value else "the device calls it valid but sends no number"
    return fields.optional_text("why") or unexplained


def _read_quality(fields: Fields, *, has_value: bool) -> SignalQuality:
    """Demanded beside a value; what has none needs no quality."""
    if not has_value and not fields.has("quality"):
        return SignalQuality.POOR
    return fields.choice("quality", SignalQuality)
