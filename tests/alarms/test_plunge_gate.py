"""A saturation that falls faster than blood can tells of a moving hand: it delays what the probe says, in bounds."""

import numpy as np
import pytest
from test_quality_gate import feed, first_raise, make_engine, raised

from monitor.alarms.arrays import Edge
from monitor.alarms.frames import empty_samples
from monitor.alarms.gate import RATE
from monitor.alarms.rate_history import RateHistory
from monitor.alarms.rules import GateProgramme
from monitor.domain.vocabulary import Priority


def fallen(second: int, low: float = 87.0) -> float:
    """Well until second 20, then down by two points a second."""
    return 97.0 if second < 20 else max(low, 97.0 - 2.0 * (second - 20))


@pytest.mark.parametrize(("rule", "low", "most_s"), [("O2-LO", 87.0, 45), ("O2-LO", 80.0, 23), ("O2-XLO", 80.0, 90)])
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


def test_a_saturation_that_comes_back_as_fast_as_it_went_ends_the_movement() -> None:
    engine = make_engine()
    levels = [97.0] * 40 + [93.0, 89.0] + [86.0] * 18 + [96.0] * 10  # a movement, its end, and then a true fall
    levels += [max(80.0, 96.0 - second / 2) for second in range(60)]
    edges = [edge for second, level in enumerate(levels) for edge in feed(engine, second, spo2=level, rate=70.0)]
    (edge,) = raised(edges, "O2-XLO")
    assert edge.gate_s == 0


def test_the_end_of_a_second_movement_does_not_end_the_first() -> None:
    engine = make_engine()
    levels = [97.0] * 60 + [91.0] + [84.0] * 20 + [77.0] * 10 + [84.0] * 80
    edges = [edge for second, level in enumerate(levels) for edge in feed(engine, second, spo2=level, rate=70.0)]
    (edge,) = raised(edges, "O2-XLO")
    assert edge.tick == (61 + 90) * 10
    assert raised(edges, "O2-LO")[0].tick <= (61 + 20) * 10  # heard all the while


def test_a_saturation_that_rises_beyond_the_cuff_on_its_arm_ends_no_movement() -> None:
    engine = make_engine(same_arm=True)
    levels = [97.0] * 60 + [91.0] + [84.0] * 10 + [96.0] * 30 + [84.0] * 60
    edges: list[Edge] = []
    for second, level in enumerate(levels):
        if second in (71, 101):
            engine.gate.cuff(second * 10, 0, inflated=second == 71)
        edges += raised(feed(engine, second, spo2=level, rate=70.0), "O2-XLO")
    (edge,) = edges
    assert edge.tick == (61 + 90) * 10


def test_a_hand_that_moves_just_after_the_cuff_on_its_arm_is_seen_to_move() -> None:
    engine = make_engine(same_arm=True)
    engine.gate.cuff(0, 0, inflated=True)
    for second in range(30):
        feed(engine, second, spo2=97.0, rate=70.0)
    engine.gate.cuff(300, 0, inflated=False)
    edges = [
        edge
        for second in range(30, 160)
        for edge in feed(engine, second, spo2=97.0 if second < 34 else 80.0, rate=70.0)
    ]
    (edge,) = raised(edges, "O2-XLO")
    assert edge.tick == (34 + 90) * 10


def test_a_fast_rate_with_a_plunge_of_the_saturation_is_medium_first() -> None:
    engine = make_engine()
    sequence = [(97.0, 95.0)] * 60 + [(93.0, 150.0)] * 120
    edges = [
        edge for second, (spo2, rate) in enumerate(sequence) for edge in feed(engine, second, spo2=spo2, rate=rate)
    ]
    assert raised(edges, "HR-HI")[0].tick <= (60 + 30) * 10
    (high,) = raised(edges, "HR-XHI")
    assert high.tick == (60 + 90) * 10


