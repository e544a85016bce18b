"""Where a panel stands so that it hides least of what may alarm. Pure: rectangles in, a corner out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from PySide6.QtCore import QPoint, QRect, QSize

ALARMING, CALM = 100, 1  # how much worse it is to hide a line that alarms now than one that may


@dataclass(frozen=True, slots=True)
class Clear:
    """Something that should stay visible: an alarm line, the slot of its acknowledgement."""

    rect: QRect
    alarming: bool


def corner(size: QSize, area: QRect, keep_clear: Sequence[Clear]) -> QPoint:
    """The upper left corner for a panel of `size` within `area`; of equal ones the nearest to the middle.

    A panel larger than the area begins at its upper edge.
    """
    xs = _offsets(area.left(), area.right(), size.width(), [(one.rect.left(), one.rect.right()) for one in keep_clear])
    ys = _offsets(area.top(), area.bottom(), size.height(), [(one.rect.top(), one.rect.bottom()) for one in keep_clear])
    middle = area.center()

    def cost(at: tuple[int, int]) -> tuple[int, int]:
        panel = QRect(QPoint(*at), size)
        hidden = sum(_hidden(panel, one) for one in keep_clear)
        return hidden, abs(panel.center().x() - middle.x()) + abs(panel.center().y() - middle.y())

    return QPoint(*min(product(xs, ys), key=cost))


def _hidden(panel: QRect, one: Clear) -> int:
    """Pixels hidden of `one`, weighed."""
    both = panel.intersected(one.rect)
    return 0 if both.isEmpty() else both.width() * both.height() * (ALARMING if one.alarming else CALM)


def _offsets(first: int, last: int, length: int, edges: list[tuple[int, int]]) -> list[int]:
    """Where a side of `length` may begin: in the middle, at both ends, and just beside each thing to keep clear."""
    latest = max(first, last + 1 - length)
    wanted = {first, latest, (first + latest) // 2}
    for low, high in edges:
        wanted |= {high + 1, low - length}
    return sorted(offset for offset in wanted if first <= offset <= latest)
