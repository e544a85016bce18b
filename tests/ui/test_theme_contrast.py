"""Colours: every role can be read on every ground it stands on, and priorities differ in more than hue."""

import re
from dataclasses import fields, replace
from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from benchmarks import gallery
from benchmarks.gallery_rooms import clinic
from monitor.domain.vocabulary import Priority
from monitor.ui.application import load_fonts, make_application
from monitor.ui.theme import DARK, LIGHT, Face, Palette, contrast
from monitor.ui.views import Tone

THEMES = [pytest.param(DARK, id="dark"), pytest.param(LIGHT, id="light")]
ALARMS = (Priority.HIGH, Priority.MEDIUM, Priority.LOW)
# Machado, Oliveira and Fernandes 2009, severity 1.0: how linear RGB looks to people who lack one kind of cone
DEFICIENCIES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def test_contrast_matches_the_definition_at_its_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == pytest.approx(1.0)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)  # the known grey of WCAG's 4.5:1


@pytest.mark.hazard("H50")
@pytest.mark.parametrize("palette", THEMES)
@pytest.mark.parametrize("ground", ["tile", "tile_high", "background"])
def test_values_stand_out_on_every_ground(palette: Palette, ground: str) -> None:
    assert contrast(palette.text, getattr(palette, ground)) >= 7.0
    assert contrast(palette.faded, getattr(palette, ground)) >= 7.0


@pytest.mark.hazard("H50")
@pytest.mark.parametrize("palette", THEMES)
@pytest.mark.parametrize("tone", list(Tone))
@pytest.mark.parametrize("edge", [None, *ALARMS])
def test_texts_of_every_role_can_be_read_on_every_tile(palette: Palette, tone: Tone, edge: Priority | None) -> None:
    assert contrast(palette.of_tone(tone), palette.ground(edge)) >= 4.5


@pytest.mark.hazard("H50")
@pytest.mark.parametrize("palette", THEMES)
@pytest.mark.parametrize("priority", ALARMS)
def test_the_alarm_line_can_be_read_in_both_halves_of_its_flash(palette: Palette, priority: Priority) -> None:
    assert contrast(palette.on_fill, palette.fill_of(priority)) >= 4.5
    assert contrast(palette.text, palette.dim(priority)) >= 4.5
    assert contrast(palette.of_priority(priority), palette.tile) >= 4.5  # acknowledged: outlined


@pytest.mark.parametrize("palette", THEMES)
@pytest.mark.parametrize("priority", [Priority.HIGH, Priority.MEDIUM])
def test_the_two_halves_of_a_flash_differ(palette: Palette, priority: Priority) -> None:
    assert distance(palette.fill_of(priority), palette.dim(priority)) > 0.15


@pytest.mark.parametrize("palette", THEMES)
def test_buttons_and_the_mark_can_be_read(palette: Palette) -> None:
    assert contrast(palette.text, palette.button) >= 4.5
    assert contrast(palette.text, palette.button_down) >= 4.5
    assert contrast(palette.faded, palette.button) >= 4.5  # whom a button of a panel is about
    assert contrast(palette.on_bright, palette.text) >= 4.5
    assert contrast(palette.muted, palette.tile) >= 4.5
    assert contrast(palette.muted, palette.background) >= 4.5
    assert contrast(palette.on_fill, palette.simulated_fill) >= 4.5


@pytest.mark.parametrize("palette", THEMES)
@pytest.mark.parametrize("line", ["trend_pressure", "trend_pulse", "trend_spo2"])
def test_lines_of_the_trend_can_be_seen(palette: Palette, line: str) -> None:
    assert contrast(getattr(palette, line), palette.panel) >= 3.0  # WCAG 1.4.11: what is no text
    assert contrast(getattr(palette, line), palette.trend_band) >= 3.0


def distance(first: str, second: str, deficiency: str = "") -> float:
    """How far two colours are apart in linear light, 0 to about 1.7; for the eyes with that deficiency."""
    pair = (seen_with(deficiency, first), seen_with(deficiency, second))
    return float(sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5)


def seen_with(deficiency: str, colour: str) -> tuple[float, ...]:
    parts = QColor(colour)
    linear = tuple(part**2.2 for part in (parts.redF(), parts.greenF(), parts.blueF()))
    if not deficiency:
        return linear
    return tuple(
        sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in DEFICIENCIES[deficiency]
    )


@pytest.mark.hazard("H50")
@pytest.mark.parametrize("palette", THEMES)
@pytest.mark.parametrize("deficiency", sorted(DEFICIENCIES))
def test_priorities_stay_apart_for_people_with_a_colour_deficiency(palette: Palette, deficiency: str) -> None:
    for first, second in combinations(ALARMS, 2):
        assert distance(palette.fill_of(first), palette.fill_of(second), deficiency) > 0.25


@pytest.mark.parametrize("palette", THEMES)
def test_every_colour_is_opaque_and_written_alike(palette: Palette) -> None:
    for each in fields(palette):
        assert re.fullmatch("#[0-9a-f]{6}", getattr(palette, each.name)), each.name


@pytest.mark.hazard("H50")
def test_marks_differ_where_colours_might_not() -> None:
    assert len({priority.mark for priority in Priority}) == len(Priority)


def test_the_bundled_font_is_used_and_its_digits_have_one_width(station_app: QApplication) -> None:
    assert station_app is not None
    assert "Inter" in load_fonts()
    face = Face(46, strong=True)
    assert QFontInfo(face.font).family() == "Inter"
    assert {face.width(digit * 3) for digit in "0123456789"} == {face.width("000")}


@pytest.mark.parametrize("screen", [gallery.STATION, gallery.CHAIR, gallery.DEVICES])
def test_nothing_of_a_light_screen_stays_dark(station_app: QApplication, screen: str) -> None:
    """What Qt paints by itself too: lists, fields, grounds of scroll areas. Dark are texts and thin lines only."""
    shot = replace(gallery.states()["light"], snapshot=clinic(), screen=screen)
    window = gallery.open_window(shot)
    image = window.grab().toImage()
    dark = sum(
        image.pixelColor(x, y).lightness() < 90 for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    )
    assert dark / ((image.width() // 7) * (image.height() // 7)) < 0.06
    window.close()
    window.deleteLater()
    station_app.processEvents()
    make_application([])
