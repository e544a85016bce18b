"""When the watcher starts a station again, and when not; the stations are small scripts, so that this takes no time."""

import sys
import threading
from pathlib import Path

import pytest

from monitor.app.heartbeat import VARIABLE, Beat, HeartbeatReceiver, HeartbeatSender
from monitor.app.watcher import Watcher

STATION = """
import os, signal, sys, threading
from pathlib import Path
from monitor.app.heartbeat import Beat, HeartbeatSender

starts = Path(sys.argv[1])
number = len(starts.read_text()) if starts.exists() else 0
starts.write_text("x" * (number + 1))
deed = sys.argv[2].split(",")[number]
count = [0]

def look():
    if deed != "hang":
        count[0] += 1
    return Beat(max(count[0], 1), max(count[0], 1))

sender = HeartbeatSender(look)
if deed.startswith("refuse"):
    sys.exit(int(deed[-1]))
sender.start()
beaten = threading.Event()
while count[0] < 3 and deed != "hang":
    beaten.wait(0.02)
if deed == "die":
    os.kill(os.getpid(), signal.SIGKILL)
if deed == "fail":
    os._exit(1)
if deed == "hang":
    beaten.wait(60)
sender.close()
"""


@pytest.fixture
def station(tmp_path: Path) -> Path:
    script = tmp_path / "station.py"
    script.write_text(STATION, encoding="utf-8")
    return script


@pytest.mark.expect_log
@pytest.mark.parametrize(
    ("deeds", "starts", "status"),
    [
        ("close", 1, 0),
        ("refuse1", 1, 1),
        ("refuse2", 1, 2),
        ("die,close", 2, 0),
        ("fail,close", 2, 0),
        ("die,refuse1,close", 3, 0),  # what has run once is started again, whatever it says
        ("hang,close", 2, 0),
    ],
)
def test_who_is_started_again(
    station: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deeds: str, starts: int, status: int
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    file = tmp_path / "starts"
    assert Watcher((sys.executable, str(station), str(file), deeds)).run() == status
    assert len(file.read_text(encoding="ascii")) == starts


def test_a_heartbeat_reaches_its_own_watcher_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    receiver, other = HeartbeatReceiver(), HeartbeatReceiver()
    port, _, token = receiver.address.partition(":")
    monkeypatch.setenv(VARIABLE, f"{other.address.partition(':')[0]}:{token}")
    stranger = HeartbeatSender(lambda: Beat(1, 1))
    monkeypatch.setenv(VARIABLE, f"{port}:{token}")
    sender = HeartbeatSender(lambda: Beat(5, None))
    stranger.start()
    sender.start()
    assert other.wait(5.0) is None, "another watcher's token"
    assert receiver.wait(5.0) == Beat(5, None)
    for each in (stranger, sender, receiver, other):
        each.close()


@pytest.mark.parametrize("address", [None, "", "port:token", ":token"])
def test_a_station_without_a_watcher_looks_at_nothing_and_sends_nothing(
    monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    if address is None:
        monkeypatch.delenv(VARIABLE, raising=False)
    else:
        monkeypatch.setenv(VARIABLE, address)
    opened: list[object] = []
    monkeypatch.setattr("monitor.app.heartbeat.socket.socket", lambda *kind: opened.append(kind))
    before = threading.active_count()
    sender = HeartbeatSender(lambda: pytest.fail("it looked"))
    sender.start()
    assert threading.active_count() == before
    sender.close()
    assert opened == []
