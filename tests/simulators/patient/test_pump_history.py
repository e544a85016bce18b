"""A pump's history: what goes in, when it ends, what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulators.patient.pump import Bolus, PumpHistory, RateChange

USUAL = PumpHistory.standard(start_s=0.0)


def test_usual_infusion_ends_by_itself() -> None:
    assert (USUAL.start_s, USUAL.end_s) == (0.0, 2400.0)
    assert [USUAL.rate_at(t_s) for t_s in (-1.0, 0.0, 2399.0, 2400.0)] == [0.0, 12.5, 12.5, 0.0]
    assert [USUAL.given_ug_per_kg(t_s) for t_s in (0.0, 1200.0, 9000.0)] == [0.0, 250.0, 500.0]


def test_a_pause_moves_the_end() -> None:
    pump = USUAL.paused(600.0).resumed(900.0)
    assert pump.end_s == 2700.0
    assert pump.rate_at(700.0) == 0.0
    assert pump.given_ug_per_kg(5000.0) == pytest.approx(500.0)


def test_a_pump_that_is_paused_has_no_end_in_sight_but_has_stopped() -> None:
    pump = USUAL.paused(600.0)
    assert pump.rate_at(5000.0) == 0.0
    assert pump.given_ug_per_kg(5000.0) == pytest.approx(125.0)


def test_a_new_rate_moves_the_end_and_forgets_what_was_set_for_later() -> None:
    pump = USUAL.with_rate(1200.0, 25.0)
    assert pump.end_s == 1800.0
    assert USUAL.with_rate(1500.0, 1.0).with_rate(1200.0, 25.0) == pump


def test_an_early_end_is_final() -> None:
    pump = USUAL.with_bolus(1000.0, 50.0).with_bolus(300.0, 100.0).ended(600.0)
    assert pump.boluses == (Bolus(300.0, 100.0),)
    assert pump.given_ug_per_kg(9000.0) == pytest.approx(225.0)
    with pytest.raises(ValueError, match="ended at 600"):
        pump.resumed(700.0)
    with pytest.raises(ValueError, match="ended at 600"):
        pump.with_rate(700.0, 1.0)
    with pytest.raises(ValueError, match="ended at 600"):
        pump.with_bolus(700.0, 1.0)


def test_what_a_pump_cannot_do_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot run"):
        USUAL.with_rate(1.0, -1.0)
    with pytest.raises(ValueError, match="is none"):
        USUAL.with_bolus(1.0, 0.0)
    with pytest.raises(ValueError, match="never ran"):
        PumpHistory().resumed(1.0)


def test_pain_protocols_run_for_hours() -> None:
    pump = PumpHistory.pain(start_s=0.0, mg_per_kg_h=0.35, hours=4.0, bolus_mg_per_kg=0.2)
    assert pump.end_s == pytest.approx(4 * 3600.0)
    assert pump.given_ug_per_kg(1e6) == pytest.approx(200.0 + 1400.0)


def test_an_overrun_empties_the_syringe_in_half_the_time() -> None:
    over = USUAL.reaching_patient(from_s=0.0, factor=2.0)
    assert over.end_s == 1200.0
    assert over.given_ug_per_kg(1e6) == pytest.approx(500.0)


def test_a_line_that_comes_off_gives_nothing_more() -> None:
    off = USUAL.with_bolus(1500.0, 100.0).reaching_patient(from_s=1200.0, factor=0.0)
    assert off.given_ug_per_kg(1e6) == pytest.approx(250.0)


RATES = st.lists(st.tuples(st.floats(1.0, 5000.0), st.floats(0.0, 100.0)), max_size=6)


@given(RATES)
def test_never_more_than_the_limit_goes_in_and_never_less_with_time(settings: list[tuple[float, float]]) -> None:
    pump = USUAL
    for at_s, rate in sorted(settings):
        pump = pump.with_rate(at_s, rate)
    given_ug = [pump.given_ug_per_kg(t_s) for t_s in range(-100, 20_000, 500)]
    assert given_ug == sorted(given_ug)
    assert given_ug[-1] <= 500.0 + 1e-6
    assert [change.at_s for change in pump.segments()] == sorted(change.at_s for change in pump.segments())
    assert pump.segments()[0] == RateChange(0.0, 12.5)
