"""One seed is one patient: in any order, in a crowd or alone, live or in a batch, in this process or another."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from simulators.devices.cuff import Cuff, CuffSettings, CycleChange
from simulators.devices.oximeter import Oximeter, OximeterSettings, OximeterState
from simulators.patient import Archetype, Chances, Course, EventKind, PumpHistory, SimulatedPatient, make_event
from simulators.patient.batch import BatchPlan, SessionBatch, generate
from simulators.patient.bedside import LOOKBACK_S
from simulators.patient.model import EARLIEST_S, MAX_EVENTS
from simulators.patient.physiology import Latent

ROOT = Path(__file__).resolve().parents[3]
PLAN = BatchPlan(before_s=300, after_s=3000)
CHILD = """
from simulators.patient.batch import BatchPlan, SessionBatch
batch = SessionBatch(BatchPlan(before_s=300, after_s=3000), [11])
signs, shown = batch.latent, batch.shown()
numbers = [float(getattr(signs, name)[0, ::97].sum()) for name in sorted(signs.__dataclass_fields__) if name != "etco2"]
print(repr((numbers, int(shown.flagged.sum()), [str(event) for event in batch.patients[0].events])))
"""


def _patient(seed: int = 5, *, number: int = 1) -> SimulatedPatient:
    course = Course(seated_s=-600.0, pump=PumpHistory.standard(start_s=0.0), infusion_number=number)
    chances = Chances(motion_per_hour=6.0, incidents=True)
    return SimulatedPatient(archetype=Archetype.ELDERLY, course=course, seed=seed, chances=chances)


def _same(left: Latent, right: Latent) -> None:
    for name in Latent.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(left, name), getattr(right, name))


def test_order_of_questions_changes_nothing() -> None:
    seconds = list(range(-700, 3000, 7))
    forwards = _patient()
    asked = {t_s: forwards.at(t_s) for t_s in seconds}
    shuffled = np.random.default_rng(1).permutation(seconds).tolist()
    backwards = _patient()
    assert {t_s: backwards.at(t_s) for t_s in shuffled} == asked


def test_seeds_and_days_differ() -> None:
    assert _patient(5).at(100) != _patient(6).at(100)
    assert _patient(5, number=1).at(100) != _patient(5, number=2).at(100)


def test_a_session_does_not_depend_on_its_neighbours() -> None:
    together, alone = SessionBatch(PLAN, [10, 11, 12]), SessionBatch(PLAN, [11])
    row = slice(1, 2)
    _same(Latent(**{name: getattr(together.latent, name)[row] for name in Latent.__dataclass_fields__}), alone.latent)
    assert together.truths()[1] == alone.truths()[0]


def test_another_process_gives_the_same() -> None:
    first, second = (
        subprocess.run([sys.executable, "-c", CHILD], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    )
    here: dict[str, object] = {}
    exec(compile(CHILD.replace("print(repr(", "result = (repr("), "child", "exec"), here)  # noqa: S102 - the same lines
    assert first == second == f"{here['result']}\n"


def test_batches_come_in_the_order_of_the_seeds() -> None:
    seeds = list(range(40))
    patients = [patient for batch in generate(seeds, BatchPlan(before_s=60, after_s=60)) for patient in batch.patients]
    assert [patient.seed for patient in patients] == seeds


def test_live_oximeter_and_batch_show_the_same_each_second() -> None:
    batch = SessionBatch(PLAN, [3])
    patient, shown = batch.patients[0], batch.shown()
    oximeter = Oximeter(patient, OximeterSettings(finger_delay_s=round(patient.person.finger_delay_s)))
    first_s = batch.first_s
    for column in range(3200):
        reading = oximeter.read(first_s + column)
        spo2, pulse = shown.spo2[0, column], shown.pulse[0, column]
        assert reading.low_signal == bool(shown.flagged[0, column]) or reading.state is OximeterState.SEARCHING
        expected = (None, None) if np.isnan(spo2) else (int(spo2), int(pulse))
        assert (reading.spo2_percent, reading.pulse_bpm) == expected
    assert np.isnan(shown.spo2).any()  # the hand moved, so that it was no test of calm water
    assert shown.flagged.any()


def test_live_cuff_and_batch_read_the_same() -> None:
    batch = SessionBatch(BatchPlan(before_s=300, after_s=3000), [4])
    settings = CuffSettings(programme=(CycleChange(from_s=0.0, interval_s=300.0),))
    results = Cuff(batch.patients[0], settings=settings, seed=4).advance(2700.0)
    assert len(results) == 9
    for number, result in enumerate(results, start=1):
        determination = batch.pressure(0, start_s=300 * (number - 1), number=number)
        reading = determination.reading
        assert result.ended_s == determination.end_s
        shown = None if reading is None else (reading.systolic, reading.diastolic, reading.mean, reading.pulse)
        live = None if result.systolic is None else (result.systolic, result.diastolic, result.mean, result.pulse)
        assert live == shown


def test_a_reading_must_fit_into_the_session() -> None:
    batch = SessionBatch(PLAN, [4])
    for start_s in (-301, 2990):
        with pytest.raises(ValueError, match="no whole inflation"):
            batch.pressure(0, start_s=start_s, number=1)


def test_a_change_of_the_pump_leaves_the_past() -> None:
    patient = _patient()
    before = [patient.at(t_s) for t_s in range(0, 900, 10)]
    patient.set_pump(patient.pump.paused(900.0))
    assert [patient.at(t_s) for t_s in range(0, 900, 10)] == before
    paused, went_on = patient.at(2300.0).systolic, _patient().at(2300.0).systolic
    assert paused is not None
    assert went_on is not None
    assert paused < went_on - 5.0


def test_the_past_has_a_beginning_and_events_a_bound() -> None:
    patient = _patient()
    with pytest.raises(ValueError, match="before this patient's first"):
        patient.at(EARLIEST_S - 1)
    for second in range(MAX_EVENTS + 50):
        patient.add_event(make_event(EventKind.COUGH, start_s=float(second)))
    assert len(patient.events) == MAX_EVENTS
    assert patient.events[-1].start_s == MAX_EVENTS + 49


def test_lookback_covers_the_slowest_finger() -> None:
    slowest = max(round(_patient(seed).person.finger_delay_s) for seed in range(200))
    assert 8 + slowest <= LOOKBACK_S
