"""The devices page names who is told outside, what waits there, what was given up, and what was refused."""

from dataclasses import replace

from device_samples import devices_room
from panel_tools import OpenStation, click

from monitor.port.outside_views import OutletView, OutsideView
from monitor.ui.presenter.devices import devices_view
from monitor.ui.presenter.outlets import outside_lines

OUTSIDE = OutsideView(
    outlets=(
        OutletView(name="MQTT numerics and alarms", target="mqtts://broker out/a/#", on_line=True, delivered=1200),
        OutletView(
            name="HL7",
            target="mllp://ehr:2575 (TLS)",
            on_line=False,
            why="no answer from ehr:2575",
            waiting=12,
            delivered=7,
            dropped=3,
        ),
    ),
    refused=2,
)


def test_each_receiver_has_a_line_and_refusals_one_more() -> None:
    assert outside_lines(OUTSIDE) == (
        "MQTT numerics and alarms to mqtts://broker out/a/#: on line · 1200 sent",
        "HL7 to mllp://ehr:2575 (TLS): off line (no answer from ehr:2575) · 7 sent · 12 waiting · 3 GIVEN UP",
        "2 messages from outside refused since the start",
    )


def test_where_nobody_is_told_there_is_nothing_to_read() -> None:
    assert devices_view(devices_room(), None).outside == ()


def test_the_page_shows_them(open_station: OpenStation) -> None:
    window = open_station(replace(devices_room(), outside=OUTSIDE))
    page = window.devices.page
    click(window.board.bar.devices.button)
    page.show_snapshot(replace(devices_room(), outside=OUTSIDE))
    assert page.outside.isVisible()
    assert "12 waiting" in page.outside.text()
    page.show_snapshot(devices_room())
    assert not page.outside.isVisible()
