"""One device of every kind at once, on real links: each gives what it offers, and each goes and returns by itself.

Every device has a chair of its own. While one is out, the others are looked at all the time: their values are fresh and
none of them has an alarm.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path

import pytest
from kinds_room import OFFERED, every_kind
from system_tools import HeadlessStation, Line, Simulators, place_in, wait_for

from drivers.clock import Stopwatch
from drivers.registry import KINDS

# "Re-binding takes at most 3 s after the link is back": the pause between two attempts is 2 s at most, an attempt is
# short. A device that speaks more rarely than once a second is heard that much later.
REBOUND_WITHIN_S = 3.0
UNPLUGGED_EVERY_S = 1.0  # so that two or three are out at the same time
SPOT_CHECKS = "nonin_df13"  # speaks when a finger is taken out, and is silent otherwise
OPEN_BUT_SILENT = "open, but the device has said nothing yet"


class Stage(Enum):
    WAITING = "waiting"
    OUT = "out"
    RETURNING = "returning"
    BACK = "back"
    CALM = "calm"  # back, and no alarm is left of it


class Trial:
    """One device on its way out and back."""

    def __init__(self, device: Line, simulators: Simulators) -> None:
        self.kind: str = device["kind"]
        self.stage = Stage.WAITING
        self.took_s = 0.0
        self._device = device
        self._name: str = device["device"]
        self._place_id: str = device["place"]
        self._simulators = simulators
        self._watch = Stopwatch()

    @property
    def is_undisturbed(self) -> bool:
        return self.stage in {Stage.WAITING, Stage.CALM}

    @property
    def limit_s(self) -> float:
        period_s = KINDS[self.kind].period_s
        return REBOUND_WITHIN_S + (period_s if period_s > 1.5 else 0.0)

    def is_ready(self, picture: Line) -> bool:
        """Only the absence of a device that has given everything is a trial."""
        return is_complete(picture, self._device)

    def begin(self) -> None:
        self._simulators.order(device=self._name, do="unplug")
        self.stage = Stage.OUT

    def look(self, picture: Line) -> None:
        """Go on to the next stage where the picture says so."""
        place = place_in(picture, self._place_id)
        device = device_in(picture, self._name)
        if self.stage is Stage.OUT and (not device["on_line"] or place["spo2"]["freshness"] != "fresh"):
            self._simulators.order(device=self._name, do="replug")
            self.stage, self._watch = Stage.RETURNING, Stopwatch()
        elif self.stage is Stage.RETURNING and self._is_bound(device):
            self.stage, self.took_s = Stage.BACK, self._watch.elapsed_s()
        elif self.stage is Stage.BACK and not self.wrong(picture):
            self.stage = Stage.CALM

    def wrong(self, picture: Line) -> list[str]:
        """What is wrong at this device's chair while others are out."""
        place = place_in(picture, self._place_id)
        faults = [f"{self.kind}: {alarm['rule']} {alarm['message']}" for alarm in place["alarms"]]
        if place["spo2"]["freshness"] != "fresh":
            faults.append(f"{self.kind}: SpO2 {place['spo2']}")
        if not device_in(picture, self._name)["on_line"]:
            faults.append(f"{self.kind}: {device_in(picture, self._name)['why']}")
        return faults

    def _is_bound(self, device: Line) -> bool:
        """Whether the device is heard again. A format without a checksum is believed a few packets later."""
        heard_s = device["report"]["last_byte_age_s"]
        return heard_s is not None and heard_s < self._watch.elapsed_s()


def device_in(picture: Line, name: str) -> Line:
    found: Line = next(device for device in picture["devices"] if device["device_id"] == name)
    return found


def given(device: Line) -> set[str]:
    return {value["name"] for value in device["report"]["values"] if value["value"] is not None}


@pytest.mark.system
def test_every_kind_gives_what_it_offers_and_comes_back_by_itself(
    tmp_path: Path, require_tool: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with every_kind(tmp_path, require_tool, monkeypatch) as (simulators, station):
        assert {device["kind"] for device in simulators.devices} == set(KINDS) == set(OFFERED)
        continuous = [device for device in simulators.devices if device["kind"] != SPOT_CHECKS]
        for device in continuous:
            station.say({"type": "admit", "place_id": device["place"], "label": "x", "planned_infusion_s": 2400})
        (spot_checks,) = [device for device in simulators.devices if device["kind"] == SPOT_CHECKS]
        check_return_of_a_silent_device(spot_checks["device"], simulators, station)
        trials = [Trial(device, simulators) for device in continuous]
        station.until(lambda picture: not any(trial.wrong(picture) for trial in trials), what="all chairs are calm")
        assert unplug_each(trials, station) == set()
        slow = {trial.kind: round(trial.took_s, 1) for trial in trials if trial.took_s > trial.limit_s}
        assert slow == {}, "bound again too late"
        simulators.order(device=spot_checks["device"], do="probe_off")
        station.until(lambda picture: is_complete(picture, spot_checks), what="a spot check")


def unplug_each(trials: Sequence[Trial], station: HeadlessStation) -> set[str]:
    """Unplug one after another as they become ready; everything wrong at chairs whose device was not touched."""
    wrong: set[str] = set()
    since_last = Stopwatch()

    def all_calm() -> bool | None:
        nonlocal since_last
        picture = station.snapshot()
        for trial in trials:
            trial.look(picture)
            if trial.is_undisturbed:
                wrong.update(trial.wrong(picture))
        ready = [trial for trial in trials if trial.stage is Stage.WAITING and trial.is_ready(picture)]
        if ready and since_last.elapsed_s() >= UNPLUGGED_EVERY_S:
            ready[0].begin()
            since_last = Stopwatch()
        return all(trial.stage is Stage.CALM for trial in trials) or None

    try:
        wait_for(all_calm, what="every device is back", deadline_s=90.0)
    except AssertionError as error:
        stages = {trial.kind: trial.stage.value for trial in trials if trial.stage is not Stage.CALM}
        raise AssertionError(f"{error}: {stages}, {wrong}") from error
    return wrong


def is_complete(picture: Line, device: Line) -> bool:
    """Whether the device has given all that it offers."""
    return OFFERED[device["kind"]] <= given(device_in(picture, device["device"]))


def check_return_of_a_silent_device(name: str, simulators: Simulators, station: HeadlessStation) -> None:
    """It says nothing by itself, so its return is only that the link is open again."""

    def until_why(words: str) -> None:
        station.until(lambda picture: words in device_in(picture, name)["why"], what=f"{name}: {words}")

    until_why(OPEN_BUT_SILENT)
    simulators.order(device=name, do="unplug")
    station.until(lambda picture: device_in(picture, name)["why"] not in {"", OPEN_BUT_SILENT}, what=f"{name} is gone")
    simulators.order(device=name, do="replug")
    back = Stopwatch()
    until_why(OPEN_BUT_SILENT)
    assert back.elapsed_s() <= REBOUND_WITHIN_S
