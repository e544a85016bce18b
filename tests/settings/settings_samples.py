"""Room and profile files for the settings tests, as text that each test spoils in its own way."""

from pathlib import Path

from monitor.settings import Problem, SettingsError, load_profile, load_room

REPOSITORY = Path(__file__).resolve().parents[2]
PROFILE = """
schema = 1
name = "Test"
"""
ROOM = """
schema = 1
name = "Infusion room A"
profile = "profile.toml"

[[places]]
id = "1"
kind = "chair"

[[places]]
id = "bay1"
kind = "bay"

[[devices]]
id = "rad8-1"
kind = "masimo_ascii1"
link = "serial:///dev/ttyUSB0?baud=9600"
place = "1"
provenance = "real"

[[devices]]
id = "gateway-1"
kind = "mqtt_native"
link = "mqtt://ward/bay1"
place = "bay1"
provenance = "real"

[broker]
url = "mqtts://broker.clinic.example:8883"
username = "station"
password_env = "BROKER_PASSWORD"
"""


def write_room(folder: Path, text: str = ROOM, *, profile: str = PROFILE) -> Path:
    (folder / "profile.toml").write_text(profile, encoding="utf-8")
    path = folder / "room.toml"
    path.write_text(text, encoding="utf-8")
    return path


def room_problems(folder: Path, text: str, *, profile: str = PROFILE) -> tuple[Problem, ...]:
    """Problems of a room file; none where it is right."""
    try:
        load_room(write_room(folder, text, profile=profile))
    except SettingsError as error:
        return error.problems
    return ()


def profile_problems(folder: Path, text: str) -> tuple[Problem, ...]:
    """Problems of a profile with `text` behind its header; none where it is right."""
    path = folder / "profile.toml"
    path.write_text(PROFILE + text, encoding="utf-8")
    try:
        load_profile(path)
    except SettingsError as error:
        return error.problems
    return ()


def lines(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems]
