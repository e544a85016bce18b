"""What goes out of the room to other computers and people, as a screen may know it: frozen, picklable."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView:
    """One receiver outside. Counters run since the monitor started; `waiting` may reach back further."""

    name: str  # "MQTT numerics", "on-call phone"
    target: str  # "broker.clinic.example:8883 ward/out"
    on_line: bool
    why: str = ""  # in words, where it is not on line
    waiting: int = 0  # messages that nobody has confirmed yet
    delivered: int = 0
    dropped: int = 0  # given up: the queue was full, or the receiver refused them for good


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideView:
    """Everything outside together."""

    outlets: tuple[OutletView, ...] = ()
    calls: tuple[str, ...] = ()  # one line for each call for a second person, the most pressing first
    refused: int = 0  # messages from outside that were not obeyed, since the monitor started
    security_notice: str = ""  # the latest of them in words, for ten minutes


NOTHING_OUTSIDE = OutsideView()
