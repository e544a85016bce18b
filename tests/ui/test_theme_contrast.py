"""Colours: every role can be read on every ground it stands on, and priorities differ in more than hue."""

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from monitor.domain.vocabulary import Priority
from monitor.ui.application import load_fonts
from monitor.ui.theme import DARK, Face, contrast
from monitor.ui.views import Tone

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
@pytest.mark.parametrize("ground", [DARK.tile, DARK.tile_high, DARK.background])
def test_values_stand_out_on_every_ground(ground: str) -> None:
    assert contrast(DARK.text, ground) >= 7.0
    assert contrast(DARK.faded, ground) >= 7.0


@pytest.mark.parametrize("tone", list(Tone))
@pytest.mark.parametrize("edge", [None, *ALARMS])
def test_texts_of_every_role_can_be_read_on_every_tile(tone: Tone, edge: Priority | None) -> None:
    assert contrast(DARK.of_tone(tone), DARK.ground(edge)) >= 4.5


@pytest.mark.parametrize("priority", ALARMS)
def test_the_alarm_line_can_be_read_in_both_halves_of_its_flash(priority: Priority) -> None:
    assert contrast(DARK.on_bright, DARK.of_priority(priority)) >= 4.5
    assert contrast(DARK.text, DARK.dim(priority)) >= 4.5
    assert contrast(DARK.of_priority(priority), DARK.tile) >= 4.5  # acknowledged: outlined


def test_buttons_and_the_mark_can_be_read() -> None:
    assert contrast(DARK.text, DARK.button) >= 4.5
    assert contrast(DARK.on_bright, DARK.text) >= 4.5
    assert contrast(DARK.muted, DARK.tile) >= 4.5
    assert contrast(DARK.on_bright, DARK.simulated) >= 4.5


def seen_with(deficiency: str, colour: str) -> tuple[float, ...]:
    parts = QColor(colour)
    linear = [part**2.2 for part in (parts.redF(), parts.greenF(), parts.blueF())]
    return tuple(
        sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in DEFICIENCIES[deficiency]
    )


@pytest.mark.hazard("H50")
@pytest.mark.parametrize("deficiency", sorted(DEFICIENCIES))
def test_priorities_stay_apart_for_people_with_a_colour_deficiency(deficiency: str) -> None:
    seen = {priority: seen_with(deficiency, DARK.of_priority(priority)) for priority in ALARMS}
    for first in ALARMS:
        for second in ALARMS:
            distance = sum((a - b) ** 2 for a, b in zip(seen[first], seen[second], strict=True)) ** 0.5
            assert first is second or distance > 0.25


def test_marks_differ_where_colours_might_not() -> None:
    assert len({priority.mark for priority in Priority}) == len(Priority)


def test_the_bundled_font_is_used_and_its_digits_have_one_width(station_app: QApplication) -> None:
    assert station_app is not None
    assert "Inter" in load_fonts()
    face = Face(46, strong=True)
    assert QFontInfo(face.font).family() == "Inter"
    assert {face.width(digit * 3) for digit in "0123456789"} == {face.width("000")}
