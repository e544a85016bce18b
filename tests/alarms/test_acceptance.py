"""The acceptance test of a cuff reading: what rejects, what only casts doubt, what lies off the trend."""

import pytest

from monitor.alarms.acceptance import Cuff, Known, judge, predicted
from monitor.domain.vocabulary import Verdict


def known(minute: float, systolic: float, doubt: str = "") -> Known:
    return Known(tick=round(minute * 600), systolic=systolic, diastolic=80.0, doubt=doubt)


def verdict(cuff: Cuff, *, rate: float | None = None, last: Known | None = None) -> tuple[Verdict, str]:
    found = judge(cuff, tick=6000, accepted=[], last=last, rate=rate)
    return found.verdict, found.why


@pytest.mark.parametrize(
    "cuff",
    [
        Cuff(systolic=None, diastolic=70),
        Cuff(systolic=120, diastolic=120),
        Cuff(systolic=120, diastolic=70, mean=125),
        Cuff(systolic=120, diastolic=90, mean=85),
        Cuff(systolic=float("nan"), diastolic=70),
        Cuff(systolic=0, diastolic=None),
    ],
)
def test_only_impossible_order_or_missing_numbers_reject(cuff: Cuff) -> None:
    assert verdict(cuff)[0] is Verdict.REJECTED


@pytest.mark.parametrize(
    ("cuff", "rate", "why"),
    [
        (Cuff(systolic=196, diastolic=78), None, "pulse pressure 118"),
        (Cuff(systolic=100, diastolic=90), None, "pulse pressure 10"),
        (Cuff(systolic=120, diastolic=70, mean=110), None, "the mean does not fit"),
        (Cuff(systolic=120, diastolic=70, pulse=95), 70.0, "cuff pulse 95, rate 70"),
        (Cuff(systolic=265, diastolic=140), None, "above the measuring range"),
        (Cuff(systolic=39, diastolic=21), None, "below the measuring range"),
        (Cuff(systolic=120, diastolic=70, doubt="motion"), None, "motion"),
    ],
)
def test_what_casts_doubt_keeps_the_reading(cuff: Cuff, rate: float | None, why: str) -> None:
    assert verdict(cuff, rate=rate) == (Verdict.SUSPECT, why)


@pytest.mark.parametrize(
    ("cuff", "rate"),
    [
        (Cuff(systolic=190, diastolic=80), None),
        (Cuff(systolic=95, diastolic=80), None),
        (Cuff(systolic=260, diastolic=151), None),
        (Cuff(systolic=120, diastolic=70, mean=77.5), None),
        (Cuff(systolic=120, diastolic=70, pulse=80), 70.0),
        (Cuff(systolic=120, diastolic=70, pulse=115), 100.0),
    ],
)
def test_the_bounds_themselves_are_no_doubt(cuff: Cuff, rate: float | None) -> None:
    assert verdict(cuff, rate=rate) == (Verdict.ACCEPTED, "")


@pytest.mark.parametrize(("second", "expected"), [(181, Verdict.ACCEPTED), (180.9, Verdict.SUSPECT)])
def test_two_doubtful_readings_within_fifteen_count(second: float, expected: Verdict) -> None:
    first = known(9, 196, "pulse pressure 118")
    assert verdict(Cuff(systolic=second, diastolic=60), last=first)[0] is expected


def test_two_readings_above_the_range_agree_whatever_they_say() -> None:
    first = known(9, 299, "above the measuring range")
    assert verdict(Cuff(systolic=265, diastolic=140), last=first)[0] is Verdict.ACCEPTED


@pytest.mark.parametrize(("systolic", "expected"), [(145, Verdict.ACCEPTED), (145.1, Verdict.UNEXPECTED)])
def test_off_the_trend_begins_beyond_fifteen(systolic: float, expected: Verdict) -> None:
    accepted = [known(minute, 130) for minute in (1, 5, 10, 15)]
    found = judge(Cuff(systolic=systolic, diastolic=80), tick=12000, accepted=accepted, last=accepted[-1])
    assert found.verdict is expected
    assert found.innovation == pytest.approx(systolic - 130)


def test_the_trend_is_a_repeated_median_that_one_outlier_does_not_move() -> None:
    assert predicted([known(0, 120), known(5, 125), known(10, 190), known(15, 135)], 12000) == pytest.approx(140, abs=2)


@pytest.mark.parametrize(("rise", "expected"), [(2, 150.0), (3, 160.0), (8, 172.5)])
def test_the_slope_is_clipped_at_three_a_minute(rise: float, expected: float) -> None:
    """Both readings carried on at the slope, and the middle taken: at 8 a minute from 160 and 185."""
    assert predicted([known(0, 130), known(5, 130 + 5 * rise)], 6000) == pytest.approx(expected)


def test_without_a_trend_nothing_is_unexpected() -> None:
    assert predicted([], 600) is None
    assert judge(Cuff(systolic=184, diastolic=96), tick=600, accepted=[], last=None).expected
