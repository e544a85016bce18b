"""The station's side of the sound with a real annunciator: mute, output, death and standstill are told and mended."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.clock import Stopwatch
from drivers.observations import Provenance
from monitor.annunciator.protocol import Begun, Sound
from monitor.annunciator.sounder import TEST
from monitor.app.sound import SoundKeeper
from monitor.domain.time import Instant
from monitor.domain.vocabulary import Priority, SoundCategory
from monitor.port.snapshot import AudioView, Snapshot

DEADLINE_S = 30.0
TOLD_WITHIN_S = 2.0
HEARD_WITHIN_S = 3.0
PACTL = """#!/bin/sh
case "$1" in
  get-sink-mute) cat "{folder}/mute" ;;
  get-sink-volume) cat "{folder}/volume" ;;
  get-default-sink) cat "{folder}/output" ;;
esac
"""
pytestmark = [pytest.mark.system, pytest.mark.skipif(sys.platform == "win32", reason="runs only on POSIX")]


class Ward:
    """A room that always steps, its keeper, and what was told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.audio = AudioView()
        self.told = ["nothing yet"]
        self.begun: list[Sound] = []
        self.steps = 0
        self.keeper = SoundKeeper(
            self.picture, lambda: None, speak=self.speak, arguments=("--wave", str(folder)), on_begun=self.begin
        )

    def picture(self) -> Snapshot:
        self.steps += 1
        return Snapshot(
            room_name="Room",
            at=Instant(0, 0),
            tick_count=self.steps,
            provenance=Provenance.SIMULATED,
            profile_name="test",
            places=(),
            alarms=(),
            devices=(),
            audio=self.audio,
        )

    def speak(self, why: str) -> None:
        if self.told[-1] != why:
            self.told.append(why)

    def begin(self, begun: Begun) -> None:
        self.begun.append(begun.sound)

    def set(self, name: str, text: str) -> None:
        new = self.folder / f"{name}.new"
        new.write_text(text + "\n", encoding="utf-8")
        new.replace(self.folder / name)


def until(condition: Callable[[], bool]) -> float:
    """Seconds until it holds."""
    watch, pause = Stopwatch(), threading.Event()
    while not condition():
        assert watch.elapsed_s() < DEADLINE_S, "not in time"
        pause.wait(0.01)
    return watch.elapsed_s()


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    """Its sound works, as far as its mixer tells."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    made = Ward(tmp_path)
    made.set("mute", "Mute: no")
    made.set("volume", "Volume: front-left: 52428 / 80% / -5.81 dB")
    made.set("output", "speakers")
    program = tmp_path / "pactl"
    program.write_text(PACTL.format(folder=tmp_path), encoding="utf-8")
    program.chmod(0o755)
    made.keeper.start()
    try:
        until(lambda: made.told[-1] == "")
        yield made
    finally:
        made.keeper.close()


@pytest.mark.hazard("H20")
@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("mute", "Mute: yes", "muted"),
        ("volume", "Volume: front-left: 3276 / 5% / -78 dB", "5 %"),
        ("output", "hdmi", "hdmi instead of speakers"),
    ],
)
def test_a_change_of_the_mixer_is_told(ward: Ward, name: str, text: str, words: str) -> None:
    ward.set(name, text)
    assert until(lambda: words in ward.told[-1]) <= TOLD_WITHIN_S


@pytest.mark.hazard("H20")
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_an_annunciator_that_dies_or_stands_still_is_told_and_replaced(ward: Ward, blow: signal.Signals) -> None:
    first = ward.keeper.pid
    assert first is not None
    os.kill(first, blow)
    assert until(lambda: "started again" in ward.told[-1]) <= TOLD_WITHIN_S
    until(lambda: ward.keeper.pid not in {None, first})
    ward.audio = AudioView(sounding=Priority.HIGH, category=SoundCategory.OXYGEN, volume_step=1)
    until(lambda: bool(ward.begun))
    assert ward.begun == [Sound(priority=Priority.HIGH, category=SoundCategory.OXYGEN, volume_step=1)]
    assert "started again" in ward.told[-1], "the fault stays for a minute"


def test_the_test_tone_is_played_and_its_answer_accepts_the_output(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.app.sound.STAYS_S", 0.1)
    ward.audio = replace(ward.audio, tests_played=1)
    until(lambda: ward.begun == [TEST])
    ward.set("output", "hdmi")
    until(lambda: "hdmi" in ward.told[-1])
    ward.audio = replace(ward.audio, test_answered_tick=8, test_heard=False)
    steps = ward.steps
    until(lambda: ward.steps > steps + 100)
    assert "hdmi" in ward.told[-1], "not heard: the output is not accepted"
    ward.audio = replace(ward.audio, test_answered_tick=9, test_heard=True)
    until(lambda: ward.told[-1] == "")


@pytest.mark.hazard("H38")
def test_an_alarm_that_stands_at_the_start_is_heard_within_three_seconds(ward: Ward) -> None:
    """After a restart the first picture has it; a test tone asked for before the restart is not played again."""
    again = Ward(ward.folder)
    again.audio = AudioView(sounding=Priority.HIGH, tests_played=4)
    again.keeper.start()
    try:
        assert until(lambda: bool(again.begun)) <= HEARD_WITHIN_S
    finally:
        again.keeper.close()
    assert again.begun == [Sound(priority=Priority.HIGH)]
