"""The card of a handover as data: one patient in lines, for whoever takes over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverView:
    """What somebody who takes this patient over has to know beside what stands in the view of the place itself."""

    worst: tuple[str, ...] = ()  # "highest 186/96, doubtful", "lowest SpO₂ 91"
    drugs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # side effects and texts
    silences: tuple[str, ...] = ()  # pauses of place and room; they end when somebody takes over
    tasks: tuple[str, ...] = ()


NO_HANDOVER = HandoverView()
