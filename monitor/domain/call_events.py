"""Calls for a second person as the record keeps them: told by the shell, which does the calling."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from monitor.domain.time import Instant


class CallStep(StrEnum):
    """What became of a call."""

    BEGUN = "begun"
    RECEIVED = "received"  # a receiver confirmed it; whether anybody reads it is another matter
    ACCEPTED = "accepted"  # somebody says that they are coming
    NOT_DELIVERED = "not_delivered"  # no receiver has confirmed it in time
    OVER = "over"  # answered in the room or from outside, or the alarm has ended


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReported:
    """An input: the shell tells of a call."""

    type: Literal["call"] = "call"
    tick: int
    number: int
    alarm_id: int
    place_id: str
    session_id: int | None
    step: CallStep
    receiver: str = ""  # as in the room file
    by: str = ""  # who accepts
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNoted:
    """The same as an event."""

    type: Literal["call_noted"] = "call_noted"
    seq: int
    at: Instant
    number: int
    alarm_id: int
    place_id: str
    session_id: int | None
    step: CallStep
    receiver: str = ""
    by: str = ""
    why: str = ""
