"""Who is drawn: the mix's spreads and correlations, and one person over a course."""

import numpy as np
import pytest

from simulators.patient import Archetype, Course, PumpHistory, SimulatedPatient, Trait
from simulators.patient.archetypes import POPULATIONS, RISE_CALIBRATION, draw_archetype
from simulators.patient.arrays import Floats
from simulators.patient.person import Person, draw_constitution, draw_day
from simulators.patient.seeds import Stream, generator

PEOPLE = 4000


def _people(archetype: Archetype) -> list[Person]:
    return [_on_day(archetype, seed, 1) for seed in range(PEOPLE)]


def _on_day(archetype: Archetype, seed: int, number: int) -> Person:
    constitution = draw_constitution(archetype, generator(seed, Stream.CONSTITUTION))
    return draw_day(constitution, generator(seed, Stream.DAY, number))


def _values(people: list[Person], name: str) -> Floats:
    return np.array([getattr(person, name) for person in people])


@pytest.mark.parametrize("archetype", list(Archetype))
def test_spreads_are_those_of_the_archetype(archetype: Archetype) -> None:
    people, population = _people(archetype), POPULATIONS[archetype]
    rises, pulse_rises = _values(people, "systolic_rise"), _values(people, "pulse_rise")
    assert rises.mean() == pytest.approx(RISE_CALIBRATION * population.systolic_rise.mean, abs=0.5)
    assert rises.std() == pytest.approx(RISE_CALIBRATION * population.systolic_rise.sd, rel=0.05)
    assert pulse_rises.mean() == pytest.approx(population.pulse_rise.mean, abs=0.5)
    assert np.median(_values(people, "systolic")) == pytest.approx(population.systolic.mean, abs=0.7)
    assert np.median(_values(people, "diastolic")) == pytest.approx(population.diastolic.mean, abs=0.6)
    for name, (low, high) in {"systolic": (95, 142), "diastolic": (52, 90), "pulse": (48, 108)}.items():
        assert low <= _values(people, name).min()
        assert _values(people, name).max() <= high


def test_correlations_are_those_of_the_mix() -> None:
    people = _people(Archetype.NORMOTENSIVE)
    for left, right, published in (
        ("systolic", "diastolic", 0.65),
        ("systolic_rise", "diastolic_rise", 0.75),
        ("systolic_rise", "pulse_rise", 0.4),
    ):
        assert np.corrcoef(_values(people, left), _values(people, right))[0, 1] == pytest.approx(published, abs=0.04)
    assert np.log(_values(people, "clearance")).std() == pytest.approx(0.2, abs=0.01)


def test_weights_of_the_mix() -> None:
    rng = np.random.default_rng(3)
    drawn = [draw_archetype(rng) for _ in range(5000)]
    for archetype, population in POPULATIONS.items():
        assert drawn.count(archetype) / 5000 == pytest.approx(population.weight, abs=0.025)


def test_one_person_resembles_itself_from_infusion_to_infusion() -> None:
    first, sixth = (
        _values([_on_day(Archetype.ELDERLY, seed, number) for seed in range(PEOPLE)], "systolic_rise")
        for number in (1, 6)
    )
    assert np.corrcoef(first, sixth)[0, 1] == pytest.approx(0.7, abs=0.04)
    assert first.mean() == pytest.approx(sixth.mean(), abs=0.5)  # no tolerance from infusion 1 to 6
    one, other = _on_day(Archetype.ELDERLY, 1, 1), _on_day(Archetype.ELDERLY, 1, 6)
    assert one.clearance == other.clearance
    assert one.systolic != other.systolic


def _patient(*traits: Trait) -> SimulatedPatient:
    course = Course(seated_s=-600.0, pump=PumpHistory.standard(start_s=0.0))
    return SimulatedPatient(archetype=Archetype.NORMOTENSIVE, course=course, seed=8, traits=traits)


def _rise(patient: SimulatedPatient, minute: int) -> float:
    """Minute's mean above a person with the same chance on whom the drug does nothing."""
    flat = _patient(Trait.NON_RESPONDER)
    seconds = range(60 * minute, 60 * minute + 60)
    return float(np.mean([(patient.at(t).systolic or 0.0) - (flat.at(t).systolic or 0.0) for t in seconds]))


def test_traits_of_a_person() -> None:
    assert _patient(Trait.COPD).person.spo2 == 91.0
    assert _patient(Trait.ATHLETE).person.pulse == 46.0
    assert _patient(Trait.OBESE_ARM).person.cuff_failure_factor == 5.0
    assert _rise(_patient(Trait.NON_RESPONDER), 40) == 0.0
    assert _rise(_patient(), 40) > 8.0


def test_the_nasal_spray_lasts() -> None:
    assert _rise(_patient(Trait.ESKETAMINE_NASAL), 120) > 2.0 * _rise(_patient(), 120)


def test_an_overrun_acts_sooner_and_a_line_that_is_off_no_longer() -> None:
    usual, over, off = _patient(), _patient(Trait.PUMP_OVERRUN), _patient(Trait.IV_DISCONNECTION)
    assert _rise(over, 10) > 1.2 * _rise(usual, 10)
    assert _rise(off, 19) == pytest.approx(_rise(usual, 19))
    assert _rise(off, 39) < 0.5 * _rise(usual, 39)
    assert over.pump == usual.pump  # the pump itself says nothing of it


def test_svt_and_apnoea_are_seen() -> None:
    racer, dozer = _patient(Trait.SVT), _patient(Trait.SLEEP_APNOEA)
    racing = [racer.at(t_s).pulse or 0.0 for t_s in range(600, 2800, 5)]
    assert max(racing) > 170
    dips = [dozer.at(t_s) for t_s in range(1200, 3600)]
    assert min(vitals.spo2 or 100.0 for vitals in dips) < 93
    assert any(vitals.etco2 is None and vitals.respiration is not None for vitals in dips)
    breathing = [vitals.etco2 for vitals in dips if (vitals.respiration or 0.0) > 8.0]
    assert None not in breathing
