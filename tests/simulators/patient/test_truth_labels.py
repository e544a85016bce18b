"""Truth labels: each condition one step below and at its boundary, and that truth stays out of band."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulators.patient import Archetype, Course, EventKind, PumpHistory, SimulatedPatient, Trait, make_event
from simulators.patient.batch import NOISE_ONLY, generate
from simulators.patient.physiology import Latent
from simulators.patient.truth import Episode, TruthKind, label, truth_of, write_truth

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 3000
REST = {"systolic": 120.0, "diastolic": 76.0, "pulse": 70.0, "spo2": 97.0}


def _patient() -> SimulatedPatient:
    course = Course(seated_s=-600.0, pump=PumpHistory.standard(start_s=0.0))
    patient = SimulatedPatient(archetype=Archetype.NORMOTENSIVE, course=course, seed=1)
    person = replace(patient.person, systolic=120.0, pulse=70.0)
    object.__setattr__(patient, "person", person)  # round numbers, for boundaries that can be read
    return patient


def _labelled(sign: str, value: float, *, start_s: int = 1000, length_s: int = 400) -> tuple[Episode, ...]:
    """Label a calm session of which one sign has one value for a while."""
    signs = {name: np.full((1, SECONDS), rest) for name, rest in REST.items()}
    signs[sign][0, start_s : start_s + length_s] = value
    unused = np.zeros((1, SECONDS))
    calm = Latent(**signs, mean=unused, perfusion_index=unused, respiration=unused, etco2=unused)
    return label(calm, patients=[_patient()], first_s=0)[0].episodes


def _kinds(sign: str, value: float, **when: int) -> set[TruthKind]:
    return {episode.kind for episode in _labelled(sign, value, **when)}


@pytest.mark.parametrize(
    ("sign", "inside", "outside", "kind", "length_s"),
    [
        ("systolic", 180.0, 179.9, TruthKind.SEVERE, 240),
        ("diastolic", 110.0, 109.9, TruthKind.SEVERE, 240),
        ("systolic", 160.0, 155.9, TruthKind.MODERATE, 362),
        ("systolic", 156.0, 155.9, TruthKind.MODERATE, 362),  # 1.3 x 120
        ("diastolic", 100.0, 99.9, TruthKind.MODERATE, 362),
        ("systolic", 89.0, 90.0, TruthKind.LOW, 122),
        ("spo2", 89.9, 90.0, TruthKind.HYPOXIA, 15),
        ("spo2", 84.9, 85.0, TruthKind.DEEP_HYPOXIA, 10),
        ("pulse", 120.1, 120.0, TruthKind.TACHYCARDIA, 30),
        ("pulse", 46.9, 47.0, TruthKind.BRADYCARDIA, 15),  # 0.8 x 70 is above 50, less 3
    ],
)
def test_boundaries(sign: str, inside: float, outside: float, kind: TruthKind, length_s: int) -> None:
    assert kind in _kinds(sign, inside, length_s=length_s)
    assert kind not in _kinds(sign, outside, length_s=length_s)
    assert kind not in _kinds(sign, inside, length_s=length_s // 3)


@pytest.mark.parametrize(
    ("sign", "value", "kind", "shortest_s"),
    [
        ("spo2", 88.0, TruthKind.HYPOXIA, 15),
        ("spo2", 80.0, TruthKind.DEEP_HYPOXIA, 10),
        ("pulse", 130.0, TruthKind.TACHYCARDIA, 30),
        ("pulse", 40.0, TruthKind.BRADYCARDIA, 15),
    ],
)
def test_one_second_less_is_none(sign: str, value: float, kind: TruthKind, shortest_s: int) -> None:
    expected = Episode(kind, 1000, 1000 + shortest_s)
    assert expected in _labelled(sign, value, length_s=shortest_s)
    assert kind not in _kinds(sign, value, length_s=shortest_s - 1)


def test_moderate_counts_from_the_start_of_the_infusion() -> None:
    signs = {name: np.full((1, SECONDS), rest) for name, rest in REST.items()}
    signs["systolic"][0, :] = 165.0
    unused = np.zeros((1, SECONDS))
    high = Latent(**signs, mean=unused, perfusion_index=unused, respiration=unused, etco2=unused)
    (truth,) = label(high, patients=[_patient()], first_s=-1000)
    assert [episode for episode in truth.episodes if episode.kind is TruthKind.MODERATE] == [
        Episode(TruthKind.MODERATE, 0, 2000)
    ]


def test_episodes_close_together_are_one() -> None:
    signs = {name: np.full((1, SECONDS), rest) for name, rest in REST.items()}
    for start in (1000, 1059, 1200):
        signs["spo2"][0, start : start + 20] = 88.0
    unused = np.zeros((1, SECONDS))
    dips = Latent(**signs, mean=unused, perfusion_index=unused, respiration=unused, etco2=unused)
    (truth,) = label(dips, patients=[_patient()], first_s=0)
    assert truth.episodes == (Episode(TruthKind.HYPOXIA, 1000, 1079), Episode(TruthKind.HYPOXIA, 1200, 1220))


def test_a_faint_and_a_desaturation_are_found_where_they_were_put() -> None:
    course = Course(seated_s=-600.0, pump=PumpHistory.standard(start_s=0.0))
    patient = SimulatedPatient(archetype=Archetype.NORMOTENSIVE, course=course, seed=3)
    patient.add_event(make_event(EventKind.DESATURATION, start_s=600.0))
    patient.add_event(make_event(EventKind.FAINT, start_s=3000.0))
    truth = truth_of(patient, first_s=-600, seconds=5000)
    found = {episode.kind: episode for episode in truth.episodes}
    assert {TruthKind.HYPOXIA, TruthKind.LOW, TruthKind.BRADYCARDIA} <= set(found)
    assert 620 <= found[TruthKind.HYPOXIA].start_s <= 650
    assert 3030 <= found[TruthKind.LOW].start_s <= 3120


def test_noise_alone_has_no_episode_of_the_drug() -> None:
    kinds = [
        episode.kind for batch in generate(range(64), NOISE_ONLY) for t in batch.truths() for episode in t.episodes
    ]
    assert set(kinds) <= {TruthKind.BRADYCARDIA}


def test_truth_is_written_beside_the_session(tmp_path: Path) -> None:
    course = Course(seated_s=-600.0, pump=PumpHistory.standard(start_s=0.0))
    traits = (Trait.IV_DISCONNECTION, Trait.SVT)
    patient = SimulatedPatient(archetype=Archetype.ELDERLY, course=course, seed=3, traits=traits)
    write_truth(tmp_path / "truth.jsonl", [truth_of(patient, first_s=-600, seconds=4000)] * 2)
    lines = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text().splitlines()]
    assert lines[0] == lines[1]
    assert lines[0]["traits"] == ["iv_disconnection", "svt"]
    assert lines[0]["pump_ug_per_kg_min"] == [[0.0, 12.5], [2400.0, 0.0]]
    assert lines[0]["given_ug_per_kg_min"][:2] == [[0.0, 12.5], [1200.0, 0.0]]
    assert "tachycardia" in {episode["kind"] for episode in lines[0]["episodes"]}


def test_nothing_that_serves_a_room_knows_the_truth() -> None:
    program = "import sys, simulators.serve, simulators.__main__; print('simulators.patient.truth' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said == "False\n"
