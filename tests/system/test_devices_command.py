"""`devices ROOM.toml` on real ports and a real broker: exit status, lines for machines, and words for people."""

import getpass
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from system_tools import ROOT, Line, Simulators, wait_for, write_room

from drivers.captures import decode_file
from drivers.clock import Stopwatch

if os.name == "posix":  # pseudo-terminals
    import fcntl
    import tty

pytestmark = [pytest.mark.system, pytest.mark.skipif(os.name != "posix", reason="runs only on POSIX: pseudo-terminals")]
RequireTool = Callable[[str], str]
KEYS = {
    "device",
    "kind",
    "title",
    "place",
    "link",
    "on_line",
    "experimental",
    "last_values",
    "frames_per_s",
    "bytes",
    "frames",
    "rejected_bytes",
    "clock_offset_s",
    "diagnosis",
}
# a captured line of a Rad-8, and text of another mode
RAD8 = (
    b"02/22/16 22:47:45 SN=0000056661 SPO2=098% BPM=097 PI=03.60% SPCO=--.-% SPMET=--.-% DESAT=-- PIDELTA=+-- "
    b"ALARM=0000 EXC=000800\r\n"
)
OTHER_MODE = b"SPO2 098 PR 072 PI 2.3 OK\r\n"
SCENARIO = """
schema = 1
name = "Two chairs"
seed = 5
[[places]]
id = "1"
kind = "chair"
[[places]]
id = "2"
kind = "chair"
[[patients]]
place = "1"
label = "one"
phase = "baseline"
admitted_min = 0
archetype = "normotensive"
[[patients]]
place = "2"
label = "two"
phase = "baseline"
admitted_min = 0
archetype = "normotensive"
[[devices]]
id = "SIM-masimo-1"
kind = "masimo_ascii1"
link = "pty"
place = "1"
[[devices]]
id = "SIM-dinamap-2"
kind = "ge_dinamap"
link = "tcp"
place = "2"
"""


class Done:
    """What the command said."""

    def __init__(self, status: int, out: str, words: str) -> None:
        self.status = status
        self.words = words
        self.devices: dict[str, Line] = {line["device"]: line for line in map(json.loads, out.splitlines())}

    def diagnosis(self, device_id: str) -> str:
        found = self.devices[device_id]["diagnosis"]
        assert isinstance(found, str)
        return found


def devices(room: Path, *options: str, environment: Mapping[str, str] | None = None) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "devices", str(room), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(environment or {})},
    )
    return Done(done.returncode, done.stdout, done.stderr)


def masimo(link: str, *, device_id: str = "rad8", place: str = "1") -> Line:
    return {"device": device_id, "kind": "masimo_ascii1", "link": link, "place": place}


@contextmanager
def serial_port(data: bytes, *, every_s: float = 0.1) -> Iterator[str]:
    """A pseudo-terminal at whose far end somebody says `data` again and again; its name."""
    controller, terminal = os.openpty()
    tty.setraw(terminal)
    stop = threading.Event()

    def talk() -> None:
        while data and not stop.wait(every_s):
            os.write(controller, data)

    talker = threading.Thread(target=talk, name="far end")
    talker.start()
    try:
        yield os.ttyname(terminal)
    finally:
        stop.set()
        talker.join()
        os.close(controller)
        os.close(terminal)


def test_a_room_that_is_well_is_status_0(tmp_path: Path) -> None:
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    with Simulators(scenario) as simulators:
        room = write_room(tmp_path, simulators.devices, ["1", "2"])
        done = devices(room, "--seconds", "4", "--record", "SIM-dinamap-2", str(tmp_path / "raw.jsonl"))
    assert done.status == 0, done.words
    oximeter, cuff = done.devices["SIM-masimo-1"], done.devices["SIM-dinamap-2"]
    assert set(oximeter) == KEYS
    assert (oximeter["on_line"], oximeter["experimental"], oximeter["diagnosis"]) == (True, False, None)
    assert 90 <= oximeter["last_values"]["spo2"] <= 100
    assert oximeter["frames"] >= 2
    assert oximeter["bytes"] > 200
    assert cuff["experimental"] is True
    assert "(experimental)" in done.words
    assert "Chair 2" in done.words
    recorded = list(decode_file("ge_dinamap", tmp_path / "raw.jsonl"))
    decoded = {line["parameter"]: line["value"] for line in recorded if line.get("value") is not None}
    assert decoded == {name: value for name, value in cuff["last_values"].items() if name != "nibp"}
    assert {"NA", "OA"} <= {str(line["command"]) for line in recorded if "command" in line}


