"""A saturation that falls faster than blood can tells of a moving hand: it delays what the probe says, in bounds."""

import pytest
from test_quality_gate import feed, first_raise, make_engine, raised


def fallen(second: int, low: float = 87.0) -> float:
    """Well until second 20, then down by two points a second."""
    return 97.0 if second < 20 else max(low, 97.0 - 2.0 * (second - 20))


@pytest.mark.parametrize(("rule", "low", "most_s"), [("O2-LO", 87.0, 45), ("O2-LO", 80.0, 22), ("O2-XLO", 80.0, 90)])
def test_after_a_plunge_a_saturation_waits_for_its_maximum_and_no_longer(rule: str, low: float, most_s: int) -> None:
    engine = make_engine()
    limit = {"O2-LO": 90.0, "O2-XLO": 85.0}[rule]
    begun = next(second for second in range(200) if fallen(second, low) < limit)
    for second in range(200):
        found = raised(feed(engine, second, spo2=fallen(second, low), rate=70.0), rule)
        if found:
            assert found[0].tick <= (begun + most_s) * 10
            assert (found[0].gate_s or 0) > 0
            return
    raise AssertionError(f"{rule} was not raised")


def test_blood_that_loses_oxygen_waits_for_nothing() -> None:
    engine = make_engine()
    for second in range(200):  # a point in two seconds: the steepest of real induced hypoxaemia was 4 in 6 s
        found = raised(feed(engine, second, spo2=max(85.0, 97.0 - second / 2), rate=70.0), "O2-LO")
        if found:
            assert (found[0].gate_s, found[0].delay_s) == (0, 10)
            return
    raise AssertionError("O2-LO was not raised")


@pytest.mark.parametrize(("rule", "most_s"), [("VVS", 30), ("HR-LO", 30), ("HR-XLO", 90)])
def test_a_rate_that_falls_with_a_plunge_of_the_saturation_waits_in_bounds(rule: str, most_s: int) -> None:
    plain, moved = make_engine(), make_engine()
    ticks = {}
    for name, engine in (("plain", plain), ("moved", moved)):
        for second in range(120):
            saturation = fallen(second) if name == "moved" else 97.0
            found = raised(feed(engine, second, spo2=saturation, rate=70.0 if second < 26 else 36.0), rule)
            if found and name not in ticks:
                ticks[name] = found[0].tick
    assert ticks["plain"] == (360 if rule == "HR-LO" else 310)  # its delay
    assert ticks["plain"] < ticks["moved"] <= 260 + most_s * 10


def test_without_a_saturation_a_rate_waits_for_nothing() -> None:
    assert first_raise(make_engine(), "HR-LO", range(60), values={"rate": 45.0}).gate_s == 0
