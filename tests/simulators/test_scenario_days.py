"""Days in a scenario: patients who come and go, what is done to their devices, the nurse's script, mistakes."""

from pathlib import Path

import pytest
from simulator_helpers import EPOCH

from simulators.generate import DayShape, generate_day
from simulators.patient import PumpHistory, SimulatedPatient
from simulators.room import SimulatedRoom
from simulators.scenario import NurseDo, Phase, Scenario, ScenarioError, load_scenario
from simulators.scenario_toml import scenario_toml
from simulators.script import Script

ROOM = """
schema = 1
name = "x"
seed = 1
[[places]]
id = "1"
kind = "chair"
[[places]]
id = "bay-1"
kind = "bay"
[[devices]]
id = "SIM-1"
kind = "mqtt_native"
link = "mqtt"
place = "1"
[[devices]]
id = "SIM-2"
kind = "masimo_ascii1"
link = "pty"
place = "bay-1"
"""
VISIT = """
[[patients]]
place = "1"
label = "A.M. 59"
phase = "expected"
arrives_min = 2
starts_min = 10
moves_min = 60
bay = "bay-1"
leaves_min = 100
archetype = "elderly"
pump = [{ at_min = 20, do = "pause" }, { at_min = 24, do = "resume" }]
"""
NEXT = VISIT.replace("A.M. 59", "B.N. 60").replace("arrives_min = 2", "arrives_min = 61")
NEXT = NEXT.replace("starts_min = 10", "starts_min = 70").replace("moves_min = 60", "moves_min = 130")
NEXT = NEXT.replace("leaves_min = 100", "leaves_min = 170").split("pump")[0]


def _load(tmp_path: Path, text: str) -> Scenario:
    path = tmp_path / "day.toml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(path)


def test_a_chair_has_one_patient_after_the_other(tmp_path: Path) -> None:
    room = SimulatedRoom(_load(tmp_path, ROOM + VISIT + NEXT), epoch=EPOCH)
    chair, bay = room.patients["1"], room.patients["bay-1"]
    first, second = room.people["A.M. 59"], room.people["B.N. 60"]
    assert chair is not None
    assert bay is not None
    assert chair.at(60.0).spo2 is None
    assert not chair.at(60.0).probe_on
    assert chair.at(600.0) == first.at(600.0)
    assert chair.at(61.5 * 60.0) == second.at(61.5 * 60.0)
    assert bay.at(80.0 * 60.0) == first.at(80.0 * 60.0)
    assert bay.at(101.0 * 60.0).spo2 is None


def test_the_cuff_follows_whoever_sits_there(tmp_path: Path) -> None:
    room = SimulatedRoom(_load(tmp_path, ROOM + VISIT), epoch=EPOCH)
    cuff = next(device.device.cuff for device in room.devices if device.plan.id == "SIM-1")
    assert cuff is not None
    ended_min = [result.ended_s / 60.0 for second in range(0, 7200, 5) for result in cuff.advance(float(second))]
    assert 2.5 < ended_min[0] < 4.0
    assert len([minute for minute in ended_min if minute < 10.0]) >= 3
    assert ended_min[-1] < 60.0, "nobody measures an empty chair"


def test_the_pump_does_what_the_plan_says(tmp_path: Path) -> None:
    patient = _load(tmp_path, ROOM + VISIT).patients[0]
    pump = patient.pump_history()
    assert (pump.start_s, pump.end_s) == (600.0, 3240.0), "four minutes of pause move the end"
    pain = VISIT.split("pump", maxsplit=1)[0] + "mg_per_kg_h = 0.3\nplanned_infusion_min = 240\n"
    long = _load(tmp_path, ROOM + pain.replace("moves_min = 60", "moves_min = 260").replace("leaves_min = 100", ""))
    assert long.patients[0].pump_history() == PumpHistory.pain(start_s=600.0, mg_per_kg_h=0.3, hours=4.0)


def test_the_nurse_follows_the_plan(tmp_path: Path) -> None:
    note = '[nurse]\n[[nurse.deeds]]\nat_min = 5\nplace = "1"\ndo = "note"\ntext = "x"'
    scenario = _load(tmp_path, ROOM + VISIT + note)
    assert scenario.nurse is not None
    script = scenario.nurse.script(scenario.patients)
    assert [(deed.at_min, deed.do) for deed in script] == [
        (2.5, NurseDo.ADMIT),
        (5.0, NurseDo.NOTE),
        (10.0, NurseDo.START),
        (20.0, NurseDo.PAUSE),
        (24.0, NurseDo.RESUME),
        (54.0, NurseDo.END),
        (60.0, NurseDo.MOVE),
        (100.0, NurseDo.DISCHARGE),
    ]


