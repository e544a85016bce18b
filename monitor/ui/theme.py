"""Colours, type and sizes by role. What an alarm looks like is decided here and nowhere else.

At rest the screen is grey; colour means alarm or checks done. Values keep the colour of text in every state. In the
light theme an alarm's colour as a text or an edge is darker than its filled line: yellow cannot be read on white.
"""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette

from monitor.domain.vocabulary import Priority
from monitor.ui.views import Tone

FAMILIES = ["Inter", "DejaVu Sans"]  # the second where the bundled font cannot be loaded
MIN_LABEL_PX = 13
TRACKED_FROM_PX, TRACKING_PERCENT = 20, 97.0  # Inter is spaced for small text; large text wants less
TABULAR = QFont.Tag("tnum")  # digits of one width, so that numbers do not jump


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour for each role, as "#rrggbb"."""

    background: str = "#0d1117"
    tile: str = "#161b22"
    tile_high: str = "#2a1014"  # faint red under a tile with a high alarm
    panel: str = "#10151b"  # under a trend
    edge: str = "#2a323c"
    text: str = "#e9eef4"
    muted: str = "#93a0ae"
    faded: str = "#b3bdc9"  # a value that is old or doubtful: grey, yet 7:1
    progress: str = "#5f7183"
    button: str = "#26303b"
    button_down: str = "#34414f"
    on_bright: str = "#0d1117"  # text on the one button to press now, which is filled with the colour of text
    on_fill: str = "#0d1117"  # text on a filled alarm line or mark
    high: str = "#ff4d4f"
    medium: str = "#ffd23f"
    low: str = "#5cc8ff"
    information: str = "#e9eef4"
    high_fill: str = "#ff4d4f"
    medium_fill: str = "#ffd23f"
    low_fill: str = "#5cc8ff"
    simulated_fill: str = "#b18cff"
    high_dim: str = "#541a1d"  # the dark half of the flash
    medium_dim: str = "#4a3c10"
    ready: str = "#4cc38a"
    simulated: str = "#b18cff"
    selection: str = "#e9eef4"
    trend_pressure: str = "#d7b3ff"
    trend_pulse: str = "#6ee7a8"
    trend_spo2: str = "#7cc4ff"
    trend_band: str = "#1a212a"
    trend_line: str = "#4a5663"
    trend_earlier: str = "#5d5173"  # of the course: seen behind today's, never taken for it

    def of_priority(self, priority: Priority) -> str:
        """The colour of an alarm priority as a text or an edge."""
        return {
            Priority.HIGH: self.high,
            Priority.MEDIUM: self.medium,
            Priority.LOW: self.low,
            Priority.INFORMATION: self.information,
        }[priority]

    def fill_of(self, priority: Priority) -> str:
        """The background of an alarm line in the bright half of its flash; `on_fill` stands on it."""
        return {
            Priority.HIGH: self.high_fill,
            Priority.MEDIUM: self.medium_fill,
            Priority.LOW: self.low_fill,
            Priority.INFORMATION: self.information,
        }[priority]

    def dim(self, priority: Priority) -> str:
        """Background of an alarm line in the dark half of its flash; `text` stands on it."""
        return {Priority.HIGH: self.high_dim, Priority.MEDIUM: self.medium_dim}.get(priority, self.tile)

    def of_tone(self, tone: Tone) -> str:
        """The colour of a text with the role `tone`."""
        return {
            Tone.NORMAL: self.text,
            Tone.MUTED: self.muted,
            Tone.HIGH: self.high,
            Tone.MEDIUM: self.medium,
            Tone.LOW: self.low,
            Tone.READY: self.ready,
            Tone.SIMULATED: self.simulated,
        }[tone]

    def ground(self, edge: Priority | None) -> str:
        """Background of a tile whose gravest alarm is `edge`."""
        return self.tile_high if edge is Priority.HIGH else self.tile


DARK = Palette()
LIGHT = Palette(
    background="#dfe4ea",
    tile="#ffffff",
    tile_high="#ffecec",
    panel="#f3f5f8",
    edge="#b4bdc8",
    text="#10161d",
    muted="#4c5763",
    faded="#3d4751",
    progress="#8796a6",
    button="#e3e8ee",
    button_down="#cbd4de",
    on_bright="#ffffff",
    high="#b4000f",
    medium="#6b4e00",
    low="#005a86",
    information="#10161d",
    high_dim="#ffc9cb",
    medium_dim="#fff2c4",
    ready="#0c6b39",
    simulated="#5a2cb4",
    selection="#10161d",
    trend_pressure="#6b3fb2",
    trend_pulse="#0b7a3e",
    trend_spo2="#0a5f9e",
    trend_band="#e4e9f0",
    trend_line="#9aa6b3",
    trend_earlier="#c9bbde",
)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(QColor(first)), _luminance(QColor(second))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@dataclass(frozen=True, slots=True)
class Face:
    """A font of one size and weight. Frozen, so that fitted texts can be remembered by it."""

    size_px: int
    strong: bool = False

    @property
    def font(self) -> QFont:
        return _font(self.size_px, self.strong)

    def width(self, text: str) -> int:
        """How many pixels `text` takes."""
        return _width(text, self.size_px, self.strong)

    @property
    def height(self) -> int:
        return _height(self.size_px, self.strong)


@lru_cache(maxsize=256)
def _font(size_px: int, strong: bool) -> QFont:  # noqa: FBT001 - positional for the cache
    font = QFont(FAMILIES)
    font.setPixelSize(size_px)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    font.setFeature(TABULAR, 1)
    if size_px >= TRACKED_FROM_PX:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, TRACKING_PERCENT)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=256)
def _metrics(size_px: int, strong: bool) -> QFontMetrics:  # noqa: FBT001 - positional for the cache
    return QFontMetrics(_font(size_px, strong))


@lru_cache(maxsize=8192)
def _width(text: str, size_px: int, strong: bool) -> int:  # noqa: FBT001 - positional for the cache
    return _metrics(size_px, strong).horizontalAdvance(text)


@lru_cache(maxsize=256)
def _height(size_px: int, strong: bool) -> int:  # noqa: FBT001 - positional for the cache
    return _metrics(size_px, strong).height()


def style_sheet(palette: Palette) -> str:
    """The sheet for the fields of dialogs; everything else is painted."""
    return f"""
    QDialog {{ background: {palette.tile}; border: 2px solid {palette.muted}; }}
    QDialog QLabel {{ color: {palette.text}; }}
    QDialog QLabel[role="note"] {{ color: {palette.muted}; }}
    QDialog QLabel[role="ready"] {{ color: {palette.ready}; }}
    QDialog QLineEdit[role="field"],
    QDialog QComboBox[role="field"] {{
        background: {palette.panel}; color: {palette.text};
        border: 1px solid {palette.muted}; border-radius: 6px; padding: 6px; }}
    """


def qt_palette(palette: Palette) -> QPalette:
    """The same for what Qt paints by itself: fields, lists of choices, cursors."""
    qt_palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: palette.background,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.Base: palette.panel,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.Button: palette.button,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.PlaceholderText: palette.muted,
        QPalette.ColorRole.Highlight: palette.progress,
        QPalette.ColorRole.HighlightedText: palette.text,
    }
    for role, colour in roles.items():
        qt_palette.setColor(role, QColor(colour))
    return qt_palette