def test_a_recording_of_a_serial_port_decodes_to_the_values_that_were_shown(tmp_path: Path) -> None:
    with serial_port(RAD8, every_s=0.5) as port:
        room = write_room(tmp_path, [masimo(f"serial://{port}?baud=9600")], ["1"])
        done = devices(room, "--seconds", "3", "--record", "rad8", str(tmp_path / "raw.jsonl"))
    assert done.status == 0, done.words
    lines = list(decode_file("masimo_ascii1", tmp_path / "raw.jsonl"))
    last = {line["parameter"]: line["value"] for line in lines if "parameter" in line}
    assert last == done.devices["rad8"]["last_values"] == {"spo2": 98, "pulse": 97, "perfusion_index": 3.6}
    assert all(line["t_s"] is not None for line in lines if "parameter" in line)


def test_every_device_that_is_not_on_line_says_why_in_words(tmp_path: Path) -> None:
    with serial_port(OTHER_MODE) as wrong_mode, serial_port(b"") as silent, serial_port(b"") as taken:
        holder = os.open(taken, os.O_RDWR | os.O_NOCTTY)
        fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        room = write_room(
            tmp_path,
            [
                masimo(f"serial://{wrong_mode}?baud=9600", device_id="ascii2"),
                masimo(f"serial://{silent}?baud=9600", device_id="silent"),
                masimo(f"serial://{taken}?baud=9600", device_id="taken"),
                masimo("serial:///dev/ttyNotThere?baud=9600", device_id="unplugged"),
                masimo("tcp://127.0.0.1:9", device_id="nobody"),
            ],
            ["1"],
        )
        done = devices(room, "--seconds", "6")
        os.close(holder)
    assert done.status == 1
    assert not any(device["on_line"] for device in done.devices.values())
    assert "probably set to ASCII 2" in done.diagnosis("ascii2")
    assert "readable text, so speed and parity are right" in done.diagnosis("ascii2")
    assert "nothing has come yet" in done.diagnosis("silent")
    assert "the port is in use by another program" in done.diagnosis("taken")
    assert "no such port" in done.diagnosis("unplugged")
    assert "nothing listens on port 9" in done.diagnosis("nobody")
    assert "ascii2: " in done.words


