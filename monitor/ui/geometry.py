"""Where things stand, from sizes alone. What is shown never enters here, so nothing can move because of an alarm."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect

from monitor.ui.theme import MIN_LABEL_PX

DESIGN_WIDTH, DESIGN_HEIGHT = 1920, 1080
TILE_WIDTH, TILE_HEIGHT = 456, 368  # a tile of eight at 1080p
NUMBER_PX = 46
FULL_FROM_PX = 240  # a lower tile has no room for trend, second detail line and all buttons in readable type
ROOMY_FROM_PX = 300  # below this the progress in words shares the line of the name
TRACE_FROM_PX = 24  # a lower trend shows nothing
TRACE_TILE_PX, TRACE_TILE_WIDTH_PX = 180, 300  # a smaller compact tile has no trend
TRACE_ROW_PX = 30
TRACE_SHARE = 0.26  # of the lowest row of a compact tile; the buttons have the rest
SHRUNK_NUMBER = 0.74  # numbers give up so much of their size for a second line of detail
BUTTON_AT_MOST_PX = 40
SLOT_PX = 108  # a narrower slot would not take "Acknowledge"; then there are two slots instead of three
GOOD_TRACE_PX, TRACE_WORTH = 66, 0.25  # height of a good trend, and how much number size it is worth
BAYS_IN_A_ROW = 4
SIDE_SHARE = 0.36  # of the width, for the chair view
LABEL_LEADING, NUMBER_LEADING, DETAIL_LEADING = 1.25, 1.14, 1.3  # line heights over type size


Slots = tuple[QRect, QRect, QRect, QRect]  # acknowledge, next step, note, more


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns sizes of the 1080p design into pixels of this screen. Type never falls under the smallest label."""

    factor: float
    label_px: int = MIN_LABEL_PX

    def px(self, size: float) -> int:
        return max(1, round(size * self.factor))

    def type_px(self, size: float) -> int:
        return max(self.label_px, round(size * self.factor))


def smallest_label_px(width: int, height: int) -> int:
    """The smallest type on a screen of this size: 13 px up to 1080p, in proportion above."""
    return round(MIN_LABEL_PX * max(1.0, min(width / DESIGN_WIDTH, height / DESIGN_HEIGHT)))


@dataclass(frozen=True, slots=True, kw_only=True)
class StationGeometry:
    scale: Scale
    header: QRect
    chairs: tuple[QRect, ...]
    recovery_title: QRect  # empty where there is no bay or no room for it
    bays: tuple[QRect, ...]
    bar: QRect
    footer: QRect
    side: QRect  # of the chair view; empty where it is closed


def station(width: int, height: int, *, chairs: int, bays: int, with_side: bool = False) -> StationGeometry:
    """Lay out the whole screen for a fixed number of chairs and bays; `with_side` leaves room for the chair view."""
    scale = Scale(min(width / DESIGN_WIDTH, height / DESIGN_HEIGHT), smallest_label_px(width, height))
    margin, gap = max(6, scale.px(24)), max(4, scale.px(10))
    inner = width - 2 * margin
    header = QRect(margin, scale.px(8), inner, max(36, scale.px(52)))
    footer_height = max(20, scale.px(30))
    footer = QRect(margin, height - footer_height - 2, inner, footer_height)
    bar_height = max(32, scale.px(48))
    bar = QRect(margin, footer.top() - bar_height - 2, inner, bar_height)
    bay_area, title = _bay_area(bar, bays=bays, scale=scale, gap=gap)
    top = header.bottom() + 1 + scale.px(4)
    area = QRect(margin, top, inner, title.top() - gap - top)
    side = QRect()
    if with_side:
        side_px = round(inner * SIDE_SHARE)
        side = QRect(area.right() + 1 - side_px, top, side_px, area.height())
    grid = area.adjusted(0, 0, -side.width() - gap, 0) if with_side else area
    return StationGeometry(
        scale=scale,
        header=header,
        chairs=_cells(
            grid, count=chairs, columns=best_columns(grid, chairs, gap=gap, label_px=scale.label_px), gap=gap
        ),
        recovery_title=title,
        bays=_cells(bay_area, count=bays, columns=ceil(bays / _bay_rows(bays)) if bays else 1, gap=gap),
        bar=bar,
        footer=footer,
        side=side,
    )


def _bay_rows(bays: int) -> int:
    return ceil(bays / BAYS_IN_A_ROW)


