"""Rules whose condition the room names rather than a number: device alarms, scores, notes, reminders; as data.

Each is raised some time after its condition began, may become graver later, and ends when the room says so.
"""

from dataclasses import dataclass

from monitor.domain.vocabulary import AlarmKind, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedRule:
    """A condition that is there or not, with a first and a graver stage."""

    rule: str
    parameter: str  # what it is about, for the record
    priority: Priority
    after_s: float = 0.0  # from the beginning of the condition
    graver: Priority | None = None
    graver_after_s: float | None = None  # from the beginning of the condition; None: only the room says so
    limit: float | None = None
    graver_limit: float | None = None
    cuff_hold_max_s: float | None = None  # the delay while the cuff is inflated on the probe's arm
    repeat_s: float | None = None  # asked again this often while it stands
    latching: bool = False
    ends_by_hand: bool = False  # it stands until somebody acknowledges it
    audible: bool = True
    enabled: bool = True
    kind: AlarmKind = AlarmKind.PHYSIOLOGICAL


STAGED_RULES: tuple[StagedRule, ...] = (
    StagedRule(
        rule="PR-LOST", parameter="pulse", priority=Priority.HIGH, after_s=10, cuff_hold_max_s=60, latching=True
    ),
    StagedRule(rule="SED", parameter="moaas", priority=Priority.MEDIUM, limit=3, graver=Priority.HIGH, graver_limit=2),
    StagedRule(rule="FAINT", parameter="side_effect", priority=Priority.HIGH, ends_by_hand=True),
    StagedRule(rule="DBL", parameter="two_conditions", priority=Priority.HIGH),
    StagedRule(rule="BED-ALARM", parameter="device_alarm", priority=Priority.MEDIUM, latching=True),
    StagedRule(
        rule="T-MISM",
        parameter="rate_mismatch",
        priority=Priority.LOW,
        after_s=30,
        limit=15,
        kind=AlarmKind.TECHNICAL,
    ),
    StagedRule(
        rule="T-MUTED",
        parameter="device_sound",
        priority=Priority.LOW,
        graver=Priority.MEDIUM,
        graver_after_s=120,
        kind=AlarmKind.TECHNICAL,
    ),
    StagedRule(
        rule="T-CLOCK",
        parameter="device_clock",
        priority=Priority.LOW,
        after_s=30,
        audible=False,
        kind=AlarmKind.TECHNICAL,
    ),
    StagedRule(rule="P-REC", parameter="recovery", priority=Priority.LOW, kind=AlarmKind.PROCESS),
    StagedRule(rule="P-OFF", parameter="off_monitor", priority=Priority.MEDIUM, after_s=600, kind=AlarmKind.PROCESS),
    StagedRule(
        rule="P-BEGUN",
        parameter="infusion",
        priority=Priority.LOW,
        after_s=600,
        graver=Priority.MEDIUM,
        graver_after_s=1200,
        repeat_s=120,
        kind=AlarmKind.PROCESS,
    ),
)
