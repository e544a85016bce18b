"""Colour, mark and word come from the priority alone, whatever the rule; and no number stands without name and unit."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from ui_builders import FakePort, alarm, bay, chair, number, room
from worlds import admit, make_room, reading, start, step

from monitor.domain.vocabulary import Priority
from monitor.port.messages import message
from monitor.port.projection import Projector
from monitor.port.rule_words import RULE_WORDS, words_of
from monitor.ui import painting, presenter
from monitor.ui.theme import DARK, LIGHT, Palette
from monitor.ui.widgets.tile import ChairTile
from monitor.ui.windows.station import StationWindow

if TYPE_CHECKING:
    from monitor.port.snapshot import Snapshot

OpenStation = Callable[..., StationWindow]
SIGNALLED = (Priority.HIGH, Priority.MEDIUM, Priority.LOW)
HUES = {"red": range(-20, 21), "yellow": range(40, 61), "cyan": range(180, 211)}  # degrees on the colour circle
UNITS = {"NIBP": "mmHg", "Pulse": "/min", "HR": "/min", "SpO₂": "%"}


def table(reference: Path) -> dict[Priority, tuple[str, str]]:
    """Colour and mark of each priority, as the design of the screens has them."""
    text = (reference / "SCREENS.md").read_text(encoding="utf-8").partition("## Alarm signals")[2]
    rows = re.findall(r"^\| (high|medium|low) \| (\w+)[^|]*\|[^|]*\| `(!+)` \|", text, re.MULTILINE)
    return {Priority[name.upper()]: (colour, mark) for name, colour, mark in rows}


def hue(colour: str) -> int:
    degrees = QColor(colour).hsvHue()
    return degrees - 360 if degrees > 180 + 30 else degrees


@pytest.mark.hazard("H49")
@pytest.mark.parametrize("palette", [DARK, LIGHT])
def test_colours_and_marks_are_those_of_the_table(reference: Path, palette: Palette) -> None:
    design = table(reference)
    assert set(design) == set(SIGNALLED)
    for priority, (colour, mark) in design.items():
        assert hue(palette.fill_of(priority)) in HUES[colour]
        assert priority.mark == mark
        assert priority.word == priority.name.lower()


@pytest.mark.hazard("H49")
@pytest.mark.parametrize("priority", SIGNALLED)
def test_every_rule_is_painted_in_the_colour_mark_and_word_of_its_priority(
    open_station: OpenStation, port: FakePort, priority: Priority
) -> None:
    window = open_station(room(chair("1")))
    for number_, rule in enumerate(sorted(RULE_WORDS), start=1):
        text = words_of(rule)
        one = alarm(number_, "1", priority, text, rule=rule)
        port.shown = room(chair("1", alarms=(one,)))
        window.refresher.tick()
        QApplication.processEvents()
        tile = window.board.places[0].face
        assert isinstance(tile, ChairTile)
        line = tile.line
        assert line.grab(QRect(line.width() - 90, 3, 1, 1)).toImage().pixelColor(0, 0).name() == DARK.fill_of(priority)
        ((_, rect, said), *_) = window.board.bar.placed
        chip = window.board.bar.grab(QRect(rect.x() + 3, rect.y() + 8, 1, 1)).toImage().pixelColor(0, 0)
        assert chip.name() == DARK.fill_of(priority)
        assert said.split(" ")[0] == priority.mark
        view = presenter.present(port.shown)
        assert view.chairs[0].line.segments[0].wording[0].startswith(f"{priority.mark} {text}")
        assert view.header.counts[0].text == f"{priority.mark} 1 {priority.word}"
        assert f"{priority.word} alarm: {text}" in view.chairs[0].summary
        others = {other.word for other in Priority if other is not Priority.INFORMATION}
        assert not others & set(re.findall(r"\w+", text.lower())), "high, medium and low are words of priority"


@pytest.mark.hazard("H49")
def test_172_over_101_is_medium_and_yellow(open_station: OpenStation) -> None:
    """A high value is no HIGH alarm: real readings through the real room to the pixel."""
    heart = make_room()
    step(heart, 1, admit(1))
    for second in (10, 100, 190):
        step(heart, second, reading(second, 124, 78))
    step(heart, 200, start(200))
    step(heart, 500, reading(500, 172, 101))
    step(heart, 560, reading(560, 172, 101))
    snapshot: Snapshot = Projector(heart).snapshot(1, {})
    (found,) = [each for each in snapshot.places[0].alarms if each.rule == "BP-MOD"]
    assert found.priority is Priority.MEDIUM
    assert "BP ↑ 172/101" in found.message
    window = open_station(snapshot)
    tile = window.board.places[0].face
    assert isinstance(tile, ChairTile)
    edge = window.grab(QRect(tile.mapTo(window, QPoint(1, tile.height() // 2)), tile.size())).toImage()
    assert edge.pixelColor(0, 0).name() == DARK.medium
    assert message(next(record for record in heart.board.at("1") if record.rule == "BP-MOD")).count("high") == 0


@pytest.mark.hazard("H49")
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (3840, 2160)])
@pytest.mark.parametrize("chairs", [1, 8, 12])
def test_no_number_is_painted_without_its_name_and_unit(
    open_station: OpenStation, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], chairs: int
) -> None:
    """Rates name their source: the ECG's is HR, the oximeter's and the cuff's are pulses."""
    sources = ("ecg", "oximeter", "cuff")
    places = [replace(chair(str(n)), rate=number(72, rise=2, source=sources[n % 3])) for n in range(1, chairs + 1)]
    window = open_station(room(*places, bay(), bay("bay-2"), bay("bay-3")), width=size[0], height=size[1])
    for slot in window.board.places:
        assert slot.face is not None
        names, values = painted_by(slot.face.numbers, monkeypatch)  # type: ignore[union-attr]  # all places are taken
        assert len(names) == len(values) == 3
        for name in names:
            first, _, unit = name.rpartition(" ")
            assert unit == UNITS[first.split(" ")[0]], name
        assert names[0].startswith("NIBP")


def painted_by(widget: object, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """Names and values that a repaint of a place's numbers puts on screen: the texts before each number."""
    told: list[tuple[str, str]] = []

    def text(*arguments: object, **more: object) -> int:
        _, rect, wording = arguments
        told.append(("text", painting.fit(wording, rect.width(), more["face"])))  # type: ignore[attr-defined]  # as in draw
        return draw(*arguments, **more)  # type: ignore[arg-type]  # handed through

    def value(*arguments: object, **more: object) -> None:
        told.append(("value", str(arguments[2])))
        draw_number(*arguments, **more)  # type: ignore[arg-type]  # handed through

    draw, draw_number = painting.draw, painting.draw_number
    with monkeypatch.context() as patch:
        for module in ("numbers", "bay_parts"):
            patch.setattr(f"monitor.ui.widgets.{module}.draw", text)
            patch.setattr(f"monitor.ui.widgets.{module}.draw_number", value)
        widget.grab()  # type: ignore[attr-defined]  # a widget
    values = [index for index, (kind, _) in enumerate(told) if kind == "value"]
    return [told[index - 1][1] for index in values], [told[index][1] for index in values]
