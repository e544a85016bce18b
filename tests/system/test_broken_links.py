"""One chair's link breaks in every way; its values go and come back, and no other chair notices."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from running_rooms import admit, blueprint_of, place_of, running_room
from system_tools import Simulators, wait_for

from drivers.clock import Stopwatch, SystemClock
from monitor.app.compose import RunningRoom
from monitor.port.snapshot import Freshness, PlaceView

SPO2_1, SPO2_2 = 97, 95
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
recording = { file = "one.csv" }

[[patients]]
place = "2"
label = "two"
phase = "baseline"
admitted_min = 0
recording = { file = "two.csv" }

[[devices]]
id = "SIM-masimo-1"
kind = "masimo_ascii1"
link = "LINK"
place = "1"
faults = { FAULTS }

[[devices]]
id = "SIM-masimo-2"
kind = "masimo_ascii1"
link = "pty"
place = "2"
"""
DEVICE = "SIM-masimo-1"


class Neighbour:
    """Watches chair 2 all the time and remembers everything wrong with it."""

    def __init__(self, running: RunningRoom) -> None:
        self._running = running
        self._stop = threading.Event()
        self.looks = 0
        self.wrong: set[str] = set()
        self._thread = threading.Thread(target=self._watch, name="neighbour")

    def _watch(self) -> None:
        while not self._stop.wait(0.05):
            place = place_of(self._running, "2")
            self.looks += 1
            if place.spo2.value != SPO2_2 or place.spo2.freshness is not Freshness.FRESH:
                self.wrong.add(f"{place.spo2}")
            self.wrong.update(alarm.rule for alarm in place.alarms)

    @contextmanager
    def watched(self) -> Iterator[None]:
        self._thread.start()
        try:
            yield
        finally:
            self._stop.set()
            self._thread.join()


@contextmanager
def two_chairs(
    folder: Path, *, link: str = "pty", faults: str = ""
) -> Iterator[tuple[Simulators, RunningRoom, Neighbour]]:
    for name, saturation in (("one", SPO2_1), ("two", SPO2_2)):
        rows = "\n".join(f"{second},70,{saturation}" for second in range(600))
        (folder / f"{name}.csv").write_text(f"t_s,pr_bpm,spo2_pct\n{rows}\n", encoding="utf-8")
    scenario = folder / "scenario.toml"
    scenario.write_text(SCENARIO.replace("LINK", link).replace("FAULTS", faults), encoding="utf-8")
    clock = SystemClock()
    with Simulators(scenario) as simulators:
        blueprint = blueprint_of(simulators.devices, ["1", "2"])
        with running_room(blueprint, folder / "room.db", clock) as running:
            for place_id in ("1", "2"):
                admit(running, place_id)
                wait_for(lambda place_id=place_id: place_of(running, place_id).spo2.value, what="first values")  # type: ignore[misc]
            neighbour = Neighbour(running)
            with neighbour.watched():
                yield simulators, running, neighbour


def until(running: RunningRoom, condition: Callable[[PlaceView], bool], *, what: str) -> float:
    """Wait for chair 1 to fulfil `condition`; how long it took in seconds."""
    watch = Stopwatch()
    wait_for(lambda: condition(place_of(running, "1")) or None, what=what)
    return watch.elapsed_s()


def has_value(place: PlaceView) -> bool:
    return place.spo2.value == SPO2_1 and place.spo2.freshness is Freshness.FRESH


def has_link_alarm(place: PlaceView) -> bool:
    return any(alarm.rule == "T-LINK" for alarm in place.alarms)


def is_dashes(place: PlaceView) -> bool:
    return place.spo2.value is None and place.spo2.freshness is Freshness.DASHES


@pytest.mark.system
@pytest.mark.parametrize("link", ["pty", "tcp"])
def test_unplugged_and_plugged_in_again(tmp_path: Path, link: str) -> None:
    with two_chairs(tmp_path, link=link) as (simulators, running, neighbour):
        simulators.order(device=DEVICE, do="unplug")
        assert until(running, has_link_alarm, what="T-LINK after a known break") <= 2.5
        assert until(running, is_dashes, what="dashes") <= 2.0
        assert not next(iter(running.statuses(SystemClock().now()).values())).on_line
        simulators.order(device=DEVICE, do="replug")
        until(running, has_value, what="values by themselves")
        until(running, lambda place: not has_link_alarm(place), what="the alarm ends")
    assert neighbour.wrong == set()
    assert neighbour.looks > 20


@pytest.mark.system
def test_silence_on_an_open_link(tmp_path: Path) -> None:
    with two_chairs(tmp_path) as (simulators, running, neighbour):
        simulators.order(device=DEVICE, do="stall")
        until(running, lambda place: place.spo2.freshness is Freshness.GREY, what="grey")
        assert not has_link_alarm(place_of(running, "1"))
        until(running, has_link_alarm, what="T-LINK after 10 s")
        assert is_dashes(place_of(running, "1"))
        simulators.order(device=DEVICE, do="resume")
        until(running, has_value, what="values by themselves")
    assert neighbour.wrong == set()


@pytest.mark.system
def test_garbage_between_lines(tmp_path: Path) -> None:
    with two_chairs(tmp_path) as (simulators, running, neighbour):
        for _ in range(5):
            simulators.order(device=DEVICE, do="garbage")
        until(
            running,
            lambda _: running.statuses(SystemClock().now())[DEVICE].statistics.rejected_bytes > 0,
            what="counted",
        )
        until(running, has_value, what="values go on")
    assert neighbour.wrong == set()


@pytest.mark.system
def test_half_frames_and_single_characters(tmp_path: Path) -> None:
    faults = "split = 1.0, drop = 0.1, duplicate = 0.1"
    with two_chairs(tmp_path, faults=faults) as (_, running, neighbour):
        frames = running.statuses(SystemClock().now())[DEVICE].statistics.frames
        until(
            running,
            lambda _: running.statuses(SystemClock().now())[DEVICE].statistics.frames >= frames + 5,
            what="lines in pieces are read",
        )
        until(running, has_value, what="values")
    assert neighbour.wrong == set()
