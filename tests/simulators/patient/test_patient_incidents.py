"""What happens by itself: how often, how much, and how a hand or a cuff spoils an oximeter's values."""

import numpy as np
import pytest

from simulators.devices.cuff import Cuff, CuffSettings, CycleChange
from simulators.devices.oximeter import Oximeter, OximeterState
from simulators.patient import Archetype, Course, EventKind, SimulatedPatient, make_event
from simulators.patient.batch import BatchPlan, SessionBatch
from simulators.patient.cuff_reading import CuffLuck, arm_noise, inflation, read_pressure
from simulators.patient.events import Outline, PatientEvent, Sign
from simulators.patient.incidents import Day, draw_incidents
from simulators.patient.motion import HandMotion
from simulators.patient.seeds import Stream, generator
from simulators.scenario import Scenario

SESSIONS = 6000


def _drawn(number: int) -> list[PatientEvent]:
    day = Day(seated_s=-600.0, start_s=0.0, end_s=2400.0, infusion_number=number)
    return [event for seed in range(SESSIONS) for event in draw_incidents(generator(seed, Stream.EVENTS, number), day)]


def test_incidents_come_as_often_as_in_the_reference() -> None:
    first, tenth = _drawn(1), _drawn(10)
    for kind, share in ((EventKind.DESATURATION, 0.06), (EventKind.FAINT, 0.03), (EventKind.TACHYARRHYTHMIA, 0.01)):
        assert sum(event.kind is kind for event in tenth) / SESSIONS == pytest.approx(share, abs=0.008)
    early, late = (sum(event.kind is EventKind.SURGE for event in events) / SESSIONS for events in (first, tenth))
    assert (3 * early + 14 * late) / 17 == pytest.approx(0.15, abs=0.01)
    assert early > 2 * late


def test_incidents_have_the_sizes_of_the_reference() -> None:
    for event in _drawn(1):
        match event.kind:
            case EventKind.SURGE:
                assert 8 <= event.added[Sign.SYSTOLIC] <= 22
                assert 8 <= event.added[Sign.PULSE] <= 25
                assert event.added[Sign.DIASTOLIC] == pytest.approx(0.6 * event.added[Sign.SYSTOLIC])
                assert 15 * 60 <= event.start_s + event.hold_s / 2 <= 45 * 60
            case EventKind.DESATURATION:
                assert -16 <= event.added[Sign.SPO2] <= -7
                assert 30 <= event.hold_s <= 180
            case EventKind.FAINT:
                assert 60 <= event.target[Sign.SYSTOLIC] <= 78
                assert 34 <= event.target[Sign.PULSE] <= 52
                assert event.start_s < 0 or event.start_s > 2400
            case EventKind.TACHYARRHYTHMIA:
                assert 140 <= event.target[Sign.PULSE] <= 165
                assert 60 <= event.hold_s <= 360
            case _:
                assert 5 <= event.added[Sign.SYSTOLIC] <= 15
                assert 60 <= event.hold_s <= 120


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_comes_and_goes(kind: EventKind) -> None:
    event = make_event(kind, start_s=100.0)
    strength = event.strength(np.arange(0.0, 4000.0))
    assert strength[:100].max() == 0.0
    assert strength.max() == pytest.approx(1.0, abs=0.02)
    assert strength[-1] < 0.01
    assert strength.min() >= 0.0


def test_a_bell_is_highest_in_its_middle() -> None:
    event = make_event(EventKind.COUGH, start_s=0.0, hold_s=60.0)
    assert event.outline is Outline.BELL
    strength = event.strength(np.arange(0.0, 100.0))
    assert int(strength.argmax()) == 30
    assert strength[15] == pytest.approx(strength[45])
    assert strength[61:].max() == 0.0


def test_motion_has_the_shares_of_the_reference() -> None:
    motion = HandMotion(seed=1, day=1, per_hour=4.0)
    bursts = [burst for hour in range(1000) for burst in motion.bursts(first_s=3600.0 * hour, last_s=3600.0 * hour + 1)]
    several = HandMotion(seed=1, day=1, per_hour=4.0).bursts(first_s=0.0, last_s=3600.0 * 1000)
    assert len(several) == pytest.approx(4000, rel=0.06)
    assert len(bursts) < 60  # few are under way at any one moment
    assert float(np.median([burst.end_s - burst.start_s for burst in several])) == pytest.approx(12.0, abs=0.8)
    seeing = [burst for burst in several if not burst.blind]
    assert 1 - len(seeing) / len(several) == pytest.approx(0.35, abs=0.03)
    assert sum(burst.noticed for burst in several) / len(several) == pytest.approx(0.70, abs=0.03)
    assert sum(burst.pulse_bpm != 0.0 for burst in seeing) / len(seeing) == pytest.approx(0.60, abs=0.03)
    assert all(-15 <= burst.spo2_percent <= -3 for burst in seeing)
    assert all(burst.spo2_percent == burst.pulse_bpm == 0.0 for burst in several if burst.blind)


