"""Lines for the room file: valid TOML that holds what is known, and what came over the network stays quoted."""

import tomllib

import pytest

from drivers.observations import Provenance
from monitor.port.proposal import LONGEST_ID, UNKNOWN, proposal
from monitor.port.snapshot import UnassignedView

PLACES = ("1", "2", "bay1")
GATEWAY = UnassignedView(
    link="mqtt://vitals/v1/clinic1/gw7", what="CARESCAPE V100", kind="mqtt_native", seen="publishing"
)
ADAPTER = UnassignedView(link="serial://usb:A50285BI", what="FT232R USB UART", kind="", seen="plugged in")


def read(found: UnassignedView, **options: str) -> dict[str, object]:
    lines = proposal(found, provenance=Provenance.REAL, place_ids=PLACES, **options)
    (device,) = tomllib.loads(lines)["devices"]
    assert isinstance(device, dict)
    return device


def test_a_publisher_is_known_but_for_its_place() -> None:
    assert read(GATEWAY) == {
        "id": "gw7",
        "kind": "mqtt_native",
        "link": "mqtt://vitals/v1/clinic1/gw7",
        "place": UNKNOWN,
        "provenance": "real",
    }
    assert "# one of 1, 2, bay1" in proposal(GATEWAY, provenance=Provenance.REAL, place_ids=PLACES)


def test_a_chosen_place_stands_in_the_lines() -> None:
    assert read(GATEWAY, place_id="2")["place"] == "2"


def test_an_adapter_does_not_say_which_monitor_hangs_on_it() -> None:
    device = read(ADAPTER)
    assert (device["kind"], device["link"], device["id"]) == (UNKNOWN, "serial://usb:A50285BI?baud=9600", "A50285BI")


@pytest.mark.parametrize(
    "nasty",
    ['gw"\nplace = "1', "gw\\", "gw\r\n[[devices]]", "\x7f\x00", 'x" # ', "ward-ä"],
)
def test_what_comes_over_the_network_cannot_leave_its_quotes(nasty: str) -> None:
    found = UnassignedView(link=f"mqtt://vitals/v1/c/{nasty}", what=nasty, kind="mqtt_native", seen="publishing")
    device = read(found)
    assert set(device) == {"id", "kind", "link", "place", "provenance"}
    assert device["place"] == UNKNOWN


def test_an_id_is_one_that_a_room_file_may_hold() -> None:
    found = UnassignedView(link=f"mqtt://vitals/v1/c/{'ä.x' * 30}", what="x", kind="mqtt_native", seen="publishing")
    name = str(read(found)["id"])
    assert name.isascii()
    assert name[0].isalnum()
    assert len(name) <= LONGEST_ID
    nothing = UnassignedView(link="mqtt://vitals/v1/c/äö", what="x", kind="mqtt_native", seen="publishing")
    assert read(nothing)["id"] == "new-device"
