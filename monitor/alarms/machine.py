"""The states of an alarm as one table: what may follow what, and which change it is in the record.

The banks of the engine decide when something happens; what state follows stands here alone. The diagram in the README
of this package is drawn from the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from monitor.domain.vocabulary import AlarmChangeKind, AlarmState


class Trigger(StrEnum):
    """What happens to a condition or to its alarm; the words stand in the diagram."""

    VIOLATED = "limit violated"
    RETURNED = "limit kept before the delay was over"
    DUE = "violated for as long as the rule asks"
    GRAVER = "higher priority"
    MILDER = "lower priority"
    ACKNOWLEDGED = "acknowledged"
    WORSE = "worse than acknowledged, or the acknowledgement ran out"
    REMINDER = "reminder due"
    OVER = "clear value reached"
    OVER_UNSEEN = "clear value reached, latching rule, nobody known has seen it"


S = AlarmState
C = AlarmChangeKind
T = Trigger


@dataclass(frozen=True, slots=True)
class Step:
    """The state that follows, and the change that goes into the record."""

    state: AlarmState
    change: AlarmChangeKind


def _row(
    state: AlarmState, *steps: tuple[Trigger, AlarmState, AlarmChangeKind]
) -> dict[tuple[AlarmState, Trigger], Step]:
    return {(state, trigger): Step(after, change) for trigger, after, change in steps}


TABLE: Mapping[tuple[AlarmState, Trigger], Step] = MappingProxyType(
    _row(
        S.INACTIVE,
        (T.VIOLATED, S.PENDING, C.PENDING),
        (T.DUE, S.ACTIVE, C.RAISED),
    )
    | _row(
        S.PENDING,
        (T.RETURNED, S.INACTIVE, C.WITHDRAWN),
        (T.DUE, S.ACTIVE, C.RAISED),
    )
    | _row(
        S.ACTIVE,
        (T.DUE, S.ACTIVE, C.RAISED),  # put up once more after a failure of the monitor
        (T.GRAVER, S.ACTIVE, C.ESCALATED),
        (T.MILDER, S.ACTIVE, C.DE_ESCALATED),
        (T.ACKNOWLEDGED, S.ACKNOWLEDGED, C.ACKNOWLEDGED),
        (T.REMINDER, S.ACTIVE, C.REMINDED),  # a question that nobody has answered is put again
        (T.OVER, S.CLEARED, C.CLEARED),
        (T.OVER_UNSEEN, S.LATCHED, C.LATCHED),
    )
    | _row(
        S.ACKNOWLEDGED,
        (T.DUE, S.ACTIVE, C.RAISED),
        (T.GRAVER, S.ACTIVE, C.ESCALATED),
        (T.MILDER, S.ACKNOWLEDGED, C.DE_ESCALATED),
        (T.ACKNOWLEDGED, S.ACKNOWLEDGED, C.ACKNOWLEDGED),  # somebody known after somebody who was not signed in
        (T.WORSE, S.ACTIVE, C.REOPENED),
        (T.REMINDER, S.ACKNOWLEDGED, C.REMINDED),
        (T.OVER, S.CLEARED, C.CLEARED),
        (T.OVER_UNSEEN, S.LATCHED, C.LATCHED),
    )
    | _row(
        S.LATCHED,
        (T.DUE, S.ACTIVE, C.RAISED),
        (T.GRAVER, S.ACTIVE, C.ESCALATED),
        (T.ACKNOWLEDGED, S.ACKNOWLEDGED, C.ACKNOWLEDGED),
        (T.OVER, S.CLEARED, C.CLEARED),  # the patient left, or the rule is no longer judged
    )
    | _row(
        S.CLEARED,
        (T.VIOLATED, S.PENDING, C.PENDING),
        (T.DUE, S.ACTIVE, C.RAISED),  # within a minute: the old record goes on
    )
)

_AFTER: Mapping[tuple[AlarmState, AlarmChangeKind], AlarmState] = MappingProxyType(
    {(state, step.change): step.state for (state, _), step in TABLE.items()}
)


def follow(state: AlarmState, change: AlarmChangeKind) -> AlarmState:
    """Give the state of an alarm after a change.

    Raises:
        KeyError: the table knows no such change of this state: a fault of the monitor.
    """
    return _AFTER[state, change]


def diagram() -> str:
    """Draw the table as a Mermaid state diagram, one arrow for a pair of states."""
    arrows: dict[tuple[AlarmState, AlarmState], list[str]] = {}
    for (state, trigger), step in TABLE.items():
        arrows.setdefault((state, step.state), []).append(f"{trigger} ({step.change})")
    lines = [f"    {start.name} --> {end.name}: {' / '.join(texts)}" for (start, end), texts in arrows.items()]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {AlarmState.INACTIVE.name}", *lines])
