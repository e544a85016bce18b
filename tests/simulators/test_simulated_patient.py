"""The seeded physiology: reproducible, independent of who asks when, and of the published shape."""

import numpy as np
import pytest
from simulator_helpers import simulated_patient

from simulators.patient import Archetype, Chances, Course, EventKind, PumpHistory, SimulatedPatient, make_event
from simulators.patient.model import EARLIEST_S


def test_same_seed_same_values_whatever_was_asked_before() -> None:
    asked_each_second = simulated_patient(infusion_start_s=-60.0)
    each_second = [asked_each_second.at(t_s) for t_s in range(-30, 900)]
    asked_seldom = simulated_patient(infusion_start_s=-60.0)
    assert asked_seldom.at(899) == each_second[-1]
    assert asked_seldom.at(-30) == each_second[0]


def test_different_seeds_differ() -> None:
    assert simulated_patient(seed=1).at(0) != simulated_patient(seed=2).at(0)


def test_an_event_changes_nothing_before_it() -> None:
    patient = simulated_patient()
    before = [patient.at(t_s) for t_s in range(100)]
    patient.add_event(make_event(EventKind.FAINT, start_s=100.0))
    assert [patient.at(t_s) for t_s in range(100)] == before


@pytest.mark.parametrize("seed", range(20))
def test_events_reach_their_heights(seed: int) -> None:
    patient = simulated_patient(seed=seed)
    for kind, start_s in ((EventKind.SURGE, 0.0), (EventKind.DESATURATION, 1000.0), (EventKind.FAINT, 2000.0)):
        patient.add_event(make_event(kind, start_s=start_s))
    assert (patient.at(120.0).systolic or 0) > 165
    assert (patient.at(1080.0).spo2 or 100) < 88
    faint = patient.at(2150.0)
    assert (faint.systolic or 999) < 90
    assert (faint.pulse or 999) < 55


def test_the_probe_comes_off_and_is_put_back() -> None:
    patient = simulated_patient()
    patient.add_event(make_event(EventKind.PROBE_OFF, start_s=10.0, hold_s=5.0))
    assert [patient.at(t_s).probe_on for t_s in (9.9, 10.0, 14.9, 15.0)] == [True, False, False, True]


def test_nobody_wears_a_probe_before_sitting_down() -> None:
    assert not simulated_patient().at(-601.0).probe_on


def test_a_long_past_stays_the_same_and_before_it_is_nothing() -> None:
    patient = simulated_patient()
    before = [patient.at(t_s) for t_s in range(-100, 100, 10)]
    patient.at(30 * 86_400.0)
    assert [patient.at(t_s) for t_s in range(-100, 100, 10)] == before
    with pytest.raises(ValueError, match="before this patient's first"):
        patient.at(EARLIEST_S - 1)


def test_population_rises_as_published() -> None:
    """Normotensive people alone: near +15/+10.5 mmHg at 40 min; the whole mix is held by the benchmark."""
    rises = []
    for seed in range(150):
        course = Course(seated_s=-3600.0, pump=PumpHistory.standard(start_s=-2400.0))
        patient = SimulatedPatient(archetype=Archetype.NORMOTENSIVE, course=course, seed=seed)
        before, after = patient.at(-2400.0), patient.at(0.0)
        rises.append(((after.systolic or 0) - (before.systolic or 0), (after.diastolic or 0) - (before.diastolic or 0)))
    systolic, diastolic = np.mean(rises, axis=0)
    assert systolic == pytest.approx(14.8, abs=2.5)
    assert diastolic == pytest.approx(10.5, abs=2.0)


def test_hand_moves_as_often_as_told() -> None:
    course = Course(seated_s=-600.0)
    chances = Chances(motion_per_hour=6.0)
    patient = SimulatedPatient(archetype=Archetype.ELDERLY, course=course, seed=3, chances=chances)
    seconds = sum(patient.at(t_s).noise is not None for t_s in range(0, 6 * 3600, 2)) * 2
    assert 6 * 6 * 5 < seconds < 6 * 6 * 40
    calm = simulated_patient(seed=3)
    assert not any(calm.at(t_s).motion for t_s in range(600))