def test_what_happens_is_undone_in_time(tmp_path: Path) -> None:
    happening = '[[happenings]]\nat_min = 3\ndevice = "SIM-1"\ndo = "unplug"\nfor_min = 2\n'
    script = Script(_load(tmp_path, ROOM + happening).happenings)
    assert script.due(179.0) == []
    assert script.due(180.0) == ['{"device": "SIM-1", "do": "unplug"}']
    assert script.due(1000.0) == ['{"device": "SIM-1", "do": "replug"}']


def test_one_seed_of_a_person_is_one_person_in_any_chair(tmp_path: Path) -> None:
    same = 'person_seed = 77\ninfusion_number = 2\nplace = "1"'
    first = SimulatedRoom(_load(tmp_path, ROOM + VISIT.replace('place = "1"', same, 1)), epoch=EPOCH)
    again = SimulatedRoom(
        _load(tmp_path, ROOM.replace("seed = 1", "seed = 9") + NEXT.replace('place = "1"', same, 1)), epoch=EPOCH
    )
    mine, theirs = first.people["A.M. 59"], again.people["B.N. 60"]
    assert isinstance(mine, SimulatedPatient)
    assert isinstance(theirs, SimulatedPatient)
    assert mine.person == theirs.person


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ROOM + VISIT.replace("arrives_min", "arives_min"), "did you mean 'arrives_min'?"),
        (ROOM + VISIT.replace('"elderly"', '"eldery"'), "did you mean 'elderly'?"),
        (ROOM + VISIT.replace('"elderly"', '"eldery"'), "patients[0].archetype = 'eldery'"),
        (ROOM + VISIT.replace("starts_min = 10", "starts_min = 1"), "must follow each other"),
        (ROOM + VISIT.replace('bay = "bay-1"', ""), "moves_min and bay are given together"),
        (ROOM + VISIT.replace('"resume"', '"rate"'), "mg_per_kg_h is given exactly with a rate"),
        (ROOM + VISIT.replace("at_min = 20", "at_min = 30"), "must follow each other in time"),
        (ROOM + VISIT + VISIT.replace("A.M. 59", "B.N. 60"), "A.M. 59 and B.N. 60 are at place 1 at the same time"),
        (ROOM + '[[happenings]]\nat_min = 1\ndevice = "SIM-9"\ndo = "unplug"', "no device SIM-9"),
        (ROOM + '[[happenings]]\nat_min = 1\nplace = "1"\ndo = "unplug"', "expected one of surge"),
        (ROOM + '[[happenings]]\nat_min = 1\nplace = "1"\ndo = "surge"\nfor_min = 2', "nothing undoes it"),
        (ROOM + '[[happenings]]\nat_min = 1\ndo = "surge"', "exactly one of device, place and broker"),
        (ROOM + '[nurse]\n[[nurse.deeds]]\nat_min = 1\nplace = "1"\ndo = "move"', "needs a place in to"),
        (ROOM + '[nurse]\n[[nurse.deeds]]\nat_min = 1\nplace = "4"\ndo = "end"', "no place 4"),
        (ROOM + "[nurse]\nanswer_after_s = [1, 2]", "did you mean 'answers_after_s'?"),
    ],
)
def test_mistakes_name_key_value_and_what_was_meant(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        _load(tmp_path, text)
    assert expected in str(raised.value)
    assert str(tmp_path / "day.toml") in str(raised.value)


@pytest.mark.parametrize("seed", range(8))
def test_a_generated_day_is_plausible_and_reads_back(tmp_path: Path, seed: int) -> None:
    shape = DayShape(chairs=4, bays=2, hours=7.0, sessions=10)
    day = generate_day(shape, seed=seed)
    assert _load(tmp_path, scenario_toml(day, heading="a day")) == day.model_copy(update={"folder": tmp_path})
    assert len(day.patients) == 10
    assert all(patient.phase is Phase.EXPECTED for patient in day.patients)
    assert day == generate_day(shape, seed=seed)
    assert day != generate_day(shape, seed=seed + 1)
    assert max(patient.leaves_min or 0.0 for patient in day.patients) < 60.0 * 9.0


def test_a_day_too_full_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        generate_day(DayShape(chairs=1, bays=0, hours=3.0, sessions=20), seed=1)