def test_a_small_loss_counts_as_movement_only_in_the_second_of_a_jump_of_the_rate() -> None:
    for rate_after, waits in ((36.0, True), (70.0, False)):
        engine = make_engine()
        for second in range(100):
            feed(engine, second, spo2=97.0, rate=70.0)
        for second in range(100, 160):
            feed(engine, second, spo2=94.0, rate=rate_after if second < 130 else 36.0)
        found = engine.gate.poor_until(1600, np.array([0])).poor[RATE, 0] >= 1600
        assert bool(found) is waits


def test_a_fall_of_the_rate_by_a_moving_hand_is_high_with_a_good_signal_or_at_its_bound() -> None:
    engine, sequence = make_engine(), [(97.0, 70.0)] * 120 + [(91.0, 37.0)] * 130
    edges = [
        edge for second, (spo2, rate) in enumerate(sequence) for edge in feed(engine, second, spo2=spo2, rate=rate)
    ]
    changes = [(edge.tick, edge.priority) for edge in edges if edge.rule == "VVS" and edge.priority is Priority.HIGH]
    assert changes == [(1200 + 900, Priority.HIGH)]
    failing = make_engine()
    for second in range(160):
        moved = second >= 120
        feed(failing, second, spo2=91.0 if moved else 97.0, rate=37.0 if moved else 70.0)
    assert failing.stands("VVS", 0)
    assert failing.cuff_failed(1600, 0) == []  # the hand fails the cuff as well; that failure is HIGH itself


def counted(rate: float, *, pulse: float = 70.0) -> list[Edge]:
    """The cuff on the probe's arm ends with a count of the pulse; then the probe shows a rate and 80 %."""
    engine = make_engine(same_arm=True)
    for second in range(120):
        feed(engine, second, spo2=97.0, rate=70.0)
    engine.gate.cuff(1200, 0, inflated=True)
    engine.gate.cuff(1600, 0, inflated=False)
    engine.gate.count(1600, 0, pulse)
    return [edge for second in range(161, 300) for edge in feed(engine, second, spo2=80.0, rate=rate)]


def test_a_probe_whose_pulse_contradicts_what_the_cuff_has_just_counted_makes_high_late_and_medium_in_time() -> None:
    for rate in (37.0, 120.0):
        edges = counted(rate)
        assert raised(edges, "O2-XLO")[0].tick == 1600 + 900 + 1
        assert raised(edges, "O2-LO")[0].tick <= 1610 + 200
    assert raised(counted(37.0), "HR-LO")[0].tick <= 1610 + 300
    assert raised(counted(74.0), "O2-XLO")[0].tick == 1721  # they agree: twelve seconds after the cuff


def test_a_pulse_that_comes_near_the_cuffs_count_is_believed_again_whatever_it_does_then() -> None:
    engine = make_engine()
    engine.gate.count(0, 0, 70.0)
    edges = [
        edge for second in range(1, 60) for edge in feed(engine, second, rate=37.0 if second not in (3, 4) else 71.0)
    ]
    assert raised(edges, "HR-XLO")[0].tick == 100  # five seconds after 5 s


def rising(history: RateHistory, *, last_second: int) -> None:
    """A rate that grows by one a second, so that each second of the window counts."""
    for second in range(last_second + 1):
        take(history, second, column=0, rate=40.0 + second)


def take(history: RateHistory, second: int, *, column: int, rate: float) -> None:
    values, usable, _ = empty_samples(2)
    values[RATE, column], usable[RATE, column] = rate, True
    history.take(10 * second, values, usable)


def test_what_another_patient_says_in_this_second_moves_nobodys_window() -> None:
    history = RateHistory(GateProgramme(), 2)
    rising(history, last_second=99)
    before = history.medians(1005, np.array([0]))
    take(history, 100, column=1, rate=70.0)
    assert history.medians(1005, np.array([0])) == before


def test_the_window_is_the_same_after_a_restart_within_its_newest_second() -> None:
    history, again = RateHistory(GateProgramme(), 2), RateHistory(GateProgramme(), 2)
    rising(history, last_second=130)
    again.load(history.dump(), {0: 0, 1: 1})
    here = np.array([0])
    assert again.medians(1305, here) == history.medians(1305, here)
    assert again.jumped_until(1305, here) == history.jumped_until(1305, here)
