"""Scenario files: what is shipped loads, and every mistake is named, all at once."""

from pathlib import Path

import pytest

from drivers.registry import KINDS
from simulators.kinds import DeviceKind, LinkKind
from simulators.patient import Archetype, EventKind
from simulators.scenario import Scenario, ScenarioError, load_scenario

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "scenarios" / "small-room.toml"
EVERY_KIND = SHIPPED.with_name("one-of-every-kind.toml")
MINIMAL = """
schema = 1
name = "x"
seed = 1
[[places]]
id = "1"
kind = "chair"
[[devices]]
id = "SIM-1"
kind = "ge_dinamap"
link = "tcp"
place = "1"
"""
PATIENT = """
[[patients]]
place = "1"
label = "A.M. 59"
phase = "infusion"
admitted_min = 40
infusion_start_min = 20
archetype = "elderly"
"""


def _load(tmp_path: Path, text: str) -> Scenario:
    path = tmp_path / "scenario.toml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(path)


def test_shipped_scenario_loads() -> None:
    scenario = load_scenario(SHIPPED)
    patient = scenario.patient_at("1")
    assert patient is not None
    assert patient.archetype is Archetype.TREATED_HYPERTENSION
    assert [event.kind for event in patient.events] == [EventKind.SURGE, EventKind.PROBE_OFF]
    assert scenario.folder == SHIPPED.parent


def test_every_kind_of_the_registry_can_be_simulated_and_is_in_a_shipped_scenario() -> None:
    scenario = load_scenario(EVERY_KIND)
    assert {str(kind) for kind in DeviceKind} == set(KINDS)
    assert [device.kind for device in scenario.devices] == list(DeviceKind)
    assert {device.link for device in scenario.devices} == set(LinkKind)
    assert len({device.place for device in scenario.devices}) == len(scenario.devices)


def test_a_cuff_without_a_cycle_has_no_programme(tmp_path: Path) -> None:
    board = MINIMAL.replace("ge_dinamap", "pm6750")
    assert _load(tmp_path, board + "cuff_programme = []").devices[0].cuff_programme == ()
    with pytest.raises(ScenarioError, match="no cycle of its own"):
        _load(tmp_path, board + "cuff_programme = [{ from_min = 0.0, interval_min = 5.0 }]")


def test_minimal_scenario_has_the_usual_values(tmp_path: Path) -> None:
    device = _load(tmp_path, MINIMAL).devices[0]
    assert (device.oximeter, device.cuff_programme[0].interval_min, device.faults.drop) == (True, 5.0, 0.0)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("schema = 1", "schema = 2", "schema"),
        ('kind = "chair"', 'kind = "sofa"', "'chair' or 'bay'"),
        ('id = "SIM-1"', 'id = "rad8"', "SIM"),
        ('link = "tcp"', 'link = "mqtt"', "is offered over pty or tcp"),
        ('link = "tcp"', 'link = "tcp"\nplaec = "1"', "plaec"),
        ('place = "1"', 'place = "2"', "no place 2"),
        (
            'place = "1"',
            'place = "1"\ncuff_programme = [{from_min=5, interval_min=5},{from_min=1, interval_min=5}]',
            "follow",
        ),
        ('name = "x"', 'name = "x"\nfolder = "/etc"', "folder"),
        ('name = "x"', "name =", "TOML"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        _load(tmp_path, MINIMAL.replace(old, new, 1))
    assert expected in str(raised.value) or "Invalid" in str(raised.value)
    assert "scenario.toml" in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('archetype = "elderly"', "", "archetype or a recording"),
        ("admitted_min = 40", "admitted_min = 10", "follow each other"),
        ('phase = "infusion"', 'phase = "recovery"', "infusion_end_min"),
        ('phase = "infusion"', 'phase = "baseline"', "infusion_start_min"),
        ("infusion_start_min = 20", "infusion_start_min = 20\n[[patients.events]]\nkind='sneeze'\nat_min=1", "surge"),
    ],
)
def test_impossible_patients_are_refused(tmp_path: Path, old: str, new: str, expected: str) -> None:
    _load(tmp_path, MINIMAL + PATIENT)
    with pytest.raises(ScenarioError, match=expected):
        _load(tmp_path, MINIMAL + PATIENT.replace(old, new))


def test_all_problems_at_once(tmp_path: Path) -> None:
    broken = MINIMAL.replace('kind = "chair"', 'kind = "sofa"').replace('id = "SIM-1"', 'id = "x"')
    with pytest.raises(ScenarioError) as raised:
        _load(tmp_path, broken + PATIENT.replace("admitted_min = 40", "admitted_min = -1"))
    assert len(str(raised.value).splitlines()) == 3
    assert "places[0].kind" in str(raised.value)
    assert "patients[0].admitted_min" in str(raised.value)


def test_double_ids_are_named(tmp_path: Path) -> None:
    device = MINIMAL[MINIMAL.index("[[devices]]") :]
    with pytest.raises(ScenarioError, match="device SIM-1 stands there twice"):
        _load(tmp_path, MINIMAL + device)
