"""What one session under one rule set comes to: counts that can be added over sessions, and delays.

An event counts as found where an alarm that is meant for it stands at some time from one minute before it until shortly
after it; delays count from its first second and are never negative.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from benchmarks.alarm_quality.living import Lived, seconds_of
from benchmarks.alarm_quality.tellings import Told
from benchmarks.alarm_quality.truths import Family, SessionTruths

EARLY_S: Final = 60
PRESSURE_LATE_S, SIGNAL_LATE_S = 480, 60  # one interval and the time of a confirmation
FORECAST_UNTIL_S: Final = 3000  # the end of the infusion and ten minutes
RISES: Final = ("BP-MOD", "BP-SEV", "BP-CRIT")
FALSE_RATES: Final = ("O2-LO", "O2-XLO", "HR-HI", "HR-XHI", "HR-LO", "HR-XLO", "VVS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """The rules that find events of one family."""

    rules: tuple[str, ...]
    late_s: int
    as_high: bool = False  # only once they are HIGH
    events_of: Family | None = None  # the events are those of another family


DETECTORS: Mapping[Family, Detector] = MappingProxyType(
    {
        Family.SEVERE: Detector(rules=("BP-SEV", "BP-CRIT"), late_s=PRESSURE_LATE_S, as_high=True),
        Family.MODERATE: Detector(rules=RISES, late_s=PRESSURE_LATE_S),
        Family.LOW: Detector(rules=("BP-LOW", "VVS"), late_s=PRESSURE_LATE_S),
        Family.LOW_90: Detector(rules=("BP-LOW", "VVS"), late_s=PRESSURE_LATE_S),
        Family.HYPOXIA: Detector(rules=("O2-LO", "O2-XLO"), late_s=SIGNAL_LATE_S),
        Family.DEEP_HYPOXIA: Detector(rules=("O2-XLO",), late_s=SIGNAL_LATE_S),
        Family.DEEP_HEARD: Detector(rules=("O2-LO", "O2-XLO"), late_s=SIGNAL_LATE_S, events_of=Family.DEEP_HYPOXIA),
        Family.TACHYCARDIA: Detector(rules=("HR-HI", "HR-XHI"), late_s=SIGNAL_LATE_S),
        Family.BRADYCARDIA: Detector(rules=("HR-LO", "HR-XLO", "VVS"), late_s=SIGNAL_LATE_S),
    }
)
PRECISION: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"moderate": ("BP-MOD",), "low": ("BP-LOW",), "hypoxia": ("O2-LO",), "deep_hypoxia": ("O2-XLO",)}
)
"""Rules whose heard alarms make a positive predictive value; that of `severe` is made of HIGH alarms."""


@dataclass(slots=True, kw_only=True)
class Score:
    """One session under one rule set."""

    session: int
    hyper_responder: bool = False
    weight: float = 1.0  # how many sessions of the natural mix it stands for
    counts: Counter[str] = field(default_factory=Counter)
    delays_s: dict[str, list[float]] = field(default_factory=dict)


def score(lived: Lived, truth: SessionTruths, seconds: int) -> Score:
    """Compare what was told with what was so."""
    found = Score(session=truth.session, hyper_responder=truth.hyper_responder)
    counts, first_s = found.counts, truth.first_s
    counts["sessions"], counts["hours_s"], counts["readings"] = 1, seconds, lived.readings
    for family, detector in DETECTORS.items():
        for event in truth.events.get(detector.events_of or family, ()):
            _find(found, family, detector, event, lived.told, first_s)
    for told in lived.told:
        _count(counts, told, truth, first_s)
    lows_s = [seconds_of(told.heard_tick, first_s) for told in lived.told if told.rule == "BP-LOW" and told.heard_tick]
    counts["low_sessions"] = int(any(at_s >= 0 for at_s in lows_s))
    counts["low_sessions_before"] = int(any(at_s < 0 for at_s in lows_s))
    counts["low_sessions_anywhere"] = int(bool(lows_s))
    counts["groundless_rise_sessions"] = int(counts["rise_false"] > 0)
    _forecasts(counts, lived, truth)
    return found


def _find(
    found: Score,
    family: Family,
    detector: Detector,
    event: tuple[int, int],
    told: Sequence[Told],
    first_s: int,
) -> None:
    found.counts[f"{family}.events"] += 1
    starts: list[float] = []
    for each in told:
        begun = each.high_tick if detector.as_high else each.raised_tick
        if each.rule not in detector.rules or begun is None:
            continue
        over_s = float("inf") if each.over_tick is None else seconds_of(each.over_tick, first_s)
        begun_s = seconds_of(begun, first_s)
        if begun_s <= event[1] + detector.late_s and max(over_s, begun_s) >= event[0] - EARLY_S:
            starts.append(begun_s)
    if starts:
        found.counts[f"{family}.found"] += 1
        found.delays_s.setdefault(family, []).append(max(0.0, min(starts) - event[0]))


def _count(counts: Counter[str], told: Told, truth: SessionTruths, first_s: int) -> None:
    """One alarm: heard or not, with or without a reason, chatter."""
    heard = told.heard_tick is not None
    if not told.physiological:
        counts["technical_heard"] += heard
        counts["technical_high"] += told.high_tick is not None
        return
    if not heard and told.high_tick is None:
        return
    counts["raised"] += told.raises
    counts["again"] += told.again
    grave = told.high_tick is not None
    at_s = seconds_of(told.heard_tick or told.raised_tick, first_s)
    reason = truth.had_reason(told.rule, at_s, grave=False, upwards=told.upwards)
    if told.high_tick is not None:
        high_s = seconds_of(told.high_tick, first_s)
        high_reason = truth.had_reason(told.rule, high_s, grave=True, upwards=told.upwards)
        reason = reason and high_reason if high_s <= at_s else reason or high_reason
        counts["high"] += 1
        counts["high_false"] += not high_reason
        if told.rule in ("BP-SEV", "BP-CRIT"):
            counts["severe.alarms"] += 1
            counts["severe.true"] += high_reason
    counts["heard"] += heard
    counts["heard_false"] += heard and not reason
    counts["rise_false"] += told.rule in RISES and not reason
    for name, rules in PRECISION.items():
        if told.rule in rules:
            counts[f"{name}.alarms"] += 1
            counts[f"{name}.true"] += reason
    if told.rule in FALSE_RATES:
        counts[f"{told.rule}.false"] += not reason
    counts[f"{told.rule}.heard"] += heard
    counts[f"{told.rule}.heard_false"] += heard and not reason
    counts["quiet_grave"] += grave and not heard


def _forecasts(counts: Counter[str], lived: Lived, truth: SessionTruths) -> None:
    if lived.baseline_systolic is None:
        return
    limit = min(160.0, 1.3 * lived.baseline_systolic)
    for told in lived.told:
        at_s = seconds_of(told.raised_tick, truth.first_s)
        if told.rule == "BP-FCST" and at_s < FORECAST_UNTIL_S:
            near, reached = truth.ends_near(at_s, limit, until_s=FORECAST_UNTIL_S)
            counts["forecast.alarms"] += 1
            counts["forecast.near"] += near
            counts["forecast.reached"] += reached
