"""The monitor's own kinetics: unit responses and doses of the reference tables, steps, boluses, decay."""

import numpy as np
import pytest

from monitor.alarms.drug_effect import (
    CLEMENTS,
    DOMINO,
    ENSEMBLE,
    HERD,
    DrugModel,
    RateStep,
    effect,
    matrix_exponential,
    reference_response,
)

TIMES = (5, 10, 15, 20, 30, 40, 45, 50, 60, 80, 100, 120)
TABLE = {
    "Domino": (0.37, 0.66, 0.80, 0.87, 0.95, 1.00, 0.74, 0.51, 0.29, 0.19, 0.16, 0.13),
    "Herd": (0.11, 0.38, 0.59, 0.73, 0.90, 1.00, 0.95, 0.83, 0.63, 0.47, 0.38, 0.31),
    "Clements": (0.01, 0.10, 0.27, 0.46, 0.78, 1.00, 1.01, 0.95, 0.78, 0.50, 0.35, 0.26),
}
ROUNDING = 0.0051  # the tables have two decimals


def infusion(dose_mg_per_kg: float = 0.5, duration_min: float = 40.0, stop_min: float | None = None) -> list[RateStep]:
    return [
        RateStep(at_min=0, ug_per_kg_min=dose_mg_per_kg * 1000 / duration_min),
        RateStep(at_min=duration_min if stop_min is None else stop_min, ug_per_kg_min=0),
    ]


@pytest.mark.parametrize("model", [DOMINO, HERD, CLEMENTS], ids=lambda model: model.name)
def test_unit_responses_are_those_of_the_reference(model: DrugModel) -> None:
    found = effect(model, infusion(), np.array(TIMES, dtype=float))
    assert found == pytest.approx(TABLE[model.name], rel=0.02, abs=ROUNDING)


def test_the_scale_of_the_effect_is_that_of_the_reference() -> None:
    assert reference_response(DOMINO) == pytest.approx(0.557, rel=0.02)
    assert sum(model.share for model in ENSEMBLE) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("dose", "minutes", "peak"), [(0.75, 40, 1.25), (1.0, 40, 1.40), (0.5, 60, 0.80), (0.5, 100, 0.57)]
)
def test_other_doses(dose: float, minutes: float, peak: float) -> None:
    found = effect(DOMINO, infusion(dose, minutes), np.arange(0, 160, 0.5))
    assert found.max() == pytest.approx(peak, rel=0.02)


@pytest.mark.parametrize(("stop", "half"), [(15, 8), (20, 9), (30, 10), (40, 11)])
def test_half_the_effect_is_gone_as_long_after_a_stop_as_published(stop: float, half: float) -> None:
    times = np.arange(stop, 160, 0.1)
    found = effect(DOMINO, infusion(stop_min=stop), times)
    gone = times[np.argmax(found < found[0] / 2)] - stop
    assert gone == pytest.approx(half, abs=1.0)


def test_nothing_acts_before_the_pump_runs() -> None:
    assert effect(DOMINO, infusion(), np.array([-5.0, 0.0])).tolist() == [0.0, 0.0]


def test_a_history_is_the_sum_of_its_steps() -> None:
    times = np.arange(0, 90, 1.0)
    whole = effect(DOMINO, infusion(), times)
    pieces = [
        RateStep(at_min=0, ug_per_kg_min=12.5),
        RateStep(at_min=13, ug_per_kg_min=12.5),
        RateStep(at_min=40, ug_per_kg_min=0),
    ]
    assert effect(DOMINO, pieces, times) == pytest.approx(whole)


def test_a_bolus_is_a_very_short_infusion() -> None:
    times = np.arange(2, 60, 1.0)
    bolus = [RateStep(at_min=0, ug_per_kg_min=0, bolus_ug_per_kg=300)]
    short = [RateStep(at_min=-0.1, ug_per_kg_min=1500), RateStep(at_min=0.1, ug_per_kg_min=0)]
    assert effect(DOMINO, bolus, times) == pytest.approx(effect(DOMINO, short, times), rel=0.02)


def test_the_matrix_exponential_of_a_rotation() -> None:
    found = matrix_exponential(np.array([[0.0, -1.0], [1.0, 0.0]]))
    assert found == pytest.approx(np.array([[np.cos(1), -np.sin(1)], [np.sin(1), np.cos(1)]]))
