"""What the chair view adds to the tile: bytes and wave of the chosen chair alone, device state, next steps."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from device_samples import HEALTHY, FakeWires
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui_builders import FakePort, chair, free, room, session

from drivers.clock import MANUAL_START, ManualClock
from monitor.domain.entries import InfusionAct
from monitor.domain.stages import Stage
from monitor.domain.vocabulary import Phase
from monitor.port.device_port import RawPiece, WaveView
from monitor.port.snapshot import GateItemView, PlaceView, StayView
from monitor.ui.chair_wires import BYTES_EVERY_S, WAVE_EVERY_S, ChairWires
from monitor.ui.presenter import wave
from monitor.ui.presenter.chair_devices import device_lines
from monitor.ui.presenter.chair_steps import MOST_STEPS, next_steps
from monitor.ui.views import Action, ButtonView
from monitor.ui.windows.station import SETTLES_S, StationWindow

OpenStation = Callable[..., StationWindow]
PLETH = WaveView(label="pleth", rate_hz=10.0, samples=(None, 10.0, 30.0, 20.0))
DEVICE = replace(HEALTHY, place_id="1")
BOUND = replace(chair("1"), devices=(DEVICE.device_id,))
RUNNING = (InfusionAct.PAUSE, InfusionAct.RATE, InfusionAct.BOLUS, InfusionAct.END)


def test_only_the_chosen_chair_is_asked_and_not_too_often() -> None:
    port = FakeWires(shown_wave=PLETH)
    wires = ChairWires(port)
    wires.tick(0.0)
    assert port.asked == port.asked_waves == []
    wires.follow(("d1",))
    for step in range(101):
        wires.tick(step * 0.04)
    assert set(port.asked) == set(port.asked_waves) == {"d1"}
    assert len(port.asked) <= 4.0 / BYTES_EVERY_S + 1
    assert len(port.asked_waves) <= 4.0 / WAVE_EVERY_S + 1
    assert (wires.wave, wires.had_wave) == (PLETH, True)
    port.shown_wave = None
    wires.tick(10.0)
    assert (wires.wave, wires.had_wave) == (None, True)  # its room stays, empty
    wires.follow(())
    assert (wires.pieces, wires.wave, wires.had_wave) == ({}, None, False)


def test_a_wave_ends_at_the_right_edge_and_breaks_where_nothing_was_measured() -> None:
    assert wave.points(PLETH) == ((0.97, None), (0.98, 0.0), (0.99, 1.0), (1.0, 0.5))
    assert wave.points(replace(PLETH, samples=(5.0, 5.0)))[-1] == (1.0, 0.5)
    assert wave.points(replace(PLETH, samples=(None,))) == ((1.0, None),)
    assert (wave.title(PLETH), wave.title(None)) == ("Pleth, last 10 s, not to scale", "no wave now")


def test_the_wave_appears_in_the_chair_view(open_station: OpenStation, clock: ManualClock) -> None:
    port = FakeWires()
    window = open_station(replace(room(BOUND, free("2")), devices=(DEVICE,)), devices=port)
    window.select("1")
    window.refresher.tick()
    assert window.chair.wave.isHidden()
    port.shown_wave = PLETH
    clock.move(1.0)
    window.refresher.tick()
    assert window.chair.wave.isVisible()
    assert window.chair.wave.shown == PLETH
    assert not window.chair.wave.geometry().intersects(window.chair.trend.geometry())
    window.select("2")
    window.refresher.tick()
    assert not window.chair.isVisible()


def test_state_and_last_bytes_of_each_device_stand_in_lines() -> None:
    pieces = (RawPiece(MANUAL_START, b"SPO2=097% BPM"), RawPiece(MANUAL_START, b"\x01\x02", sent=True))
    lines = device_lines(BOUND, (DEVICE, replace(DEVICE, device_id="other")), {DEVICE.device_id: pieces}, None)
    assert any(line.startswith(f"{DEVICE.device_id}, {DEVICE.title or DEVICE.kind}: on line") for line in lines)
    assert lines[-1].startswith("last bytes ")
    assert lines[-1].endswith("  30 39 37 25 20 42 50 4D")  # what came, not what was sent
    assert not any("other" in line for line in lines)
    broken = replace(DEVICE, on_line=False, why="no such port")
    assert f"{DEVICE.device_id}, {DEVICE.title or DEVICE.kind}: off line, no such port" in device_lines(
        BOUND, (broken,), {}, None
    )
    assert device_lines(replace(chair("1"), device_line="", devices=()), (), {}, None) == ("no device here",)


def steps_of(place: PlaceView) -> list[str]:
    assert place.session is not None
    return [step.text if step else "" for step in next_steps(place, place.session, has_bays=True)]


def staying(stage: Stage, phase: Phase, *acts: InfusionAct) -> PlaceView:
    return chair("1", seat=replace(session(phase=phase), stay=StayView(stage=stage, next_acts=acts)))


def test_the_steps_are_those_of_the_session() -> None:
    running = staying(Stage.INFUSION, Phase.INFUSION, *RUNNING)
    assert steps_of(running) == ["Record end", "Record pause", "Record rate", "Note", "Enter values", "…"]
    before = staying(Stage.BASELINE, Phase.BASELINE, InfusionAct.START)
    assert steps_of(before) == ["Record start", "", "", "Note", "Enter values", "…"]
    check = GateItemView(check="wiring", text="Wiring", done=False)
    assert steps_of(replace(before, start_checks=(check,)))[:2] == ["Checks (1)", ""]  # no way around the checks
    recovering = staying(Stage.RECOVERY, Phase.RECOVERY)
    assert steps_of(recovering)[0] == "Move to bay"
    assert all(len(steps_of(place)) == MOST_STEPS for place in (running, before, recovering))


def test_every_step_names_place_and_session_and_is_pressed(
    open_station: OpenStation, port: FakePort, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = staying(Stage.INFUSION, Phase.INFUSION, *RUNNING)
    window = open_station(room(running))
    pressed: list[ButtonView] = []
    monkeypatch.setattr(window.actions_, "press", pressed.append)
    window.select("1")
    clock.move(SETTLES_S + 0.1)
    for slot in window.chair.steps:
        QTest.mouseClick(slot.button, Qt.MouseButton.LeftButton)
    assert [button.text for button in pressed] == steps_of(running)
    assert {(button.place_id, button.session_id) for button in pressed} == {("1", 1)}
    assert all("Chair 1" in button.accessible_name for button in pressed)
    assert pressed[1].action is Action.FORM
    assert pressed[1].form == "pause"
    assert port.commands == []
