"""One pressure line and one sound for each direction: the gravest condition stands, the others are named behind it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from monitor.alarms.pressure_branches import COMPONENTS
from monitor.domain.vocabulary import AlarmState, Priority


class PressureCondition(Protocol):
    """What is asked of a condition that stands."""

    @property
    def rule(self) -> str: ...
    @property
    def state(self) -> AlarmState: ...
    @property
    def priority(self) -> Priority: ...
    @property
    def audible(self) -> bool: ...
    @property
    def parameter(self) -> str: ...
    @property
    def op(self) -> str: ...


def leaders(standing: Sequence[PressureCondition], table: Sequence[str]) -> Mapping[str, str]:
    """For each pressure condition that another one speaks for: the rule of that one.

    A condition without sound speaks for none that has one, and one that is over (latched) for nobody. Of equal ones
    stands that which nobody has acknowledged, then that which the rule table names first.
    """
    found: dict[str, str] = {}
    for direction in "<>":
        members = [
            each
            for each in standing
            if each.parameter in COMPONENTS and each.op.startswith(direction) and each.state is not AlarmState.LATCHED
        ]
        if members:
            first = max(
                members,
                key=lambda each: (
                    each.audible,
                    each.priority,
                    each.state is AlarmState.ACTIVE,
                    -table.index(each.rule),
                ),
            )
            found |= {each.rule: first.rule for each in members if each.rule != first.rule}
    return found
