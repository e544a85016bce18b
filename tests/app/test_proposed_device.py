"""A proposal for the room file, taken as it is: check-config accepts it, or names what only a person can know."""

from pathlib import Path

from drivers.observations import Provenance
from monitor.app.check_config import check_file
from monitor.port.proposal import proposal
from monitor.port.snapshot import UnassignedView

ROOT = Path(__file__).resolve().parents[2]
ROOM = """
schema = 1
name = "Room"
profile = "PROFILE"
[[places]]
id = "1"
kind = "chair"
[broker]
url = "mqtt://127.0.0.1:1883"
username = "station"
password_env = "TEST_BROKER_PASSWORD"
[[devices]]
id = "rad8-1"
kind = "masimo_ascii1"
link = "tcp://127.0.0.1:4001"
place = "1"
provenance = "simulated"
"""
GATEWAY = UnassignedView(link="mqtt://vitals/v1/clinic1/gw7", what="V100", kind="mqtt_native", seen="publishing")
ADAPTER = UnassignedView(link="serial://usb:A50285BI", what="FT232R", kind="", seen="plugged in")


def problems(folder: Path, found: UnassignedView, place_id: str) -> list[str]:
    lines = proposal(found, provenance=Provenance.SIMULATED, place_ids=["1"], place_id=place_id)
    path = folder / "room.toml"
    profile = ROOT / "config" / "profiles" / "mood.toml"
    path.write_text(ROOM.replace("PROFILE", str(profile)) + lines + "\n", encoding="utf-8")
    return [problem.key for problem in check_file(path).problems]


def test_a_publisher_at_a_chosen_place_is_accepted(tmp_path: Path) -> None:
    assert problems(tmp_path, GATEWAY, "1") == []


def test_what_only_a_person_knows_is_asked_for(tmp_path: Path) -> None:
    assert problems(tmp_path, ADAPTER, "1") == ["devices[1].kind"]
    assert sorted(problems(tmp_path, ADAPTER, "?")) == ["devices[1].kind", "devices[1].place"]
