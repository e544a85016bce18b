"""Hard bounds for every number of a profile: no file can set a limit that would never alarm, or always.

They catch slips (SpO2 9, delay 600 s), not judgement: within them the responsible physician decides. Rates are per
minute, pressures mmHg, saturation per cent. A test keeps this table complete.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Bound:
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether `value` lies between the bounds, both included."""
        return self.low <= value <= self.high

    def __str__(self) -> str:
        return f"a number from {self.low:g} to {self.high:g}"


# Fields that mean the same in every rule.
COMMON: Mapping[str, Bound] = MappingProxyType(
    {
        "delay_s": Bound(0, 60),
        "hold_s": Bound(0, 120),
        "gate_max_s": Bound(0, 60),
        "deep_beyond": Bound(1, 10),
        "deep_gate_max_s": Bound(5, 30),
        "plunge_max_s": Bound(0, 90),
        "graver_gate_max_s": Bound(0, 60),
        "graver_plunge_max_s": Bound(0, 90),
        "after_s": Bound(0, 60),
        "graver_after_s": Bound(1, 60),
        "graver_limit": Bound(1, 60),
        "cuff_hold_max_s": Bound(0, 60),
        "repeat_s": Bound(60, 600),
        "confirm_within_s": Bound(60, 300),
        "second_repeat_s": Bound(0, 60),
        "rise_percent": Bound(5, 60),
        "rise_clear_percent": Bound(0, 60),
        "rise_mmhg": Bound(5, 80),
        "rise_clear_mmhg": Bound(0, 80),
        "rise_floor": Bound(0, 180),
        "rise_mean_percent": Bound(5, 60),
        "rise_mean_clear_percent": Bound(0, 60),
        "rise_mean_floor": Bound(0, 130),
        "rise_diastolic_percent": Bound(5, 60),
        "rise_diastolic_clear_percent": Bound(0, 60),
        "rise_diastolic_floor": Bound(0, 130),
        "mean_limit": Bound(40, 150),
        "mean_clear": Bound(40, 150),
        "low_baseline_ratio": Bound(0.5, 1),
        "low_baseline_floor": Bound(60, 120),
        "low_mean_baseline_ratio": Bound(0.5, 1),
        "low_mean_baseline_floor": Bound(40, 80),
        "fall_percent": Bound(10, 60),
        "fall_clear_mmhg": Bound(0, 30),
        "fall_ceiling": Bound(0, 140),
        "high_beyond": Bound(0, 30),
        "high_rate_below": Bound(30, 60),
        "rest_fall_mmhg": Bound(10, 40),
    }
)


def _saturation(low: float, high: float) -> dict[str, Bound]:
    return {
        "limit": Bound(low, high),
        "clear": Bound(low, 100),
        "clear_margin": Bound(0, 5),
        "baseline_ratio": Bound(0.8, 1),
        "baseline_offset": Bound(-8, 0),
        "follow_offset": Bound(-10, -1),
        "oxygen_limit": Bound(low, high),
        "baseline_low": Bound(low, high),
        "baseline_high": Bound(low, high),
    }


def _rate(low: float, high: float, ratio: Bound) -> dict[str, Bound]:
    return {
        "limit": Bound(low, high),
        "clear": Bound(20, 250),
        "clear_margin": Bound(0, 20),
        "baseline_ratio": ratio,
        "baseline_offset": Bound(-60, 60),
        "follow_offset": Bound(-30, 30),
        "oxygen_limit": Bound(low, high),
        "baseline_low": Bound(low, high),
        "baseline_high": Bound(low, high),
    }


def _pressure(systolic: Bound, diastolic: Bound) -> dict[str, Bound]:
    return {"limit": systolic, "clear": systolic, "diastolic_limit": diastolic, "diastolic_clear": diastolic}


def _breaths(low: float, high: float) -> dict[str, Bound]:
    return {
        "limit": Bound(low, high),
        "clear": Bound(low, 30),
        "clear_margin": Bound(0, 10),
        "baseline_ratio": Bound(0.3, 1),
        "baseline_offset": Bound(-20, 0),
        "baseline_low": Bound(low, high),
        "baseline_high": Bound(low, high),
        "follow_offset": Bound(-10, -1),
        "oxygen_limit": Bound(low, high),
    }


_FALL, _RISE = Bound(0.5, 1), Bound(1.1, 2)

