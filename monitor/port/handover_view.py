"""The card of a handover as data: one patient in lines, for whoever takes over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverView:
    """What somebody who takes this patient over has to know, in lines."""

    phase: str = ""  # "recovery for 12 min"
    baseline: str = ""
    worst: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # side effects and texts
    alarms: tuple[str, ...] = ()
    silences: tuple[str, ...] = ()  # pauses and suspended rules; both end when somebody takes over
    own_limits: tuple[str, ...] = ()
    due: tuple[str, ...] = ()  # the next pressure, the earliest leave, back from off the monitor
    tasks: tuple[str, ...] = ()


NO_HANDOVER = HandoverView()