def test_a_burst_over_the_hour_is_seen_on_both_sides() -> None:
    motion = HandMotion(seed=2, day=1, per_hour=30.0)
    across = [b for b in motion.bursts(first_s=0.0, last_s=3600.0 * 300) if b.start_s // 3600 != b.end_s // 3600]
    assert across
    burst = across[0]
    full_hour_s = burst.end_s // 3600 * 3600
    seen = HandMotion(seed=2, day=1, per_hour=30.0).during(np.array([full_hour_s]))
    assert bool(seen.moving[0])


def test_gross_artefacts_of_the_cuff() -> None:
    still = {"systolic": np.full(30, 120.0), "diastolic": np.full(30, 76.0), "pulse": np.full(30, 71.0)}
    luck = CuffLuck(failure_share=0.0, artefact_share=1.0)
    readings = [read_pressure(inflation(9, number)[0], **still, luck=luck) for number in range(2000)]
    systolic = np.array([reading.systolic for reading in readings if reading is not None], dtype=float)
    diastolic = np.array([reading.diastolic for reading in readings if reading is not None], dtype=float)
    assert len(systolic) == 2000
    assert (systolic > 120).mean() == pytest.approx(0.7, abs=0.03)
    assert systolic.max() > 160
    assert systolic.min() < 80
    assert (diastolic <= systolic - 9).all()
    assert diastolic.max() > 100


def test_an_inflated_cuff_on_the_same_arm_blinds_or_misleads() -> None:
    course = Course(seated_s=-600.0)
    patient = SimulatedPatient(archetype=Archetype.NORMOTENSIVE, course=course, seed=1)
    settings = CuffSettings(programme=(CycleChange(from_s=0.0, interval_s=60.0),))
    cuff = Cuff(patient, settings=settings, seed=2)
    disturbed, free = Oximeter(patient, squeeze=cuff.squeeze), Oximeter(patient)
    searching = differing = at_rest = 0
    for second in range(3600):
        cuff.advance(second)
        reading, other = disturbed.read(second), free.read(second)
        if not cuff.busy:
            at_rest += reading != other
            continue
        searching += reading.state is OximeterState.SEARCHING
        differing += reading != other
    assert at_rest == 0
    assert 0.3 < searching / (35 * 60) < 0.8  # 60 % of the inflations
    assert differing > searching


def test_arms_are_blind_in_three_of_five_inflations() -> None:
    noises = [arm_noise(1, number)[0] for number in range(2000)]
    assert sum(noise.blind for noise in noises) / 2000 == pytest.approx(0.6, abs=0.03)
    shifts = [noise.spo2_percent for noise in noises if not noise.blind]
    assert float(np.mean(shifts)) == pytest.approx(2.9, abs=0.5)


def test_batch_disturbs_only_those_on_one_arm() -> None:
    batch = SessionBatch(BatchPlan(before_s=60, after_s=600), list(range(40)))
    readings = [[(1, batch.pressure(row, start_s=60, number=1))] for row in range(40)]
    calm, squeezed = batch.shown(), batch.shown(readings)
    changed = [not np.array_equal(calm.pulse[row], squeezed.pulse[row], equal_nan=True) for row in range(40)]
    assert tuple(changed) == batch.same_arm
    assert 2 <= sum(changed) <= 16  # of 40: a fifth


def test_scenarios_name_traits_and_the_arm() -> None:
    scenario = Scenario.model_validate(
        {
            "schema": 1,
            "name": "x",
            "seed": 1,
            "places": [{"id": "1", "kind": "chair"}],
            "devices": [],
            "patients": [
                {
                    "place": "1",
                    "label": "A.M. 59",
                    "phase": "baseline",
                    "admitted_min": 10,
                    "archetype": "elderly",
                    "traits": ["copd", "obese_arm"],
                    "same_arm": True,
                    "infusion_number": 4,
                }
            ],
        }
    )
    plan = scenario.patients[0]
    assert (sorted(plan.traits), plan.same_arm, plan.infusion_number) == (["copd", "obese_arm"], True, 4)
