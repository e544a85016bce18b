"""The one table of which rules run where: at a free place, in each phase, and for a patient off the monitor."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from monitor.alarms.circumstances import Circumstances
from monitor.alarms.rules import LimitRule, PressureRule, Rule
from monitor.domain.vocabulary import AlarmKind, Phase, Priority


class Watch(StrEnum):
    """What is judged in a column."""

    NOTHING = "nothing"
    ABSOLUTE_HIGH = "absolute_high"  # values arrive, but no patient is admitted
    PATIENT = "patient"


# A rule that is not named runs in every phase of a patient's stay.
ONLY_IN: Mapping[str, frozenset[Phase]] = MappingProxyType({"P-BEGUN": frozenset({Phase.BASELINE, Phase.INFUSION})})
QUIET_OFF_MONITOR = frozenset({AlarmKind.TECHNICAL})


def runs(rule: Rule, watch: Watch, circumstances: Circumstances) -> bool:
    """Whether the rule is judged in a column under this watch and in these circumstances."""
    if not rule.enabled or watch is Watch.NOTHING:
        return False
    if watch is Watch.ABSOLUTE_HIGH:
        return isinstance(rule, LimitRule | PressureRule) and Priority.HIGH in (
            rule.priority,
            getattr(rule, "confirmed_priority", None),
        )
    if circumstances.off_monitor and rule.kind in QUIET_OFF_MONITOR:
        return False
    return circumstances.phase in ONLY_IN.get(rule.rule, frozenset(Phase))
