"""Sizes of paper, type and inks of a printed page. Lengths are in tenths of a point (1/720 inch)."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPageSize

DOTS_PER_INCH = 720
MM = DOTS_PER_INCH / 25.4
FAMILY = "Inter"
SUBSTITUTING = ("calt", "liga", "clig")
FONT_FILES = ("Inter-Regular.otf", "Inter-SemiBold.otf")
_WEIGHTS = {False: QFont.Weight.Normal, True: QFont.Weight.DemiBold}

INK, MUTED_INK, RULE_INK, STRIPE, WARNING_INK = "#14181d", "#59636e", "#c9d0d7", "#55657a", "#b3261e"
WATERMARK_INK, STRIPE_ALPHA = "#e3e0ef", 0.07
PRESSURE_INK, PULSE_INK, SPO2_INK, ACTION_INK = "#6b3fa0", "#1d7a45", "#1560a8", "#8a5a00"
PRIORITY_INKS = ("#59636e", "#1c7fa6", "#b98900", "#c62828")  # information, low, medium, high


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"

    @property
    def page_size(self) -> QPageSize:
        return QPageSize(QPageSize.PageSizeId.A4 if self is Paper.A4 else QPageSize.PageSizeId.Letter)


class FontsMissingError(Exception):
    """The report's fonts cannot be used; the text says which."""


def prepare_fonts(folder: Path) -> None:
    """Register the bundled fonts once a process; there must be a GUI application.

    Raises:
        FontsMissingError: a file is not there or is no font. A report in another font would have other line ends,
            and may lack letters.

    """
    if not isinstance(QCoreApplication.instance(), QGuiApplication):
        raise FontsMissingError("Fonts can be loaded only once the application for pictures was made.")
    if FAMILY in QFontDatabase.families():
        return
    for name in FONT_FILES:
        if QFontDatabase.addApplicationFont(str(folder / name)) < 0:
            raise FontsMissingError(f"The font {name} cannot be loaded from {folder}.")


def font(points: float, *, bold: bool = False) -> QFont:
    """The report's font at a size in points.

    No feature of the font that puts other glyphs in place of letters: a PDF maps those back to no letter, so that
    nobody could search or copy the numbers.
    """
    made = QFont(FAMILY)
    made.setPixelSize(round(10 * points))
    made.setWeight(_WEIGHTS[bold])
    for feature in SUBSTITUTING:
        made.setFeature(QFont.Tag(feature), 0)
    return made


def see_through(ink: str) -> QColor:
    """The ink so thin that a watermark under it can still be read."""
    made = QColor(ink)
    made.setAlphaF(STRIPE_ALPHA)
    return made
