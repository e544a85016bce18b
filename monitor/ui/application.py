"""The Qt application: bundled font, palette, style, high-DPI; and pictures of a window for documents and tests."""

import logging
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from monitor.ui.theme import DARK, FAMILIES, Palette, qt_palette, style_sheet

FONT_FOLDER = Path(__file__).parent / "fonts"
DEFAULT_SIZE = QSize(1920, 1080)
logger = logging.getLogger(__name__)


def make_application(argv: list[str], palette: Palette = DARK) -> QApplication:
    """The process's application, dressed for the station in `palette`; makes it where there is none yet.

    Raises:
        RuntimeError: neither the bundled font nor any other can be loaded, so that no text could be read.

    """
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        application = QApplication(argv)
    application.setApplicationName("infusion-room-monitor")
    application.setStyle("Fusion")
    load_fonts()
    application.setFont(_default_font())
    application.setPalette(qt_palette(palette))
    application.setStyleSheet(style_sheet(palette))
    return application


def load_fonts() -> tuple[str, ...]:
    """Register the bundled fonts and return their families; what cannot be read is logged."""
    families: list[str] = []
    for path in sorted(FONT_FOLDER.glob("*.otf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            logger.warning("the font %s cannot be loaded", path.name)
        else:
            families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))


def _default_font() -> QFont:
    font = QFont(FAMILIES)
    font.setPixelSize(16)
    if not QFontInfo(font).family():  # no font at all: every text would be invisible
        raise RuntimeError("no font can be loaded: install a font package such as fonts-dejavu")
    return font


def grab(window: QWidget, path: Path, size: QSize = DEFAULT_SIZE) -> None:
    """Save a picture of `window` at `size` as PNG; works without a screen.

    Raises:
        OSError: the file cannot be written.

    """
    window.resize(size)
    window.show()
    QApplication.processEvents()
    if not window.grab().save(str(path), "PNG"):
        raise OSError(f"cannot write {path}")
