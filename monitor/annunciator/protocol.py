"""What station and annunciator say to each other, one JSON object a line. Pure: no process, no clock, no sound.

The station repeats the whole wanted state with its two counters, so that a lost line costs nothing and silence is a
message too. Both sides refuse a line of another version.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from monitor.domain.vocabulary import Priority, SoundCategory

Version = Literal[1]
EVERY_S = 0.25  # both sides speak at least this often


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """One thing to be heard. A larger step is louder."""

    priority: Priority
    category: SoundCategory = SoundCategory.GENERAL
    volume_step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The state of the room's sound, and the heartbeat of engine and screen."""

    version: Version = 1
    type: Literal["wanted"] = "wanted"
    sound: Sound | None  # None: silence is right
    ticks: int  # steps of the engine
    paints: int | None  # pictures painted; None: this station has no screen


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayTest:
    """Play one burst so that a person can say whether it was heard."""

    version: Version = 1
    type: Literal["play_test"] = "play_test"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptOutput:
    """A person heard the test: the present output is the right one."""

    version: Version = 1
    type: Literal["accept_output"] = "accept_output"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodbye:
    """The station is being closed on purpose; without this word the end of the lines is a failure."""

    version: Version = 1
    type: Literal["goodbye"] = "goodbye"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The annunciator's sign of life."""

    version: Version = 1
    type: Literal["standing"] = "standing"
    output: str  # where the sound goes; empty: nowhere
    problem: str = ""  # why the sound may not be heard
    failure: str = ""  # what of the station stands still


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The first sample of a sound was handed to the output."""

    version: Version = 1
    type: Literal["begun"] = "begun"
    sound: Sound
    mono_ns: int


Order = Wanted | PlayTest | AcceptOutput | Goodbye
Report = Standing | Begun

_order: TypeAdapter[Order] = TypeAdapter(Annotated[Order, Field(discriminator="type")])
_report: TypeAdapter[Report] = TypeAdapter(Annotated[Report, Field(discriminator="type")])


def encode_order(order: Order) -> str:
    """One line, with its end."""
    return _order.dump_json(order).decode() + "\n"


def decode_order(line: str) -> Order:
    """Back from `encode_order`; raises ValueError on anything else, another version included."""
    return _order.validate_json(line)


def encode_report(report: Report) -> str:
    """One line, with its end."""
    return _report.dump_json(report).decode() + "\n"


def decode_report(line: str) -> Report:
    """Back from `encode_report`; raises ValueError on anything else, another version included."""
    return _report.validate_json(line)