def _bay_area(bar: QRect, *, bays: int, scale: Scale, gap: int) -> tuple[QRect, QRect]:
    """The bays' area above the bar, and the line with their title above that."""
    if not bays:
        return QRect(bar.x(), bar.top(), bar.width(), 0), QRect(bar.x(), bar.top(), bar.width(), 0)
    rows = _bay_rows(bays)
    bay_height = max(92, scale.px(116))
    area_height = rows * bay_height + (rows - 1) * gap
    area = QRect(bar.x(), bar.top() - gap - area_height, bar.width(), area_height)
    title_height = scale.px(24) if scale.factor >= 0.9 and rows == 1 else 0
    return area, QRect(area.x(), area.top() - title_height - gap // 2, area.width(), title_height)


def best_columns(area: QRect, count: int, *, gap: int, label_px: int) -> int:
    """The number of columns that gives `count` tiles the best numbers, a good trend and a second line of detail."""
    if count == 0:
        return 1
    ratio = label_px / MIN_LABEL_PX

    def worth(columns: int) -> float:
        rows = ceil(count / columns)
        width = (area.width() - gap * (columns - 1)) // columns
        parts = tile(width, (area.height() - gap * (rows - 1)) // rows, label_px=label_px)
        trend = min(1.0, parts.trace.height() / (GOOD_TRACE_PX * ratio)) if parts.trace.width() > 0 else 0.0
        lines = 0.0 if parts.detail_lines == 1 else 0.1
        return min(parts.number_px, NUMBER_PX * ratio) * (1.0 + TRACE_WORTH * trend + lines)

    return max(range(1, count + 1), key=lambda columns: (round(worth(columns), 1), -ceil(count / columns) * columns))


def _cells(area: QRect, *, count: int, columns: int, gap: int) -> tuple[QRect, ...]:
    if count == 0:
        return ()
    rows = ceil(count / columns)
    width, height = (area.width() - gap * (columns - 1)) / columns, (area.height() - gap * (rows - 1)) / rows
    return tuple(
        QRect(
            round(area.x() + index % columns * (width + gap)),
            round(area.y() + index // columns * (height + gap)),
            round(width),
            round(height),
        )
        for index in range(count)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TileGeometry:
    """The parts of a chair's tile, inside the tile. An empty rectangle is a part that this size leaves out."""

    scale: Scale
    number_px: int
    progress_line: bool  # the progress in words has a line of its own
    detail_lines: int  # under the numbers
    heading: QRect
    line: QRect
    numbers: QRect
    trace: QRect
    buttons: Slots


def tile(width: int, height: int, *, label_px: int = MIN_LABEL_PX) -> TileGeometry:
    """Lay out a chair's tile; the parts stand in the same order and place whatever they show."""
    full = height >= FULL_FROM_PX * label_px / MIN_LABEL_PX
    return _full_tile(width, height, label_px) if full else _compact_tile(width, height, label_px)


def cuff_slot(parts: TileGeometry) -> QRect:
    """Where the cuff is stopped while it measures: over the end of the trend, where the future is, or over "more"."""
    more, trace = parts.buttons[-1], parts.trace
    width = min(round(SLOT_PX * parts.scale.label_px / MIN_LABEL_PX), trace.width() // 2)
    if trace.height() < more.height() + 4 or width < SLOT_PX:
        return more
    return QRect(trace.right() + 1 - width, trace.top() + 2, width, more.height())


def _full_tile(width: int, height: int, label_px: int) -> TileGeometry:
    # A low tile gives up its trend before its type; a large one lets the trend grow with everything else.
    by_height = max(height / TILE_HEIGHT, min((height - 34) / 282, label_px / MIN_LABEL_PX))
    scale = Scale(min(width / TILE_WIDTH, by_height), label_px)
    roomy = height >= ROOMY_FROM_PX * label_px / MIN_LABEL_PX
    number_px = round(NUMBER_PX * min(width / TILE_WIDTH, scale.factor * (1.3 if roomy else 1.12)))
    pad, gap = max(8, scale.px(16)), max(2, scale.px(6))
    inner = width - 2 * pad
    progress_px = scale.type_px(15) + scale.px(24) if roomy else 6 - scale.px(3)
    heading = QRect(pad, scale.px(10), inner, round(scale.type_px(22) * 1.2) + progress_px)
    line = QRect(pad - gap, heading.bottom() + 1, inner + 2 * gap, scale.type_px(18) + scale.px(16))
    numbers_top = line.bottom() + 1 + gap
    numbers = QRect(pad, numbers_top, inner, _numbers_height(scale, number_px, detail_lines=2))
    button_height = max(28, scale.px(38))
    button_top = height - scale.px(12) - button_height
    trace_top = numbers.bottom() + 1 + gap
    trace_height = button_top - gap - scale.px(2) - trace_top
    trace = QRect(pad - gap, trace_top, inner + 2 * gap, trace_height) if trace_height >= TRACE_FROM_PX else QRect()
    return TileGeometry(
        scale=scale,
        number_px=number_px,
        progress_line=roomy,
        detail_lines=2,
        heading=heading,
        line=line,
        numbers=numbers,
        trace=trace,
        buttons=_button_slots(QRect(pad - gap, button_top, inner + 2 * gap, button_height), gap=gap, label_px=label_px),
    )


def _numbers_height(scale: Scale, number_px: int, *, detail_lines: int) -> int:
    """Label, number and lines of detail, as `monitor.ui.widgets.numbers` stacks them."""
    details = detail_lines * round(scale.type_px(15) * DETAIL_LEADING)
    return round(scale.type_px(14) * LABEL_LEADING) + round(number_px * NUMBER_LEADING) + details


def _button_slots(row: QRect, *, gap: int, label_px: int) -> Slots:
    """Acknowledge, next step, note, more; a narrow tile gives up the note, which stands behind "more" as well."""
    small = row.height()
    width = (row.width() - small - 3 * gap) // 3
    if width < SLOT_PX * label_px / MIN_LABEL_PX:
        half = (row.width() - small - 2 * gap) // 2
        first = QRect(row.x(), row.y(), half, row.height())
        more = QRect(row.right() + 1 - small, row.y(), small, row.height())
        return first, first.translated(half + gap, 0), QRect(), more
    first, second, third = (QRect(row.x() + index * (width + gap), row.y(), width, row.height()) for index in range(3))
    return first, second, third, QRect(row.right() + 1 - small, row.y(), small, row.height())


def _compact_tile(width: int, height: int, label_px: int) -> TileGeometry:
    """Beside the reserved slot of acknowledge only the one button of the next step; a trend where there is room."""
    ratio = label_px / MIN_LABEL_PX
    traced = height >= TRACE_TILE_PX * ratio and width >= TRACE_TILE_WIDTH_PX * ratio
    scale = Scale(min(width / TILE_WIDTH, height / (235 if traced else 190)), label_px)
    pad = max(6, scale.px(12))
    inner = width - 2 * pad
    heading = QRect(pad, 4, inner, round(scale.type_px(20) * 1.3) + 6)
    line = QRect(pad - 3, heading.bottom() + 1, inner + 6, scale.type_px(18) + 7)
    top = line.bottom() + 3
    row_height = round((TRACE_ROW_PX if traced else 24) * max(ratio, scale.factor))
    room = height - 7 - row_height - top - 2
    wanted = round(NUMBER_PX * width / TILE_WIDTH)
    smallest = round(wanted * SHRUNK_NUMBER)
    detail_lines = 2 if _numbers_height(scale, smallest, detail_lines=2) <= room else 1
    left = room - _numbers_height(scale, 0, detail_lines=detail_lines)
    number_px = max(MIN_LABEL_PX, min(wanted, round(left / NUMBER_LEADING)))
    numbers = QRect(pad, top, inner, _numbers_height(scale, number_px, detail_lines=detail_lines))
    row = QRect(pad, height - 7 - row_height, inner, row_height)
    if traced:
        row.setTop(numbers.bottom() + 3)
    return TileGeometry(
        scale=scale,
        number_px=number_px,
        progress_line=False,
        detail_lines=detail_lines,
        heading=heading,
        line=line,
        numbers=numbers,
        trace=QRect(row.x(), row.y(), round(row.width() * TRACE_SHARE), row.height()) if traced else QRect(),
        buttons=_compact_slots(row, traced=traced),
    )


def _compact_slots(row: QRect, *, traced: bool) -> Slots:
    used = round(row.width() * TRACE_SHARE) + 6 if traced else 0
    area = row.adjusted(used, max(0, row.height() - BUTTON_AT_MOST_PX) if traced else 0, 0, 0)
    small = min(area.height(), 28)
    half = (area.width() - small - 8) // 2
    first = QRect(area.x(), area.y(), half, area.height())
    more = QRect(area.right() + 1 - small, area.y(), small, area.height())
    return first, first.translated(half + 4, 0), QRect(), more


@dataclass(frozen=True, slots=True, kw_only=True)
class BayGeometry:
    scale: Scale
    number_px: int
    heading: QRect
    line: QRect
    numbers: QRect
    buttons: Slots  # acknowledge and next step above, note and more below


def bay(width: int, height: int, *, label_px: int = MIN_LABEL_PX) -> BayGeometry:
    """Lay out a recovery bay: texts on the left, the two button slots on the right."""
    scale = Scale(min(width / 560, height / 112), label_px)
    pad, gap = max(6, scale.px(12)), max(3, scale.px(6))
    button_width = max(96, scale.px(116))
    second = max(48, scale.px(60))
    button_height = (height - 2 * pad - gap) // 2
    left = width - 3 * pad - button_width - gap - second
    heading = QRect(pad, max(4, scale.px(6)), left, round(scale.type_px(20) * 1.35))
    line = QRect(pad, heading.bottom() + 1, left, scale.type_px(16) + scale.px(9))
    numbers = QRect(pad, line.bottom() + 2, left, height - line.bottom() - 2 - max(3, scale.px(5)))
    x = width - pad - button_width - gap - second
    right = x + button_width + gap
    below = pad + button_height + gap
    return BayGeometry(
        scale=scale,
        number_px=max(16, min(scale.px(28), numbers.height() - round(scale.type_px(14) * LABEL_LEADING))),
        heading=heading,
        line=line,
        numbers=numbers,
        buttons=(
            QRect(x, pad, button_width, button_height),
            QRect(x, below, button_width, button_height),
            QRect(right, below, second, button_height),
            QRect(right, pad, second, button_height),
        ),
    )
