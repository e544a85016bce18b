"""A scenario on the virtual clock: same seed, same bytes, here and in another process; faults, orders."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from simulator_helpers import EPOCH

from drivers.ge_dinamap.driver import POLLED
from drivers.ge_dinamap.protocol import FLUSH, Request
from simulators.scenario import load_scenario
from simulators.virtual import VirtualLine, VirtualMqttLine, VirtualRoom

ROOT = Path(__file__).resolve().parents[2]
CHAOS = ROOT / "config" / "scenarios" / "cable-chaos.toml"
DAY = ROOT / "config" / "scenarios" / "busy-day.toml"
ASK = FLUSH + Request(POLLED[0]).encode()


def digest(path: Path, *, seed: int, seconds: int) -> str:
    """Give one number for every byte that any device says; cuffs are asked as a driver does."""
    scenario = load_scenario(path).model_copy(update={"seed": seed})
    virtual, said = VirtualRoom(scenario, epoch=EPOCH), hashlib.sha256()
    for second in range(seconds):
        virtual.carry_out(float(second))
        for line in virtual.lines.values():
            if isinstance(line, VirtualMqttLine):
                for message in line.tick(second + 0.5):
                    said.update(message.topic.encode() + message.payload)
            else:
                for piece in [*line.tick(second + 0.5), *line.ask(ASK, second + 0.5)]:
                    said.update(piece + b"|")
    return said.hexdigest()


@pytest.mark.parametrize(("path", "seconds"), [(CHAOS, 420), (DAY, 240)])
def test_same_seed_same_bytes_here_and_in_another_process(path: Path, seconds: int) -> None:
    program = (
        "import sys; from pathlib import Path; sys.path[:0] = ['.', 'tests/simulators']\n"
        "from test_virtual_room import digest\n"
        f"print(digest(Path({str(path)!r}), seed=34, seconds={seconds}))"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=90
    )
    here = digest(path, seed=34, seconds=seconds)
    assert digest(path, seed=34, seconds=seconds) == here
    assert other.stdout.strip() == here
    assert digest(path, seed=35, seconds=seconds) != here


@pytest.fixture
def virtual() -> VirtualRoom:
    scenario = load_scenario(CHAOS).model_copy(update={"happenings": ()})
    return VirtualRoom(scenario, epoch=EPOCH)


def _masimo(virtual: VirtualRoom) -> VirtualLine:
    line = virtual.lines["SIM-masimo-1"]
    assert isinstance(line, VirtualLine)
    return line


def _order(virtual: VirtualRoom, target: str, do: str) -> None:
    answer = virtual.order(f'{{"device": "{target}", "do": "{do}"}}')
    assert "done" in answer, answer


def test_wrong_speed_gives_rubbish_until_it_is_right(virtual: VirtualRoom) -> None:
    line = _masimo(virtual)
    (good,) = line.tick(0.5)
    _order(virtual, "SIM-masimo-1", "wrong_baud")
    (rubbish,) = line.tick(1.5)
    assert b"SPO2" in good
    assert b"SPO2" not in rubbish
    assert 0 < len(rubbish) < len(good)
    _order(virtual, "SIM-masimo-1", "right_baud")
    assert b"SPO2" in line.tick(2.5)[0]


def test_a_clock_jumps_an_hour(virtual: VirtualRoom) -> None:
    line = _masimo(virtual)
    before = line.tick(0.5)[0][:17]
    _order(virtual, "SIM-masimo-1", "clock_jump")
    after = line.tick(0.6)[0][:17]
    assert before != after
    assert before[-6:] == after[-6:], "minutes and seconds stay"


def test_a_restart_takes_a_while_and_forgets_the_last_pressure(virtual: VirtualRoom) -> None:
    line = virtual.lines["SIM-dinamap-1"]
    cuff = next(device.device.cuff for device in virtual.room.devices if device.plan.id == "SIM-dinamap-1")
    assert cuff is not None
    was_known = cuff.last_done is not None
    assert was_known
    virtual.carry_out(0.0)
    _order(virtual, "SIM-dinamap-1", "restart")
    assert cuff.last_done is None
    assert not line.plugged
    virtual.carry_out(7.0)
    assert not line.plugged
    virtual.carry_out(9.0)
    assert line.plugged


def test_a_kinked_hose_measures_nothing(virtual: VirtualRoom) -> None:
    cuff = next(device.device.cuff for device in virtual.room.devices if device.plan.id == "SIM-dinamap-1")
    assert cuff is not None
    _order(virtual, "SIM-dinamap-1", "kink_hose")
    kinked = [result.outcome for second in range(600) for result in cuff.advance(float(second))]
    assert set(kinked) == {"failed"}
    _order(virtual, "SIM-dinamap-1", "free_hose")
    assert {result.outcome for second in range(600, 1200) for result in cuff.advance(float(second))} == {"done"}


def test_a_broker_that_is_away_delivers_nothing_and_everybody_introduces_himself_again(virtual: VirtualRoom) -> None:
    line = virtual.lines["SIM-mqtt-3"]
    assert isinstance(line, VirtualMqttLine)
    assert line.tick(0.5)[0].retain, "the birth"
    assert not line.tick(1.5)[0].retain
    virtual.order('{"broker": "restart"}')
    assert line.tick(2.5) == []
    virtual.carry_out(14.0)
    assert line.tick(14.5) == []
    virtual.carry_out(16.0)
    assert line.tick(16.5)[0].retain


def test_a_pulled_cable_of_an_mqtt_device_leaves_a_last_will(virtual: VirtualRoom) -> None:
    line = virtual.lines["SIM-mqtt-3"]
    assert isinstance(line, VirtualMqttLine)
    line.tick(0.5)
    _order(virtual, "SIM-mqtt-3", "unplug")
    assert [message.retain for message in line.tick(1.5)] == [True]
    assert line.tick(2.5) == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"device": "SIM-mqtt-3", "do": "wrong_baud"}', "no baud rate"),
        ('{"device": "SIM-dinamap-1", "do": "clock_jump"}', "no clock"),
        ('{"device": "SIM-masimo-1", "do": "kink_hose"}', "no cuff"),
        ('{"place": "9", "do": "surge"}', "no simulated patient"),
        ('{"broker": "explode"}', "not an order"),
    ],
)
def test_what_cannot_be_is_refused(virtual: VirtualRoom, line: str, why: str) -> None:
    assert why in str(virtual.order(line)["refused"])
