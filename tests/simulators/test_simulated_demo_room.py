"""The demonstration's room: mixed devices, patients at all stages, something to watch in every seed, and a past."""

import gzip
import itertools
import json
from pathlib import Path

import pytest
from simulator_helpers import EPOCH

from drivers.mqtt.payloads import NumericMessage, PressureMessage, decode
from simulators.demo import demo_scenario
from simulators.history import play_past, write_history
from simulators.kinds import DeviceKind, LinkKind
from simulators.patient import EventKind
from simulators.room import RoomDevice, SimulatedRoom
from simulators.scenario import Phase, Scenario

SEEDS = range(12)
WATCHED_S = 120

KINDS_SHOWN = {DeviceKind.MASIMO_ASCII1, DeviceKind.GE_DINAMAP, DeviceKind.MQTT_NATIVE}


def _place_of(scenario: Scenario, kind: EventKind) -> str:
    return next(p.place for p in scenario.patients if any(event.kind is kind for event in p.events))


def _devices(room: SimulatedRoom, place: str) -> list[RoomDevice]:
    return [device for device in room.devices if device.plan.place == place]


def test_room_of_the_readme() -> None:
    scenario = demo_scenario(chairs=6, bays=2, seed=7)
    assert [place.id for place in scenario.places] == ["1", "2", "3", "4", "5", "6", "bay-1", "bay-2"]
    assert {device.kind for device in scenario.devices} == KINDS_SHOWN
    assert {device.link for device in scenario.devices} == {LinkKind.PTY, LinkKind.TCP, LinkKind.MQTT}
    assert {patient.phase for patient in scenario.patients} == set(Phase) - {Phase.EXPECTED}
    assert scenario.patient_at("6") is None
    assert any(device.place == "6" for device in scenario.devices)
    assert all(device.id.startswith("SIM") for device in scenario.devices)
    oximeters = [d.place for d in scenario.devices if d.kind is DeviceKind.MASIMO_ASCII1 or d.oximeter]
    cuffs = [d.place for d in scenario.devices if d.kind is not DeviceKind.MASIMO_ASCII1]
    assert oximeters == cuffs == [place.id for place in scenario.places]


@pytest.mark.parametrize(("chairs", "bays"), [(1, 0), (2, 1), (3, 0), (12, 4), (24, 24)])
def test_other_sizes(chairs: int, bays: int) -> None:
    scenario = demo_scenario(chairs=chairs, bays=bays, seed=1)
    assert len(scenario.places) == chairs + bays
    assert len(scenario.patients) == chairs + bays - (chairs >= 3)
    assert {event.kind for patient in scenario.patients for event in patient.events} >= {EventKind.SURGE}


def test_no_room_at_all_is_refused() -> None:
    for chairs, bays in ((0, 2), (40, 40), (2, -1)):
        with pytest.raises(ValueError, match="at least 1 chair"):
            demo_scenario(chairs=chairs, bays=bays, seed=1)


def test_same_seed_same_room_and_seeds_differ() -> None:
    assert demo_scenario(chairs=6, bays=2, seed=3) == demo_scenario(chairs=6, bays=2, seed=3)
    assert demo_scenario(chairs=6, bays=2, seed=3) != demo_scenario(chairs=6, bays=2, seed=4)


@pytest.mark.parametrize("seed", SEEDS)
def test_within_two_minutes_there_is_something_to_watch(seed: int) -> None:
    scenario = demo_scenario(chairs=6, bays=2, seed=seed)
    room = SimulatedRoom(scenario, epoch=EPOCH)
    play_past(room, None)
    (surging,) = _devices(room, _place_of(scenario, EventKind.SURGE))
    oximeter = _devices(room, _place_of(scenario, EventKind.DESATURATION))[0].device.oximeter
    losing = _devices(room, _place_of(scenario, EventKind.PROBE_OFF))[0].device.oximeter
    assert surging.device.cuff is not None
    assert oximeter is not None
    assert losing is not None
    pressures, low, off = [], 0, 0
    for t_s in range(WATCHED_S):
        pressures += surging.device.cuff.advance(t_s)
        low += (oximeter.read(t_s).spo2_percent or 100) < 90
        off += losing.read(t_s).spo2_percent is None
    assert len([result for result in pressures if (result.systolic or 0) >= 160]) >= 2
    assert low >= 20  # seconds: longer than the delay of the low-saturation rule
    assert off >= 30


def _history(path: Path, *, seed: int, minutes: float = 40.0) -> list[dict[str, object]]:
    room = SimulatedRoom(demo_scenario(chairs=6, bays=2, seed=seed), epoch=EPOCH)
    count = write_history(room, path, minutes=minutes)
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    assert len(lines) == count
    return [json.loads(line) for line in lines]


def test_history_reads_back_and_is_in_order(tmp_path: Path) -> None:
    lines = _history(tmp_path / "past.jsonl.gz", seed=7)
    times = [line["t_s"] for line in lines]
    assert times == sorted(times, key=float)  # type: ignore[arg-type]  # numbers
    assert times[-1] == 0.0
    kinds = set()
    for line in lines:
        message = decode(str(line["topic"]), json.dumps(line["payload"]).encode(), retained=False)
        assert isinstance(message, NumericMessage | PressureMessage)
        assert str(line["topic"]).split("/")[3] == line["device"]
        kinds.add(message.kind if isinstance(message, NumericMessage) else "nibp")
    assert kinds == {"spo2", "pulse", "nibp"}


def test_history_has_no_gap_and_nothing_before_admission(tmp_path: Path) -> None:
    scenario = demo_scenario(chairs=6, bays=2, seed=7)
    lines = _history(tmp_path / "past.jsonl.gz", seed=7)
    by_place = {device.id: device.place for device in scenario.devices}
    for patient in scenario.patients:
        mine = [line for line in lines if by_place[str(line["device"])] == patient.place]
        times = [float(str(line["t_s"])) for line in mine if str(line["topic"]).endswith("spo2")]
        assert {later - earlier for earlier, later in itertools.pairwise(times)} == {5.0}
        admitted_s = -60.0 * (patient.admitted_min or 0.0)
        assert admitted_s <= times[0] <= max(admitted_s, -60.0 * 40.0)
        assert sum(str(line["topic"]).endswith("nibp") for line in mine) >= 3


def test_history_depends_on_the_seed_alone(tmp_path: Path) -> None:
    first, again, other = (_history(tmp_path / f"{n}.gz", seed=seed) for n, seed in enumerate((7, 7, 8)))
    assert first == again
    assert first != other


def test_the_run_follows_its_past_without_a_jump(tmp_path: Path) -> None:
    lines = _history(tmp_path / "past.jsonl.gz", seed=7, minutes=1.0)
    room = SimulatedRoom(demo_scenario(chairs=6, bays=2, seed=7), epoch=EPOCH)
    play_past(room, None)
    for device in room.devices:
        mine = [line for line in lines if line["device"] == device.plan.id]
        shown = [line["payload"] for line in mine if str(line["topic"]).endswith("spo2")]
        if shown and device.device.oximeter is not None:
            assert isinstance(shown[-1], dict)
            assert device.device.oximeter.read(0.0).spo2_percent == shown[-1]["value"]
        readings = [line["payload"] for line in mine if str(line["topic"]).endswith("nibp")]
        if readings and device.device.cuff is not None and device.device.cuff.last_done is not None:
            systolics = [reading["sys"] for reading in readings if isinstance(reading, dict) and reading["valid"]]
            assert device.device.cuff.last_done.systolic == systolics[-1]
