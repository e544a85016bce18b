"""Messages written by hand after the schema of the reference sheet, and shorthands to decode them."""

import json
from datetime import UTC, datetime

from drivers.mqtt.payloads import (
    Message,
    NumericMessage,
    PressureMessage,
    Rejected,
    decode,
)

PREFIX = "vitals/v1/clinic1/v100-a"
MOMENT = datetime(2024, 5, 17, 14, 28, 2, tzinfo=UTC)

# Written by hand after the schema of the reference sheet, so that our own encoder proves nothing about itself.
SPO2 = {
    "seq": 7,
    "t_meas": "2024-05-17T14:28:02+00:00",
    "t_recv": "2024-05-17T14:28:02.250Z",
    "code": 150456,
    "value": 98,
    "unit": "%",
    "valid": True,
    "quality": "good",
}
PRESSURE = {
    "seq": 41,
    "t_meas": "2024-05-17T14:28:02+00:00",
    "t_recv": "2024-05-17T14:28:14+00:00",
    "sys": 118,
    "dia": 76,
    "mean": 90,
    "pr": 71,
    "unit": "mm[Hg]",
    "valid": True,
    "quality": "good",
    "cuff_state": "done",
}
BIRTH = {
    "online": True,
    "seq": 0,
    "t_recv": "2024-05-17T14:28:00Z",
    "model": "CARESCAPE V100",
    "driver": "bridge 1",
    "codes": [150456],
}
EVENT = {
    "seq": 8,
    "t_meas": "2024-05-17T14:28:02Z",
    "t_recv": "2024-05-17T14:28:02Z",
    "event": "probe_off",
    "notice": "technical",
    "active": True,
    "why": "probe off",
}


def read(kind: str, members: object, *, retained: bool = False) -> Message | Rejected:
    return decode(f"{PREFIX}/{kind}", json.dumps(members).encode(), retained=retained)


def reason(kind: str, members: object) -> str:
    answer = read(kind, members)
    assert isinstance(answer, Rejected), answer
    return answer.reason


def numeric(**changes: object) -> NumericMessage:
    answer = read("spo2", SPO2 | changes)
    assert isinstance(answer, NumericMessage), answer
    return answer


def pressure(**changes: object) -> PressureMessage:
    answer = read("nibp", PRESSURE | changes)
    assert isinstance(answer, PressureMessage), answer
    return answer
