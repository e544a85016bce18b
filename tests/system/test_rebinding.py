"""A link that comes back is bound again within three seconds, however long it was away."""

import threading
from pathlib import Path

import pytest
from system_tools import wait_for
from test_broken_links import DEVICE, two_chairs

from drivers.clock import Stopwatch, SystemClock
from monitor.app.compose import RunningRoom
from monitor.port.snapshot import DeviceView, LinkReport

BOUND_WITHIN_S = 3.0  # "re-binding takes at most 3 s after the link is back"
AWAY_S = 4.0  # long enough for the pauses between two tries to have reached their bound


def report_of(running: RunningRoom) -> LinkReport:
    return running.statuses(SystemClock().now())[DEVICE].report


def on_the_page(running: RunningRoom) -> DeviceView:
    snapshot = running.host.snapshot()
    assert snapshot is not None
    return next(device for device in snapshot.devices if device.device_id == DEVICE)


def watch_for(seconds: float) -> None:
    """Let the room run."""
    threading.Event().wait(seconds)


@pytest.mark.system
@pytest.mark.parametrize("link", ["pty", "tcp"])
def test_a_link_that_was_away_for_long_is_bound_again_in_time(tmp_path: Path, link: str) -> None:
    with two_chairs(tmp_path, link=link) as (simulators, running, neighbour):
        opened = report_of(running).restarts
        simulators.order(device=DEVICE, do="unplug")
        words = wait_for(lambda: on_the_page(running).report.diagnosis or None, what="words for the break")
        assert words[0].startswith(("The port is not open: ", "There is no connection: "))
        watch_for(AWAY_S)
        simulators.order(device=DEVICE, do="replug")
        watch = Stopwatch()
        wait_for(lambda: report_of(running).restarts > opened or None, what="bound again")
        assert watch.elapsed_s() <= BOUND_WITHIN_S
        wait_for(lambda: on_the_page(running).on_line or None, what="on line on the page")
        wait_for(lambda: not report_of(running).diagnosis or None, what="nothing wrong any more")
        assert on_the_page(running).report.restarts == opened + 1
        assert on_the_page(running).report.on_line_since_utc_ms is not None
    assert neighbour.wrong == set()


@pytest.mark.system
def test_the_last_bytes_of_a_running_device_can_be_looked_at_and_recorded(tmp_path: Path) -> None:
    with two_chairs(tmp_path) as (_, running, _neighbour):
        pieces = wait_for(lambda: running.desk.raw(DEVICE) or None, what="bytes")
        assert b"SPO2=097%" in b"".join(piece.data for piece in pieces)
        path = tmp_path / "raw.jsonl"
        assert running.desk.record_to(DEVICE, path) == ""
        recorded = wait_for(
            lambda: (report_of(running).recording or None) if path.stat().st_size > 500 else None, what="a recording"
        )
        assert recorded.file == str(path)
        running.desk.stop_recording(DEVICE)
        assert running.desk.record_to("nobody", tmp_path / "other.jsonl") == "there is no device of this name"