OF_RULE: Mapping[str, Mapping[str, Bound]] = MappingProxyType(
    {
        "BP-CRIT": _pressure(Bound(160, 250), Bound(90, 160)),
        "BP-SEV": _pressure(Bound(140, 220), Bound(80, 140)),
        "BP-MOD": _pressure(Bound(120, 200), Bound(70, 130)),
        "BP-EARLY": _pressure(Bound(110, 190), Bound(60, 120)),
        "BP-LOW": _pressure(Bound(60, 130), Bound(30, 80)),
        "BP-JUMP": {
            "change_mmhg": Bound(15, 60),
            "change_mean_mmhg": Bound(10, 50),
            "within_s": Bound(60, 1800),
            "up_to": Bound(100, 180),
            "down_below": Bound(80, 120),
            "settled_mmhg": Bound(5, 30),
        },
        "BP-PERSIST": {"after_s": Bound(300, 3600), "readings": Bound(1, 5), "gone_percent": Bound(5, 90)},
        "T-NIBPFAIL": {"low_after": Bound(1, 5), "medium_after": Bound(2, 8), "high_below": Bound(80, 130)},
        "T-NOBASE": {"after_s": Bound(0, 1)},  # said at once
        "T-CUFF": {"after_s": Bound(0, 1)},
        "P-NOBP": {"after_s": Bound(60, 1800)},
        "P-40": {"after_s": Bound(0, 1200)},
        "O2-XLO": _saturation(70, 95),
        "O2-LO": _saturation(80, 98),
        "O2-ADV": _saturation(85, 99) | {"delay_s": Bound(0, 300)},
        "RR-XLO": _breaths(3, 10),
        "RR-LO": _breaths(4, 14),
        "VVS": _rate(40, 80, _FALL) | {"fall_percent": Bound(10, 60), "graver_limit": Bound(25, 60)},
        "HR-XHI": _rate(90, 220, _RISE),
        "HR-HI": _rate(80, 180, _RISE),
        "HR-XLO": _rate(20, 80, _FALL),
        "HR-LO": _rate(30, 100, _FALL),
        # a rise that only asks to look: long delays keep it from chattering
        "HR-REL": _rate(80, 200, _RISE) | {"delay_s": Bound(0, 300)},
        "T-LINK": {
            "low_after_s": Bound(1, 60),
            "medium_after_s": Bound(5, 120),
            "known_break_after_s": Bound(0, 10),
            "frail_medium_after_s": Bound(5, 120),
        },
        "T-SPO2": {
            "low_after_s": Bound(1, 60),
            "medium_after_s": Bound(5, 120),
            "known_break_after_s": Bound(0, 10),
            "frail_medium_after_s": Bound(5, 120),
        },
        "T-STALE": {
            "low_after_s": Bound(0, 600),
            "medium_after_s": Bound(60, 1200),
            "known_break_after_s": Bound(0, 10),
            "frail_medium_after_s": Bound(60, 1200),
        },
        "BP-FCST": {
            "limit": Bound(120, 200),
            "probability": Bound(0.1, 0.9),
            "clear_probability": Bound(0.05, 0.9),
            "after_s": Bound(300, 1800),
        },
        "BP-CUSUM": {"threshold": Bound(3, 10), "slack": Bound(0.25, 2), "least_sd": Bound(4, 15)},
        "PR-LOST": {"limit": Bound(0, 60)},
        "SED": {"limit": Bound(1, 4), "graver_limit": Bound(0, 3)},
        "FAINT": {"limit": Bound(0, 60)},
        "DBL": {"limit": Bound(0, 60)},
        "BED-ALARM": {"limit": Bound(0, 60)},
        "T-MISM": {"limit": Bound(5, 60)},
        "T-MUTED": {"limit": Bound(0, 60), "graver_after_s": Bound(10, 600)},
        "T-CLOCK": {"limit": Bound(0, 60), "graver_after_s": Bound(10, 3600)},
        "P-REC": {"limit": Bound(0, 60), "after_s": Bound(0, 3600), "graver_after_s": Bound(10, 3600)},
        "P-OFF": {"limit": Bound(0, 60), "after_s": Bound(60, 900)},
        "P-BEGUN": {"limit": Bound(0, 60), "after_s": Bound(60, 3600), "graver_after_s": Bound(120, 7200)},
    }
)


def bound_of(rule: str, field: str) -> Bound:
    """Bounds of one number; KeyError where nobody has set any, which no number may rely on."""
    own = OF_RULE[rule]
    return own[field] if field in own else COMMON[field]
