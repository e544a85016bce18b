"""CARE / teleICU observation objects: payload in, what it says of one monitor out. Pure; never raises.

Fields as in the types of the project's middleware (ohcnetwork/teleicu_middleware, `src/types/observation.ts`), wave
data as its front end reads them. Names and numbers of patients are never read: they end here. Order, age and repetition
are left to `care_intake`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from drivers.mqtt.adapters.documents import number_of, read_moment, spelt
from drivers.mqtt.adapters.mapping import GivenUnit, TimeFormat
from drivers.mqtt.adapters.values import Pressure, checked_pressure, to_own_unit, why_no_value
from drivers.mqtt.fields import MAX_TEXT_LENGTH, FieldError, read_json
from drivers.observations import Parameter, Source

MAX_CARE_BYTES = 65_536  # a second of three waves at 500/s in decimal text stays below 12,000
MAX_OBJECTS = 256
MAX_SAMPLES = 5_000
MAX_RATE_HZ = 2_000.0

# `body-temperature2` is passed over: two temperatures under one name could not be told apart. No rule judges `ST`.
CONTINUOUS = {
    "heart-rate": (Parameter.HR, Source.ECG),
    "pulse-rate": (Parameter.PULSE, Source.OXIMETER),
    "SpO2": (Parameter.SPO2, Source.OXIMETER),
    "respiratory-rate": (Parameter.RESP, Source.OTHER),
    "body-temperature1": (Parameter.TEMPERATURE, Source.OTHER),
}
BLOOD_PRESSURE = "blood-pressure"
WAVES = {"II": "ecg_ii", "Pleth": "pleth", "Respiration": "resp"}

_PER_MINUTE = dict.fromkeys(("bpm", "/min", "1/min", "brpm", "rpm", "beats/min", "breaths/min"), GivenUnit.PER_MINUTE)
_MMHG = dict.fromkeys(("mmhg", "mm[hg]"), GivenUnit.MMHG)
_UNITS = {
    Parameter.HR: _PER_MINUTE,
    Parameter.PULSE: _PER_MINUTE,
    Parameter.RESP: _PER_MINUTE,
    Parameter.SPO2: {"%": GivenUnit.PERCENT},
    Parameter.TEMPERATURE: dict.fromkeys(("cel", "c", "°c", "deg c", "degc", "celsius"), GivenUnit.CELSIUS)
    | dict.fromkeys(("[degf]", "f", "°f", "deg f", "degf", "fahrenheit"), GivenUnit.FAHRENHEIT),
}
_MESSAGE = "Message-"
_RATE = re.compile(r"(\d{1,5}(?:\.\d{1,3})?) ?(/sec|/s|hz)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CareNumeric:
    """One continuous value, in the parameter's own unit; None with a reason where there is none."""

    name: str  # observation_id
    moment: datetime
    value: float | None
    why: str | None = None
    message: str | None = None  # what the monitor says in place of "final": "Leads Off"
    limit: str | None = None  # "low" or "high" by the monitor's own limits


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePressure:
    """What the cuff said last. Neither `pressure` nor `failure`: it has nothing to say, as before the first reading."""

    moment: datetime
    pressure: Pressure | None = None
    failure: str | None = None  # in words, where a measurement went wrong
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CareWave:
    label: str
    moment: datetime
    samples: tuple[float | None, ...]  # in the monitor's own counts
    rate_hz: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CareConnection:
    connected: bool
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CareRefusal:
    """One object that cannot be read."""

    name: str  # observation_id, if it is one of ours; "message" for the payload as a whole
    reason: str


CareItem = CareNumeric | CarePressure | CareWave | CareConnection


@dataclass(slots=True)
class CareMessage:
    items: list[CareItem] = field(default_factory=list)
    refusals: list[CareRefusal] = field(default_factory=list)
    passed_over: int = 0  # objects of other monitors, or of kinds that are not read


def decode(payload: bytes, *, monitor: str) -> CareMessage:
    """Read what one payload says of `monitor`; never raises, whatever the bytes."""
    message = CareMessage()
    try:
        objects = _objects(payload)
    except FieldError as error:
        message.refusals.append(CareRefusal(name="message", reason=str(error)))
        return message
    for one in objects:
        _read_into(message, one, monitor=monitor)
    return message


def _objects(payload: bytes) -> list[dict[str, object]]:
    objects = list(_flattened(read_json(payload, at_most_bytes=MAX_CARE_BYTES), depth=0))
    if len(objects) > MAX_OBJECTS:
        raise FieldError(f"the payload holds {len(objects)} objects, more than {MAX_OBJECTS}")
    return objects


def _flattened(content: object, *, depth: int) -> Iterator[dict[str, object]]:
    """Yield the objects: the gateway posts one, a list of them, or a list of such lists."""
    if isinstance(content, dict):
        yield content
    elif isinstance(content, list) and depth < 3:
        for each in content:
            yield from _flattened(each, depth=depth + 1)
    else:
        raise FieldError("the payload is not a list of objects")


def _read_into(message: CareMessage, members: dict[str, object], *, monitor: str) -> None:
    name = members.get("observation_id")
    device = members.get("device_id")
    if not isinstance(device, str):
        message.refusals.append(CareRefusal(name="message", reason="an object does not say of which monitor it is"))
        return
    if device != monitor or not isinstance(name, str) or not (name in CONTINUOUS or name in _READERS):
        message.passed_over += 1
        return
    try:
        message.items.append(_item(name, members))
    except FieldError as error:
        message.refusals.append(CareRefusal(name=name, reason=str(error)))


