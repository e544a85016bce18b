"""A room with one device of every kind, on the links that clinics have, and what each device offers.

Simulators in a process of their own, a real Mosquitto that they and the station are told of, a real ser2net in front of
some of the ports, and the station without a screen.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from system_tools import ROOT, HeadlessStation, Line, Simulators, free_port, is_taken, wait_for

SCENARIO = ROOT / "config" / "scenarios" / "one-of-every-kind.toml"
BEHIND_SERIAL_SERVER = ("contec_v7", "ge_dri", "nellcor_ascii")  # a keep-alive; even parity and RTS/CTS; text
USERNAME, PASSWORD = "room", "correct-horse"
RequireTool = Callable[[str], str]

OXIMETRY = frozenset({"spo2", "pulse"})
WITH_PERFUSION = OXIMETRY | {"perfusion_index"}
WITH_CUFF = OXIMETRY | {"nibp"}
OFFERED: Mapping[str, frozenset[str]] = {
    "masimo_ascii1": WITH_PERFUSION,
    "nellcor_ascii": OXIMETRY,
    "nonin_df1": OXIMETRY,
    "nonin_df2": OXIMETRY,
    "nonin_df7": OXIMETRY,
    "nonin_df8": OXIMETRY,
    "nonin_df13": OXIMETRY,  # when the finger is taken out
    "nonin_avant_ascii": OXIMETRY,
    "contec_v7": WITH_PERFUSION,
    "bci_5byte": OXIMETRY,
    "berry_20byte": WITH_PERFUSION,
    "pm6750": OXIMETRY | {"hr", "resp"},  # its cuff waits for an order
    "ge_dinamap": WITH_CUFF,
    "ge_dri": WITH_CUFF | {"hr"},
    "intellivue_udp": WITH_CUFF | {"perfusion_index"},
    "intellivue_serial": WITH_CUFF | {"perfusion_index"},
    "capnostream": OXIMETRY | {"etco2", "resp"},
    "mqtt_native": WITH_CUFF,
    "mqtt_care": WITH_CUFF | {"hr", "resp"},
    "mqtt_home_assistant": WITH_CUFF,
    "mqtt_map": WITH_CUFF,
}


@contextmanager
def every_kind(
    folder: Path, require_tool: RequireTool, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Simulators, HeadlessStation]]:
    """The room at work."""
    monkeypatch.setenv("INFUSION_BROKER_PASSWORD", PASSWORD)  # where the simulators look for it
    with running_broker(folder, require_tool) as broker_url:
        options = ("--broker", broker_url, "--broker-username", USERNAME)
        with Simulators(SCENARIO, *options) as simulators:
            ports = {device["device"]: free_port() for device in simulators.devices if is_served(device)}
            with running_serial_server(folder, require_tool, simulators.devices, ports):
                room = write_room(folder, simulators.devices, ports=ports, broker_url=broker_url)
                with HeadlessStation(room, folder / "data") as station:
                    yield simulators, station


def is_served(device: Line) -> bool:
    return device["kind"] in BEHIND_SERIAL_SERVER


def write_room(folder: Path, devices: Sequence[Line], *, ports: Mapping[str, int], broker_url: str) -> Path:
    """A room file for what the simulators offer, with the tables that they say it needs."""
    profile = ROOT / "config" / "profiles" / "mood.toml"
    lines = ["schema = 1", 'name = "Every kind"', f'profile = "{profile}"']
    for device in devices:
        lines += ["[[places]]", f'id = "{device["place"]}"', 'kind = "chair"']
    for device in devices:
        port = ports.get(device["device"])
        link = device["link"] if port is None else f"rfc2217://127.0.0.1:{port}"
        lines += ["[[devices]]", f'id = "{device["device"]}"', f'kind = "{device["kind"]}"', f'link = "{link}"']
        lines += [f'place = "{device["place"]}"', 'provenance = "simulated"']
        lines += [f"{name} = {in_toml(table)}" for name, table in device.get("tables", {}).items()]
    (folder / "password").write_text(PASSWORD)
    (folder / "password").chmod(0o600)
    lines += ["[broker]", f'url = "{broker_url}"', f'username = "{USERNAME}"', 'password_file = "password"']
    path = folder / "room.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def in_toml(value: object) -> str:
    """A value, a list or a table in one line of TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {in_toml(each)}" for name, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(in_toml, value)) + "]"
    return json.dumps(value)  # numbers, truths and texts are written alike


@contextmanager
def running_broker(folder: Path, require_tool: RequireTool) -> Iterator[str]:
    """Mosquitto on this computer, for one account."""
    port, config, passwords = free_port(), folder / "mosquitto.conf", folder / "accounts"
    create = [require_tool("mosquitto_passwd"), "-c", "-b", str(passwords), USERNAME, PASSWORD]
    subprocess.run(create, check=True, capture_output=True)
    user = f"user {os.environ.get('USER', 'root')}\n" if os.geteuid() == 0 else ""
    config.write_text(f"{user}listener {port} 127.0.0.1\nallow_anonymous false\npassword_file {passwords}\n")
    with running([require_tool("mosquitto"), "-c", str(config)], port):
        yield f"mqtt://127.0.0.1:{port}"


@contextmanager
def running_serial_server(
    folder: Path, require_tool: RequireTool, devices: Sequence[Line], ports: Mapping[str, int]
) -> Iterator[None]:
    """ser2net, with a port of its own for each device behind it. It is told the line settings by its clients."""
    config = "%YAML 1.1\n---\n"
    for number, device in enumerate(device for device in devices if device["device"] in ports):
        path = device["link"].removeprefix("serial://").partition("?")[0]
        accepter = f"telnet(rfc2217),tcp,127.0.0.1,{ports[device['device']]}"
        config += f"connection: &line{number}\n  accepter: {accepter}\n  connector: serialdev,{path},9600n81,local\n"
    (folder / "ser2net.yaml").write_text(config)
    with running([require_tool("ser2net"), "-n", "-u", "-c", str(folder / "ser2net.yaml")], *ports.values()):
        yield


@contextmanager
def running(command: Sequence[str], *ports: int) -> Iterator[None]:
    """A server, from when it listens on all its ports until the end of the context."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for port in ports:
                wait_for(lambda port=port: is_taken(port) or None, what=f"{command[0]} on port {port}")  # type: ignore[misc]  # the default binds it
            assert process.poll() is None, f"{command[0]} ended"
            yield
        finally:
            process.kill()
