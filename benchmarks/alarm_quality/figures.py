"""The figures of a rule set, each with what it is made of, its target, and its interval."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.alarm_quality.intervals import Estimate, Resampled
from benchmarks.alarm_quality.scoring import FALSE_RATES, Score
from benchmarks.alarm_quality.truths import Family

Of = Callable[[Score], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure; `least` or `most` is the target of the clinic's alarm design, section 6."""

    name: str
    words: str
    unit: str = "1"
    over: Of | None = None
    under: Of | None = None
    delays_of: str = ""  # instead: median of the delays of a family
    share: float = 0.5  # or another quantile of them
    least: float | None = None
    most: float | None = None

    def of(self, scores: Sequence[Score], resampled: Resampled) -> Estimate:
        """Work it out."""
        if self.over is None or self.under is None:
            return resampled.quantile(scores, lambda each: each.delays_s.get(self.delays_of, ()), self.share)
        return resampled.ratio(scores, self.over, self.under, share=self.unit == "1")

    def holds(self, value: float) -> bool | None:
        """Whether the target is met; None: there is none."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


def _count(key: str, *, times: float = 1.0) -> Of:
    return lambda each: times * each.counts[key]


HOURS: Final[Of] = _count("hours_s", times=1 / 3600)
SESSIONS: Final = _count("sessions")


def _sensitivity(family: Family, words: str, least: float | None = None) -> Figure:
    return Figure(
        name=f"{family}_sensitivity",
        words=words,
        over=_count(f"{family}.found"),
        under=_count(f"{family}.events"),
        least=least,
    )


def _precision(name: str, words: str, least: float | None = None) -> Figure:
    over, under = _count(f"{name}.true"), _count(f"{name}.alarms")
    return Figure(name=f"{name}_ppv", words=words, over=over, under=under, least=least)


def _delay(family: Family, words: str, most: float | None = None) -> Figure:
    return Figure(name=f"{family}_delay", words=words, unit="s", delays_of=family, most=most)


def _ninth(family: Family, words: str) -> Figure:
    return Figure(name=f"{family}_delay_90", words=words, unit="s", delays_of=family, share=0.9)


def _false_rate(rule: str, most: float | None) -> Figure:
    over = _count(f"{rule}.false")
    return Figure(name=f"{rule}_false_per_h", words=f"{rule} false", unit="/h", over=over, under=HOURS, most=most)


def _per_session(name: str, words: str, key: str, most: float | None = None) -> Figure:
    return Figure(name=name, words=words, unit="/session", over=_count(key), under=SESSIONS, most=most)


MAIN: Final[tuple[Figure, ...]] = (
    _sensitivity(Family.SEVERE, "Severe ≥ 5 min: found as HIGH", 0.95),
    _precision("severe", "Severe: PPV of HIGH", 0.90),
    _delay(Family.SEVERE, "Severe: median delay to HIGH"),
    _sensitivity(Family.MODERATE, "Moderate: found", 0.95),
    _precision("moderate", "Moderate: PPV", 0.75),
    _delay(Family.MODERATE, "Moderate: median delay", 120.0),
    _sensitivity(Family.LOW, "Low, own limit: found", 0.90),
    _delay(Family.LOW, "Low, own limit: median delay", 60.0),
    _sensitivity(Family.LOW_90, "Low, below 90: found"),
    _precision("low", "BP-LOW: PPV"),
    _sensitivity(Family.HYPOXIA, "SpO2 < 90: found", 0.90),
    _delay(Family.HYPOXIA, "SpO2 < 90: median delay"),
    _sensitivity(Family.DEEP_HYPOXIA, "SpO2 < 85: found as HIGH"),
    _delay(Family.DEEP_HYPOXIA, "SpO2 < 85: median delay to HIGH"),
    _ninth(Family.DEEP_HYPOXIA, "… to HIGH in nine of ten"),
    _sensitivity(Family.DEEP_HEARD, "SpO2 < 85: heard"),
    _ninth(Family.DEEP_HEARD, "… heard in nine of ten"),
    _sensitivity(Family.TACHYCARDIA, "Rate > 120: found"),
    _sensitivity(Family.BRADYCARDIA, "Slow pulse: found"),
    _false_rate("O2-LO", 0.15),
    *(_false_rate(rule, 0.10 if rule[0] in "HV" else None) for rule in FALSE_RATES[1:]),
    _per_session("heard", "Audible", "heard", 1.5),
    _per_session("heard_false", "Audible and false", "heard_false", 0.8),
    _per_session("technical_heard", "Audible, technical", "technical_heard"),
    Figure(name="chatter", words="Chatter", over=_count("again"), under=_count("raised"), most=0.01),
    Figure(
        name="forecast_near",
        words="Forecast within 6 mmHg",
        over=_count("forecast.near"),
        under=_count("forecast.alarms"),
        least=0.90,
    ),
    Figure(
        name="forecast_reached",
        words="Forecast reached",
        over=_count("forecast.reached"),
        under=_count("forecast.alarms"),
    ),
    _per_session("readings", "Cuff readings", "readings"),
)
NOISE: Final = (
    Figure(
        name="noise_false_high",
        words="Noise only: false HIGH in 200 sessions",
        unit="/200",
        over=_count("high_false", times=200.0),
        under=SESSIONS,
        most=1.0,
    ),
    Figure(
        name="noise_cuff_high",
        words="… HIGH because the cuff could not measure",
        unit="/200",
        over=_count("technical_high", times=200.0),
        under=SESSIONS,
    ),
)
LOW_BASELINE: Final = (
    Figure(
        name="low_baseline_sessions",
        words="Baseline 95/58, uneventful: sessions with BP-LOW heard from the start of the infusion on",
        over=_count("low_sessions"),
        under=SESSIONS,
        most=0.07,
    ),
    Figure(
        name="low_baseline_before",
        words="… before it, while there is no baseline",
        over=_count("low_sessions_before"),
        under=SESSIONS,
    ),
    Figure(
        name="low_baseline_anywhere",
        words="… in the whole stay",
        over=_count("low_sessions_anywhere"),
        under=SESSIONS,
        most=0.08,
    ),
    Figure(
        name="low_baseline_rises",
        words="… with a rise alarmed without reason",
        over=_count("groundless_rise_sessions"),
        under=SESSIONS,
    ),
)


def _weighted(name: str, words: str, over: str, under: str, least: float) -> Figure:
    return Figure(
        name=name,
        words=words,
        over=lambda each: each.weight * each.counts[over],
        under=lambda each: each.weight * each.counts[under],
        least=least,
    )


STRATIFIED: Final = (
    _weighted(
        "severe_sensitivity",
        "Severe ≥ 5 min: found as HIGH, hyper-responders oversampled",
        "severe.found",
        "severe.events",
        0.95,
    ),
    _weighted("severe_ppv", "Severe: PPV of HIGH, hyper-responders oversampled", "severe.true", "severe.alarms", 0.90),
    _delay(Family.SEVERE, "Severe: median delay to HIGH, hyper-responders oversampled"),
)
RECORDED: Final = (
    Figure(name="heard_per_h", words="Audible an hour", unit="/h", over=_count("heard"), under=HOURS),
    Figure(name="high_per_h", words="HIGH an hour", unit="/h", over=_count("high"), under=HOURS),
    Figure(name="raised_per_h", words="Times raised an hour", unit="/h", over=_count("raised"), under=HOURS),
    Figure(name="chatter", words="Chatter", over=_count("again"), under=_count("raised"), most=0.01),
)
_INJECTED: Final = (
    *(
        f"{family}_{what}"
        for family in (Family.SEVERE, Family.MODERATE, Family.LOW)
        for what in ("sensitivity", "delay")
    ),
    "severe_ppv",
    "moderate_ppv",
    "hypoxia_sensitivity",
    "hypoxia_delay",
    "deep_hypoxia_sensitivity",
    "heard",
    "heard_false",
    "chatter",
)
INJECTED: Final = tuple(each for each in MAIN if each.name in _INJECTED)
_DEEP: Final = ("deep_hypoxia_sensitivity", "deep_hypoxia_delay", "deep_hypoxia_delay_90", "deep_heard_sensitivity")
FALLS: Final = tuple(each for each in MAIN if each.name in (*_DEEP, "deep_heard_delay_90"))
BY_SCOPE: Final[Mapping[str, tuple[Figure, ...]]] = {
    "sessions": MAIN,
    "noise": NOISE,
    "low_baseline": LOW_BASELINE,
    "stratified": STRATIFIED,
    "falls": FALLS,
    "recorded": RECORDED,
    "injected": INJECTED,
}
