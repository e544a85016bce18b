"""Text that fits its place, and the shapes of the display. Numbers shrink and are never cut; text drops words."""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QStaticText

from monitor.ui.theme import Face
from monitor.ui.views import Wording

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
SMALLEST_PX = 9
LEAST_SHARE = 0.78  # of its size, before a text gives way to a shorter one


@lru_cache(maxsize=4096)
def fit(wording: Wording, width: int, face: Face) -> str:
    """The longest wording that fits `width` pixels; if none does, the shortest without its last words."""
    for text in wording:
        if face.width(text) <= width:
            return text
    kept = wording[-1].split(" ")
    while kept and face.width(" ".join(kept)) > width:
        kept.pop()
    return " ".join(kept).rstrip(" ·:,<>≤≥")


@lru_cache(maxsize=2048)
def shrunk(text: str, width: int, face: Face) -> Face:
    """`face`, or a smaller one in which the whole of `text` fits `width` pixels."""
    size = face.size_px
    while size > SMALLEST_PX and Face(size, face.strong).width(text) > width:
        size -= 1
    return Face(size, face.strong)


@lru_cache(maxsize=2048)
def fitted(wording: Wording, width: int, face: Face) -> tuple[str, Face]:
    """The longest wording that fits whole in `face` or a slightly smaller one; else the shortest, smaller still."""
    least_px = face.size_px * LEAST_SHARE
    for text in wording:
        smaller = shrunk(text, width, face)
        if smaller.size_px >= least_px and smaller.width(text) <= width:
            return text, smaller
    return wording[-1], shrunk(wording[-1], width, face)


@lru_cache(maxsize=1024)
def wrapped(text: str, width: int, face: Face) -> tuple[str, ...]:
    """The whole of `text` in lines of at most `width` pixels; a single word may be wider."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def draw(
    painter: QPainter,
    rect: QRect,
    wording: Wording,
    *,
    face: Face,
    colour: str,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """Draw what fits of `wording` and return its width in pixels."""
    text = fit(wording, rect.width(), face)
    width = face.width(text)
    x = rect.x()
    if align == RIGHT:
        x = rect.right() + 1 - width
    elif align == CENTRE:
        x = rect.x() + (rect.width() - width) // 2
    if text:
        _draw_at(painter, x, rect.y() + (rect.height() - face.height) // 2, text, face=face, colour=colour)
    return width


def draw_number(painter: QPainter, rect: QRect, text: str, *, face: Face, colour: str) -> None:
    """Draw a number whole, smaller where it must be."""
    fitted = shrunk(text, rect.width(), face)
    y = rect.y() + (rect.height() - fitted.height) // 2
    _draw_at(painter, rect.x(), y, text, face=fitted, colour=colour)


def _draw_at(painter: QPainter, x: int, y: int, text: str, *, face: Face, colour: str) -> None:
    painter.setFont(face.font)
    painter.setPen(_colour(colour))
    painter.drawStaticText(x, y, _shaped(text, face))


@lru_cache(maxsize=64)
def _colour(name: str) -> QColor:
    return QColor(name)


@lru_cache(maxsize=2048)  # a room of 24 has some 800 texts; each takes 2 kB, and every second brings new ones
def _shaped(text: str, face: Face) -> QStaticText:
    """`text` laid out once: shaping costs several times what painting does (measured, see README.md)."""
    shaped = QStaticText(text)
    shaped.setTextFormat(Qt.TextFormat.PlainText)
    shaped.prepare(font=face.font)
    return shaped


def rounded(
    painter: QPainter,
    rect: QRect,
    *,
    fill: str | None,
    radius: int,
    edge: str | None = None,
    edge_px: int = 1,
) -> None:
    """A rectangle with round corners, its edge inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        inner = QRectF(rect)
    else:
        painter.setPen(QPen(QColor(edge), edge_px))
        inset = edge_px / 2
        inner = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.setBrush(QColor(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


@lru_cache(maxsize=512)
def _spans(width: int, shares: tuple[float, ...], gap: int) -> tuple[tuple[int, int], ...]:
    """(offset, width) of each column."""
    usable = width - gap * (len(shares) - 1)
    spans: list[tuple[int, int]] = []
    x = 0.0
    for share in shares:
        column = usable * share / sum(shares)
        spans.append((round(x), round(column)))
        x += column + gap
    return tuple(spans)


def columns(rect: QRect, shares: tuple[float, ...], gap: int) -> tuple[QRect, ...]:
    """Split `rect` from left to right by `shares` of its width, `gap` pixels apart."""
    return tuple(QRect(rect.x() + x, rect.y(), width, rect.height()) for x, width in _spans(rect.width(), shares, gap))