def test_watched_until_somebody_ends_it(tmp_path: Path) -> None:
    with serial_port(RAD8) as port:
        room = write_room(tmp_path, [masimo(f"serial://{port}?baud=9600")], ["1"])
        recording = tmp_path / "raw.jsonl"
        process = subprocess.Popen(
            [sys.executable, "-m", "monitor", "devices", str(room), "--watch", "--record", "rad8", str(recording)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            wait_for(lambda: (recording.is_file() and recording.stat().st_size > 1000) or None, what="ten lines")
            watch = Stopwatch()
            process.send_signal(signal.SIGINT)
            out, words = process.communicate(timeout=30)
        finally:
            process.kill()
    assert watch.elapsed_s() < 10
    done = Done(process.returncode, out, words)
    assert (done.status, done.devices["rad8"]["on_line"]) == (0, True)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--record", "nobody", "FILE"), "there is no device of this name"),
        (("--record", "rad8", "ROOM"), "is there already"),
        (("--seconds", "0"), "0.5"),
        (("--record", "rad8"), "requires 2 arguments"),
    ],
)
def test_wrong_use_is_status_2(tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    room = write_room(tmp_path, [masimo("tcp://127.0.0.1:9")], ["1"])
    named = {"FILE": str(tmp_path / "raw.jsonl"), "ROOM": str(room)}
    done = devices(room, *(named.get(option, option) for option in options))
    assert (done.status, done.devices) == (2, {})
    assert words in done.words
    assert not (tmp_path / "raw.jsonl").exists()


def test_a_room_file_with_mistakes_is_status_1_and_says_them(tmp_path: Path) -> None:
    room = write_room(tmp_path, [masimo("tcp://127.0.0.1")], ["1"])
    done = devices(room)
    assert (done.status, done.devices) == (1, {})
    assert "port" in done.words


# --- a real broker -------------------------------------------------------------------------------------------------


SITE = "vitals/v1/clinic1"
PASSWORD = "correct-horse"  # noqa: S105 - the test broker's own
# written by hand after the schema of the reference sheet
BIRTH = {
    "online": True,
    "seq": 0,
    "t_recv": "2024-05-17T14:28:00Z",
    "model": "CARESCAPE V100",
    "driver": "bridge 1",
    "codes": [150456],
}
SPO2 = {
    "seq": 7,
    "t_meas": "2024-05-17T14:28:02Z",
    "t_recv": "2024-05-17T14:28:02.250Z",
    "code": 150456,
    "value": 98,
    "unit": "%",
    "valid": True,
    "quality": "good",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def broker(folder: Path, require_tool: RequireTool) -> Iterator[int]:
    """A Mosquitto that wants a password; its port."""
    port, passwords = free_port(), folder / "passwords"
    command = [require_tool("mosquitto_passwd"), "-c", "-b", str(passwords), "monitor", PASSWORD]
    subprocess.run(command, check=True, capture_output=True)
    config = folder / "mosquitto.conf"
    config.write_text(
        f"user {getpass.getuser()}\nlog_dest stderr\nlistener {port} 127.0.0.1\n"
        f"allow_anonymous false\npassword_file {passwords}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([require_tool("mosquitto"), "-c", str(config)], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        while " running" not in (said := process.stderr.readline()):
            assert said, "mosquitto ended"
        yield port
    finally:
        process.kill()
        process.communicate()


def keep(port: int, require_tool: RequireTool, topic: str, message: Mapping[str, Any]) -> None:
    """Publish a message that the broker keeps."""
    command = [require_tool("mosquitto_pub"), "-h", "127.0.0.1", "-p", str(port), "-u", "monitor", "-P", PASSWORD]
    subprocess.run([*command, "-r", "-t", topic, "-m", json.dumps(message)], check=True, capture_output=True)


def mqtt_room(folder: Path, port: int, **prefixes: str) -> Path:
    lines = [
        {"device": name, "kind": "mqtt_native", "link": f"mqtt://{prefix}", "place": "1"}
        for name, prefix in prefixes.items()
    ]
    room = write_room(folder, lines, ["1"])
    tail = f'[broker]\nurl = "mqtt://127.0.0.1:{port}"\nusername = "monitor"\npassword_env = "TEST_PASSWORD"\n'
    room.write_text(room.read_text(encoding="utf-8") + tail, encoding="utf-8")
    return room


def test_a_silent_topic_a_kept_message_and_a_stranger(tmp_path: Path, require_tool: RequireTool) -> None:
    with broker(tmp_path, require_tool) as port:
        keep(port, require_tool, f"{SITE}/kept/spo2", SPO2)
        keep(port, require_tool, f"{SITE}/stranger/status", BIRTH)
        room = mqtt_room(tmp_path, port, silent=f"{SITE}/nobody", retained=f"{SITE}/kept")
        done = devices(room, "--seconds", "5", environment={"TEST_PASSWORD": PASSWORD})
    assert done.status == 1
    assert f"nothing is published under {SITE}/nobody" in done.diagnosis("silent")
    assert f"Only old messages that the broker has kept (retained) came from {SITE}/kept" in done.diagnosis("retained")
    assert done.devices["retained"]["last_values"] == {}
    assert "Not in the room file" in done.words
    assert f'link = "mqtt://{SITE}/stranger"' in done.words
    assert "CARESCAPE V100" in done.words


def test_a_broker_that_refuses(tmp_path: Path, require_tool: RequireTool) -> None:
    with broker(tmp_path, require_tool) as port:
        room = mqtt_room(tmp_path, port, gateway=f"{SITE}/gw4")
        done = devices(room, "--seconds", "3", environment={"TEST_PASSWORD": "wrong"})
    assert done.status == 1
    assert "There is no connection to the broker" in done.diagnosis("gateway")
    assert "password" in done.diagnosis("gateway")
    assert "cannot be heard" in done.words