def _item(name: str, members: dict[str, object]) -> CareItem:
    moment = read_moment(members.get("date-time"), TimeFormat.ISO)
    if moment is None:
        raise FieldError(f"date-time is {spelt(members.get('date-time'))}, not a time")
    return _numeric(name, members, moment) if name in CONTINUOUS else _READERS[name](members, moment)


def _numeric(name: str, members: dict[str, object], moment: datetime) -> CareNumeric:
    parameter, _ = CONTINUOUS[name]
    limit = members.get("interpretation")
    message, why = _status(members)
    value = None
    if why is None:
        number = _number(members, _UNITS[parameter])
        if isinstance(number, str):
            why = number
        else:
            why = why_no_value(parameter, number)
            value = number if why is None else None
    return CareNumeric(
        name=name,
        moment=moment,
        value=value,
        why=why,
        message=message,
        limit=limit if isinstance(limit, str) and limit in {"low", "high"} and value is not None else None,
    )


def _status(members: dict[str, object]) -> tuple[str | None, str | None]:
    """The monitor's message, and why there is no value: only what is `final` is one."""
    status = members.get("status")
    if status == "final":
        return None, None
    if status is None:
        return None, "the monitor does not call it final"
    if not isinstance(status, str) or len(status) > MAX_TEXT_LENGTH or not status.isprintable():
        raise FieldError("status is no printable text")
    if status.startswith(_MESSAGE) and status.removeprefix(_MESSAGE).strip():
        words = status.removeprefix(_MESSAGE).strip()
        return words, f"the monitor says: {words}"
    return None, f"the monitor calls it {spelt(status)}, not final"


def _number(members: dict[str, object], units: dict[str, GivenUnit]) -> float | str:
    """`value` in our own unit, or why there is none."""
    value, unit = members.get("value"), members.get("unit")
    if value is None:
        return "the monitor gives no value"
    number = number_of(value)
    if number is None:
        return f"{spelt(value)} is not a number"
    given = units.get(unit.strip().lower()) if isinstance(unit, str) else None
    if given is None:
        return f"the unit {spelt(unit)} is not known"
    return to_own_unit(number, given)


def _pressure(members: dict[str, object], moment: datetime) -> CarePressure:
    message, why = _status(members)
    if why is not None:
        return CarePressure(moment=moment, failure=None if message is None else why, message=message)
    parts = {name: _part(members.get(name)) for name in ("systolic", "diastolic", "map")}
    mean = parts["map"]
    systolic, diastolic = parts["systolic"], parts["diastolic"]
    if systolic is None and diastolic is None:
        return CarePressure(moment=moment)
    for name, part in parts.items():
        if isinstance(part, str):
            return CarePressure(moment=moment, failure=f"{name}: {part}")
    if not isinstance(systolic, float) or not isinstance(diastolic, float):
        return CarePressure(moment=moment, failure="one of systolic and diastolic is missing")
    checked = checked_pressure(systolic, diastolic, mean=mean if isinstance(mean, float) else None, pulse=None)
    if isinstance(checked, str):
        return CarePressure(moment=moment, failure=checked)
    return CarePressure(moment=moment, pressure=checked)


def _part(part: object) -> float | str | None:
    """One pressure in mmHg; None where the monitor gives none, words where it cannot be read."""
    if part is None or (isinstance(part, dict) and part.get("value") is None):
        return None
    return _number(part, _MMHG) if isinstance(part, dict) else "it is no object"


def _wave(members: dict[str, object], moment: datetime) -> CareWave:
    name, data, rate = members.get("wave-name"), members.get("data"), members.get("sampling rate")
    if not isinstance(name, str) or name not in WAVES:
        raise FieldError(f"wave-name is {spelt(name)}, not one of {', '.join(WAVES)}")
    found = _RATE.fullmatch(rate.strip()) if isinstance(rate, str) else None
    rate_hz = number_of(rate) if found is None else float(found[1])
    if rate_hz is None or not 1.0 <= rate_hz <= MAX_RATE_HZ:
        raise FieldError(f"sampling rate is {spelt(rate)}, not from 1 to {MAX_RATE_HZ:g} per second")
    if not isinstance(data, str):
        raise FieldError(f"data is {spelt(data)}, not text")
    words = data.split()
    if not words or len(words) > MAX_SAMPLES:
        raise FieldError(f"data holds {len(words)} samples, not from 1 to {MAX_SAMPLES}")
    return CareWave(label=WAVES[name], moment=moment, samples=tuple(map(number_of, words)), rate_hz=rate_hz)


def _connection(members: dict[str, object], moment: datetime) -> CareConnection:
    status = members.get("status")
    if status not in ("Connected", "Disconnected"):
        raise FieldError(f"status is {spelt(status)}, not Connected or Disconnected")
    return CareConnection(connected=status == "Connected", moment=moment)


_READERS: dict[str, Callable[[dict[str, object], datetime], CareItem]] = {
    BLOOD_PRESSURE: _pressure,
    "waveform": _wave,
    "device-connection": _connection,
}
