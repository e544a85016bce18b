"""`doctor`: whether this computer can carry a station: display, fonts, sound, ports, broker, disk and clock.

Each check is one finding. `wrong` is what a station cannot work with, `doubtful` what a person should look at.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import platformdirs

from drivers.clock import Clock
from drivers.errors import DriverError
from drivers.transport.address import SerialAddress, parse_address
from drivers.transport.usb_ports import find_usb_port, list_usb_ports
from monitor.annunciator.mixer import look
from monitor.annunciator.outputs import DeviceOutput, NoOutputError
from monitor.annunciator.tones import Samples
from monitor.app.display import missing_screen
from monitor.app.record_place import PROGRAM, database_path
from monitor.settings import RoomSettings, SettingsError, load_room

LEAST_FREE_BYTES = 2 * 1024**3  # a year of a small room, and its copies
NOT_BEFORE_YEAR = 2024  # a clock that stands before the program was written has lost its battery
PROBE_TIMEOUT_S = 20.0
BROKER_TIMEOUT_S = 3.0
_FONTS = (
    "import sys; from monitor.ui.application import load_fonts, make_application; "
    "make_application(['doctor']); print(', '.join(load_fonts()))"
)
_BROKER_PORTS = {"mqtt": 1883, "mqtts": 8883}


class State(StrEnum):
    GOOD = "good"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    check: str
    state: State
    words: str

    def line(self) -> dict[str, object]:
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.state.upper():8} {self.check}: {self.words}"


def examine(room_file: Path | None, *, data_dir: Path | None, clock: Clock) -> Iterator[Finding]:
    """Everything about this computer, one finding after the other."""
    settings, finding = _room(room_file)
    yield Finding("python", State.GOOD, f"{sys.version.split()[0]} on {sys.platform}")
    if finding is not None:
        yield finding
    yield screen()
    yield fonts()
    yield sound(lambda: DeviceOutput(_silence).close())
    yield from ports(settings)
    if settings is not None and settings.broker is not None:
        yield broker(settings.broker.url)
    yield disk(_record_folder(settings, data_dir))
    yield wall_clock(clock)


def _room(room_file: Path | None) -> tuple[RoomSettings | None, Finding | None]:
    if room_file is None:
        return None, None
    try:
        settings = load_room(room_file)
    except SettingsError as error:
        return None, Finding("room", State.WRONG, f"{len(error.problems)} problems in {room_file}; see check-config")
    words = f"{settings.name}: {len(settings.places)} places, {len(settings.devices)} devices"
    return settings, Finding("room", State.GOOD, words)


def screen() -> Finding:
    """Whether Qt finds a display to show the room on."""
    why = missing_screen()
    if why is not None:
        return Finding("screen", State.WRONG, why)
    return Finding("screen", State.GOOD, os.environ.get("QT_QPA_PLATFORM") or "Qt opens the display")


def fonts() -> Finding:
    """Loaded in a child: Qt ends a process in which it cannot start."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    try:
        probe = subprocess.run(
            [sys.executable, "-c", _FONTS],
            env=environment,
            capture_output=True,
            text=True,
            timeout=PROBE_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Finding("fonts", State.WRONG, "Qt did not come up in time")
    if probe.returncode != 0:
        last_words = probe.stderr.strip().splitlines() or ["Qt does not start"]
        return Finding("fonts", State.WRONG, last_words[-1])
    families = probe.stdout.strip()
    return Finding("fonts", State.GOOD if families else State.DOUBTFUL, families or "the bundled fonts cannot be read")


def sound(try_device: Callable[[], None]) -> Finding:
    """Whether a device opens and nobody has muted it. `try_device` raises NoOutputError where none does."""
    try:
        try_device()
    except NoOutputError as error:
        return Finding("sound", State.WRONG, f"{error}: no alarm of this computer can be heard")
    state = look()
    problem = state.problem(None)
    if problem:
        return Finding("sound", State.WRONG, problem)
    volume = "volume not known" if state.percent is None else f"volume {state.percent} %"
    return Finding("sound", State.GOOD, f"a device opens, {volume}; only the test tone tells that it is heard")


def ports(settings: RoomSettings | None) -> Iterator[Finding]:
    """The serial ports of the room; without a room the adapters that are plugged in."""
    if settings is None:
        found = [str(port) for port in list_usb_ports()]
        yield Finding("ports", State.GOOD, "; ".join(found) or "no USB serial adapter is plugged in")
        return
    for device in settings.devices:
        address = parse_address(device.link)
        if isinstance(address, SerialAddress):
            yield port(device.id, address)


def port(device_id: str, address: SerialAddress) -> Finding:
    """One port of this computer: is it there, and may we use it?"""
    check = f"port of {device_id}"
    try:
        path = address.port if address.usb is None else find_usb_port(address.usb, list_usb_ports())
    except DriverError as error:
        return Finding(check, State.WRONG, str(error))
    if sys.platform == "win32":
        return Finding(check, State.GOOD, path)
    if not Path(path).exists():
        return Finding(check, State.WRONG, f"{path} is not there: is the adapter plugged in?")
    if not os.access(path, os.R_OK | os.W_OK):
        return Finding(check, State.WRONG, f"no permission for {path}: add this user to the group that owns it")
    return Finding(check, State.GOOD, path)


def broker(url: str) -> Finding:
    """Whether something answers there; names, passwords and certificates are tried by `devices`."""
    parts = urlsplit(url)
    host, number = parts.hostname or "", parts.port or _BROKER_PORTS.get(parts.scheme, 1883)
    try:
        socket.create_connection((host, number), BROKER_TIMEOUT_S).close()
    except OSError as error:
        return Finding("broker", State.WRONG, f"{host}:{number} cannot be reached: {error}")
    return Finding("broker", State.GOOD, f"{host}:{number} answers")


def disk(folder: Path) -> Finding:
    """Where the record is kept: writable, with room to grow."""
    existing = next(each for each in (folder, *folder.parents) if each.exists())
    if not os.access(existing, os.W_OK):
        return Finding("disk", State.WRONG, f"{existing} cannot be written: no record can be kept")
    free = shutil.disk_usage(existing).free
    state = State.GOOD if free >= LEAST_FREE_BYTES else State.WRONG
    return Finding("disk", state, f"{free / 1024**3:.1f} GB free for the record in {folder}")


def wall_clock(clock: Clock) -> Finding:
    """Whether the time can be believed that all records carry."""
    now = clock.now().utc
    if now.year < NOT_BEFORE_YEAR:
        return Finding("clock", State.WRONG, f"it reads {now:%Y-%m-%d %H:%M} UTC")
    synchronised = _time_is_synchronised()
    words = {True: "synchronised", False: "not synchronised with a time server", None: "synchronisation not known"}
    state = State.DOUBTFUL if synchronised is False else State.GOOD
    return Finding("clock", state, f"{now:%Y-%m-%d %H:%M} UTC, {words[synchronised]}")


def _time_is_synchronised() -> bool | None:
    if shutil.which("timedatectl") is None:
        return None
    command = ["timedatectl", "show", "--property=NTPSynchronized", "--value"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=PROBE_TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        return None
    return {"yes": True, "no": False}.get(said.stdout.strip())


def _record_folder(settings: RoomSettings | None, data_dir: Path | None) -> Path:
    if settings is not None:
        return database_path(settings, data_dir).parent
    return data_dir or Path(platformdirs.user_data_dir(PROGRAM, appauthor=False))


def _silence(count: int) -> Samples:
    return np.zeros(count, dtype=np.float32)
