"""The messages of the native MQTT schema as frozen data, and how each is written. Pure.

The simulators' half of the format. Reading them back, with all its refusals, is the job of `payloads`.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from drivers.observations import PRESSURE_UNIT, NoticeKind, NoticePriority, Parameter, Provenance

DEFAULT_PERIOD_S = 1.0


class Kind(StrEnum):
    """Last level of a topic."""

    NIBP = "nibp"
    SPO2 = "spo2"
    PULSE = "pulse"
    ECG_HR = "ecg_hr"
    RESP = "resp"
    ETCO2 = "etco2"
    STATUS = "status"
    EVENT = "event"


class SignalQuality(StrEnum):
    GOOD = "good"
    POOR = "poor"


class CuffState(StrEnum):
    MEASURING = "measuring"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericKind:
    """What the schema fixes for one continuous kind. `codes`: IEEE 11073-10101, the usual one first."""

    parameter: Parameter
    codes: tuple[int, ...]
    low: float  # the smallest and the largest that can be a measurement at all, not alarm limits
    high: float


PULSE_FROM_OXIMETER_CODE = 149530  # MDC_PULS_OXIM_PULS_RATE

# Breath rate 0 (apnoea) and end-tidal CO2 0 are measurements; a rate or saturation of 0 is how devices say "no value".
NUMERIC_KINDS = {
    Kind.SPO2: NumericKind(parameter=Parameter.SPO2, codes=(150456,), low=1, high=100),
    Kind.PULSE: NumericKind(parameter=Parameter.PULSE, codes=(PULSE_FROM_OXIMETER_CODE, 149514), low=1, high=350),
    Kind.ECG_HR: NumericKind(parameter=Parameter.HR, codes=(147842,), low=1, high=350),
    Kind.RESP: NumericKind(parameter=Parameter.RESP, codes=(151562, 151570), low=0, high=200),
    Kind.ETCO2: NumericKind(parameter=Parameter.ETCO2, codes=(151728, 151708), low=0, high=150),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericMessage:
    """One continuous value, in its parameter's unit; None with a reason where there is none."""

    prefix: str  # "vitals/v1/clinic1/v100-a"
    kind: Kind  # one of `NUMERIC_KINDS`
    seq: int  # counts all messages of the device, of whatever kind
    measured: datetime  # with zone, by the publisher's clock
    received: datetime  # with zone: when the publisher had it from the device and sent it on; the same clock
    code: int
    value: float | None
    quality: SignalQuality = SignalQuality.GOOD
    why: str | None = None

    def encode(self) -> tuple[str, bytes]:
        """Topic and payload; publish with QoS 1, not retained."""
        members = _timed(self.seq, self.measured, self.received) | {
            "code": self.code,
            "value": self.value,
            "unit": NUMERIC_KINDS[self.kind].parameter.unit,
            "valid": self.value is not None,
            "quality": self.quality,
            "why": self.why,
        }
        return _topic_and_payload(self.prefix, self.kind, members)


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureMessage:
    """One change of a cuff: measuring, failed, or done with numbers in mmHg. Numbers only where it is done."""

    prefix: str
    seq: int
    measured: datetime  # when the cuff finished, not when this was sent
    received: datetime
    cuff_state: CuffState
    systolic: float | None = None
    diastolic: float | None = None
    mean: float | None = None
    pulse: float | None = None  # per minute
    quality: SignalQuality = SignalQuality.GOOD
    why: str | None = None

    def encode(self) -> tuple[str, bytes]:
        """Topic and payload; publish with QoS 1, not retained."""
        members = _timed(self.seq, self.measured, self.received) | {
            "sys": self.systolic,
            "dia": self.diastolic,
            "mean": self.mean,
            "pr": self.pulse,
            "unit": PRESSURE_UNIT,
            "valid": self.systolic is not None,
            "quality": self.quality,
            "cuff_state": self.cuff_state,
            "why": self.why,
        }
        return _topic_and_payload(self.prefix, Kind.NIBP, members)


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthMessage:
    """The device has come on line and starts its numbering at `seq`."""

    prefix: str
    seq: int
    received: datetime  # publisher's clock at the moment of sending
    model: str
    driver: str  # the publishing program and its version
    codes: tuple[int, ...]  # IEEE 11073 codes of what it will send
    period_s: float = DEFAULT_PERIOD_S  # between two continuous values of one kind
    provenance: Provenance | None = None  # None: it does not say
    retained: bool = False  # the broker kept it: it tells who the device is, not that it is there now

    def encode(self) -> tuple[str, bytes]:
        """Topic and payload; publish with QoS 1, retained, first after connecting."""
        members: dict[str, object] = {
            "online": True,
            "seq": self.seq,
            "t_recv": self.received.isoformat(),
            "model": self.model,
            "driver": self.driver,
            "codes": list(self.codes),
            "period_s": self.period_s,
            "provenance": self.provenance,
        }
        return _topic_and_payload(self.prefix, Kind.STATUS, members)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineMessage:
    """The device has gone, by its own word or by its last will, which can carry no time and no number."""

    prefix: str
    retained: bool = False

    def encode(self) -> tuple[str, bytes]:
        """Topic and payload of the last will; QoS 1, retained."""
        return _topic_and_payload(self.prefix, Kind.STATUS, {"online": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMessage:
    """A state or an alarm of the bedside device. `active` False ends the event of the same name."""

    prefix: str
    seq: int
    measured: datetime
    received: datetime
    event: str  # stable name, lower case: "probe_off"
    notice: NoticeKind
    why: str
    active: bool = True
    priority: NoticePriority = NoticePriority.UNKNOWN

    def encode(self) -> tuple[str, bytes]:
        """Topic and payload; publish with QoS 1, not retained."""
        members = _timed(self.seq, self.measured, self.received) | {
            "event": self.event,
            "notice": self.notice,
            "priority": self.priority,
            "active": self.active,
            "why": self.why,
        }
        return _topic_and_payload(self.prefix, Kind.EVENT, members)


DataMessage = NumericMessage | PressureMessage | EventMessage
Message = DataMessage | BirthMessage | OfflineMessage


def _timed(seq: int, measured: datetime, received: datetime) -> dict[str, object]:
    return {"seq": seq, "t_meas": measured.isoformat(), "t_recv": received.isoformat()}


def _topic_and_payload(prefix: str, kind: Kind, members: dict[str, object]) -> tuple[str, bytes]:
    """Join a topic and its payload; keys without a value are left out, except those in which null means something."""
    kept = {
        name: value
        for name, value in members.items()
        if value is not None or name in {"value", "sys", "dia", "mean", "pr"}
    }
    return f"{prefix}/{kind}", json.dumps(kept, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
