"""The rules on cuff readings as data, with the shipped numbers of the clinic's rule table (alarm design, section 2)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from monitor.domain.vocabulary import AlarmKind, Priority

Op = Literal["<", "<=", ">", ">="]


class OffTrend(StrEnum):
    """What a reading that violates does at first when it lies off the trend or is in doubt."""

    RAISE = "raise"  # as any other
    WAIT = "wait"  # pending until a second reading violates, or none came in time
    QUIET = "quiet"  # light without sound, unless a milder alarm of this direction stands or nobody can repeat it


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureRule:
    """A cuff reading beyond fixed limits (mmHg), or risen or fallen against the frozen baseline in mmHg or per cent.

    Any branch raises. A rise counts only at or above its floor: +30 % of 90 mmHg is no hypertension.
    """

    rule: str
    op: Op
    priority: Priority
    limit: float | None = None  # systolic
    diastolic_limit: float | None = None
    mean_limit: float | None = None
    clear: float | None = None  # systolic; None: as soon as no branch is violated
    diastolic_clear: float | None = None
    mean_clear: float | None = None
    rise_percent: float | None = None  # systolic over baseline
    rise_clear_percent: float | None = None
    rise_mmhg: float | None = None  # systolic over baseline
    rise_clear_mmhg: float | None = None
    rise_floor: float = 0.0  # systolic at or above which a rise counts
    rise_diastolic_percent: float | None = None
    rise_diastolic_clear_percent: float | None = None
    rise_diastolic_floor: float = 0.0
    rise_mean_percent: float | None = None
    rise_mean_clear_percent: float | None = None
    rise_mean_floor: float = 0.0
    low_baseline_ratio: float | None = None  # op "<": limit becomes clip(ratio * B, low_baseline_floor, limit)
    low_baseline_floor: float | None = None
    low_mean_baseline_ratio: float | None = None  # the same for the mean
    low_mean_baseline_floor: float | None = None
    fall_percent: float | None = None  # op "<": systolic fallen so far below the baseline; never makes HIGH
    fall_clear_mmhg: float = 0.0  # it ends so far above
    fall_ceiling: float = 0.0  # a fall counts only below
    confirmed_priority: Priority | None = None  # taken when a second reading violates, or none came in time
    confirm_within_s: float = 180.0
    second_repeat_s: float = 0.0  # and so much longer where the station repeats: the first one may fail or not decide
    high_beyond: float | None = None  # HIGH at once so far beyond a fixed limit, by a reading without doubt
    high_rate_below: float | None = None  # HIGH at once with a heart rate below
    rest_fall_mmhg: float | None = None  # before drug and baseline a limit that would follow a low one is only seen,
    # unless the pressure fell so much since the last reading; None: it is heard at once
    off_trend: OffTrend = OffTrend.RAISE
    takes_doubtful: bool = False  # a reading in doubt raises it as well
    doubtful_quiet: bool = False  # it is then seen, and heard once it is repeated; see `PressureBank`
    latching: bool = False
    audible: bool = True
    enabled: bool = True
    kind: AlarmKind = AlarmKind.PHYSIOLOGICAL


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpRule:
    """A pressure changed suddenly against the last accepted reading, and the next one stays there."""

    rule: str
    priority: Priority
    change_mmhg: float  # systolic
    change_mean_mmhg: float
    within_s: float
    up_to: float  # upward it counts only where it reaches this systolic
    down_below: float  # downward only where it falls below this one
    settled_mmhg: float  # over with a reading this near to the one before it
    audible: bool = True
    enabled: bool = True
    kind: AlarmKind = AlarmKind.PHYSIOLOGICAL


@dataclass(frozen=True, slots=True, kw_only=True)
class PersistRule:
    """A raised pressure does not come down although the infusion has ended."""

    rule: str
    priority: Priority
    after_s: float  # since the end of the infusion
    readings: float
    gone_percent: float  # of the rise over the baseline; once so much is gone, it is over
    audible: bool = True
    enabled: bool = True
    kind: AlarmKind = AlarmKind.PHYSIOLOGICAL


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffFailRule:
    """The cuff gives no reading: LOW and MEDIUM by count; HIGH at once where it may be a faint that it fails in."""

    rule: str
    low_after: float  # failures in a row
    medium_after: float
    high_below: float  # systolic of the last reading below which one failure is HIGH
    enabled: bool = True
    kind: AlarmKind = AlarmKind.TECHNICAL


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedRule:
    """Something about pressures that the session owes by a certain time: a reading, a baseline."""

    rule: str
    priority: Priority
    after_s: float
    enabled: bool = True
    kind: AlarmKind = AlarmKind.PROCESS


CourseRule = JumpRule | PersistRule
FactRule = CuffFailRule | OwedRule

PRESSURE_RULES: tuple[PressureRule | CourseRule | FactRule, ...] = (
    PressureRule(
        rule="BP-CRIT",
        op=">=",
        priority=Priority.MEDIUM,
        limit=200,
        diastolic_limit=120,
        clear=172,
        diastolic_clear=105,
        confirmed_priority=Priority.HIGH,
        confirm_within_s=120,  # 60 s of empty cuff, up to 46 s of measuring, and time to be told
        takes_doubtful=True,
    ),
    PressureRule(
        rule="BP-SEV",
        op=">=",
        priority=Priority.MEDIUM,
        limit=180,
        diastolic_limit=110,
        clear=172,
        diastolic_clear=105,
        confirmed_priority=Priority.HIGH,
        second_repeat_s=30,  # twice 60 s of empty cuff and up to 46 s of measuring
        off_trend=OffTrend.QUIET,
        takes_doubtful=True,
        latching=True,
    ),
    PressureRule(
        rule="BP-MOD",
        op=">=",
        priority=Priority.MEDIUM,
        limit=160,
        diastolic_limit=100,
        clear=152,
        diastolic_clear=95,
        rise_percent=30,
        rise_clear_percent=25,
        rise_floor=140,
        rise_mean_percent=30,
        rise_mean_clear_percent=25,
        rise_mean_floor=105,
        second_repeat_s=30,
        off_trend=OffTrend.WAIT,
        takes_doubtful=True,
    ),
    PressureRule(
        rule="BP-EARLY",
        op=">=",
        priority=Priority.LOW,
        rise_percent=20,
        rise_clear_percent=15,
        rise_floor=140,
        rise_diastolic_percent=20,
        rise_diastolic_clear_percent=15,
        rise_diastolic_floor=90,
        audible=False,
    ),
    PressureRule(
        rule="BP-LOW",
        op="<",
        priority=Priority.MEDIUM,
        limit=90,
        clear=95,
        mean_limit=60,
        mean_clear=65,
        low_baseline_ratio=0.85,
        low_baseline_floor=80,
        low_mean_baseline_ratio=0.80,
        low_mean_baseline_floor=55,
        fall_percent=30,
        fall_clear_mmhg=5,
        fall_ceiling=110,
        confirmed_priority=Priority.HIGH,
        second_repeat_s=30,
        high_beyond=5,
        high_rate_below=50,
        rest_fall_mmhg=30,
        takes_doubtful=True,
        doubtful_quiet=True,
        latching=True,
    ),
    JumpRule(
        rule="BP-JUMP",
        priority=Priority.MEDIUM,
        change_mmhg=30,
        change_mean_mmhg=20,
        within_s=360,
        up_to=140,
        down_below=100,
        settled_mmhg=15,
    ),
    PersistRule(rule="BP-PERSIST", priority=Priority.MEDIUM, after_s=900, readings=2, gone_percent=25),
    CuffFailRule(rule="T-NIBPFAIL", low_after=2, medium_after=3, high_below=100),
    OwedRule(rule="T-NOBASE", priority=Priority.LOW, after_s=0, kind=AlarmKind.TECHNICAL),
    OwedRule(rule="T-CUFF", priority=Priority.MEDIUM, after_s=0, kind=AlarmKind.TECHNICAL),
    OwedRule(rule="P-NOBP", priority=Priority.MEDIUM, after_s=300),
    OwedRule(rule="P-40", priority=Priority.LOW, after_s=180),
)
