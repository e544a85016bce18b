"""Where things stand and what fits: from one chair to twenty-four, on small screens and large ones."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from monitor.ui import geometry
from monitor.ui.painting import columns, fit, shrunk, wrapped
from monitor.ui.theme import Face
from monitor.ui.widgets.numbers import SHARES

SCREENS = [(1920, 1080), (1366, 768), (3840, 2160), (1280, 1024)]


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("bays", [0, 2, 5, 8])
@pytest.mark.parametrize("chairs", [1, 2, 3, 6, 8, 12, 16, 24])
def test_everything_is_on_screen_and_nothing_overlaps(size: tuple[int, int], chairs: int, bays: int) -> None:
    parts = geometry.station(*size, chairs=chairs, bays=bays)
    placed = [parts.header, *parts.chairs, *parts.bays, parts.bar, parts.footer]
    screen = QRect(0, 0, *size)
    assert len(parts.chairs) == chairs
    assert len(parts.bays) == bays
    for index, rect in enumerate(placed):
        assert screen.contains(rect)
        assert not any(rect.intersects(other) for other in placed[index + 1 :])


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("chairs", [1, 2, 6, 8, 12, 16])
def test_the_parts_of_a_tile_stand_one_under_the_other(size: tuple[int, int], chairs: int) -> None:
    parts = geometry.station(*size, chairs=chairs, bays=2)
    whole = parts.chairs[0]
    tile = geometry.tile(whole.width(), whole.height(), label_px=parts.scale.label_px)
    stacked = [tile.heading, tile.line, tile.numbers, *(r for r in (tile.trace, *tile.buttons) if not r.isEmpty())]
    for index, rect in enumerate(stacked):
        assert QRect(0, 0, whole.width(), whole.height()).contains(rect)
        assert not any(rect.intersects(other) for other in stacked[index + 1 :])
    assert all(above.top() < below.top() for above, below in pairwise(stacked[:3]))


def test_eight_chairs_at_1080p_have_the_numbers_of_the_design() -> None:
    parts = geometry.station(1920, 1080, chairs=8, bays=3)
    tile = geometry.tile(parts.chairs[0].width(), parts.chairs[0].height())
    assert tile.number_px >= 45
    assert tile.trace.height() >= 60
    assert not tile.buttons[2].isEmpty()
    assert len({rect.y() for rect in parts.chairs}) == 2


def test_sixteen_chairs_at_1080p_have_a_trend() -> None:
    parts = geometry.station(1920, 1080, chairs=16, bays=3)
    assert not geometry.tile(parts.chairs[0].width(), parts.chairs[0].height()).trace.isEmpty()


@pytest.mark.parametrize(
    ("size", "chairs", "number_px"), [((1920, 1080), 24, 30), ((1366, 768), 12, 30), ((3840, 2160), 24, 60)]
)
def test_numbers_stay_readable_in_full_rooms(size: tuple[int, int], chairs: int, number_px: int) -> None:
    parts = geometry.station(*size, chairs=chairs, bays=3)
    tile = geometry.tile(parts.chairs[0].width(), parts.chairs[0].height(), label_px=parts.scale.label_px)
    assert tile.number_px >= number_px
    assert tile.scale.type_px(14) >= parts.scale.label_px


@pytest.mark.parametrize("size", SCREENS)
def test_labels_are_never_under_13_px(size: tuple[int, int]) -> None:
    for chairs in range(1, 25):
        parts = geometry.station(*size, chairs=chairs, bays=2)
        tile = geometry.tile(parts.chairs[0].width(), parts.chairs[0].height(), label_px=parts.scale.label_px)
        assert min(parts.scale.type_px(14), tile.scale.type_px(14)) >= 13


@pytest.mark.hazard("H50")
@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("chairs", [1, 8, 12, 16, 24])
def test_every_digit_of_the_longest_numbers_fits(station_app: QApplication, size: tuple[int, int], chairs: int) -> None:
    assert station_app is not None
    parts = geometry.station(*size, chairs=chairs, bays=2)
    tile = geometry.tile(parts.chairs[0].width(), parts.chairs[0].height(), label_px=parts.scale.label_px)
    cells = columns(tile.numbers, SHARES, max(4, tile.scale.px(8)))
    for text, cell in zip(("288/188", "188", "100"), cells, strict=True):
        face = shrunk(text, cell.width() - tile.number_px // 8, Face(tile.number_px, strong=True))
        assert face.width(text) <= cell.width()
        assert face.size_px >= min(tile.number_px, 13)


def test_text_drops_words_and_never_cuts_one(station_app: QApplication) -> None:
    assert station_app is not None
    face = Face(18)
    wording = ("mean 136 · 2 min ago", "2 min ago")
    assert fit(wording, face.width(wording[0]), face) == wording[0]
    assert fit(wording, face.width(wording[0]) - 1, face) == "2 min ago"
    assert fit(("SpO₂ ↓ 89 < 90",), face.width("SpO₂ ↓ 89 < 9"), face) == "SpO₂ ↓ 89"
    assert fit(("word",), 3, face) == ""


@pytest.mark.hazard("H50")
@pytest.mark.parametrize(("size", "chairs"), [((1920, 1080), 24), ((1920, 1080), 16), ((1366, 768), 12)])
def test_acknowledge_can_be_read_in_the_fullest_rooms(
    station_app: QApplication, size: tuple[int, int], chairs: int
) -> None:
    assert station_app is not None
    parts = geometry.station(*size, chairs=chairs, bays=3)
    for rect in (
        geometry.tile(parts.chairs[0].width(), parts.chairs[0].height()).buttons[0],
        geometry.bay(parts.bays[0].width(), parts.bays[0].height()).buttons[0],
    ):
        face = shrunk("Acknowledge", rect.width() - 8, Face(16, strong=True))
        assert face.width("Acknowledge") <= rect.width() - 8
        assert face.size_px >= 11


def test_a_long_line_is_wrapped_whole(station_app: QApplication) -> None:
    assert station_app is not None
    text, face = "!!! 22:28:20 BP ↑ 184/112 ≥ 180, baseline 124, +60", Face(15)
    lines = wrapped(text, 200, face)
    assert len(lines) > 1
    assert " ".join(lines) == text
    assert all(face.width(line) <= 200 for line in lines)
    assert wrapped("unbreakable", 5, face) == ("unbreakable",)
