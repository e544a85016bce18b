"""Sets a document on pages: breaks it into pieces, places them, and paints pages with head, foot and watermark.

Everything is placed before anything is painted, so that each page can say "page 1 of n".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPdfWriter, QPen

from monitor.reports.document import Block, Bullets, Document, Pairs, Paragraph, Table, Tone, TrendPicture
from monitor.reports.paper import (
    DOTS_PER_INCH,
    INK,
    MM,
    MUTED_INK,
    RULE_INK,
    STRIPE,
    WARNING_INK,
    WATERMARK_INK,
    Paper,
    font,
    prepare_fonts,
    see_through,
)
from monitor.reports.trend_picture import paint_trend

MARGIN, HEAD, FOOT = 14 * MM, 11 * MM, 12 * MM
GAP, CELL, RIGHT = 2.2 * MM, 0.9 * MM, 3.2 * MM
NUMBER_WIDTH = 26 * MM
TREND_SHARE = 0.62  # of the width
TITLE_PT, HEADING_PT, BODY_PT, CELL_PT, LARGE_PT, SMALL_PT = 17.0, 10.5, 8.5, 7.3, 11.0, 7.0
WATERMARK_PT, WATERMARK_ANGLE = 92.0, -52.0
KEPT_WITH_HEADING = 3  # pieces
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
_TONES = {Tone.NORMAL: INK, Tone.MUTED: MUTED_INK, Tone.STRONG: INK, Tone.WARNING: WARNING_INK}


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that is never broken over two pages: its height, and how it is painted with its top at a y."""

    height: float
    paint: Callable[[QPainter, float], None]
    heading: bool = False
    repeat: "tuple[_Piece, ...]" = ()  # what is painted again above it where it begins a page


def write_pdf(document: Document, path: Path, *, paper: Paper, fonts: Path) -> int:
    """Write the document and return how many pages it has.

    Raises:
        OSError: the file cannot be written.
        FontsMissingError: `fonts` does not hold the report's fonts, or no application for pictures was made.

    """
    prepare_fonts(fonts)
    path.open("wb").close()  # says why it cannot be written, which Qt does not
    writer = QPdfWriter(str(path))
    writer.setResolution(DOTS_PER_INCH)
    writer.setPageSize(paper.page_size)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(f"{document.title}: {document.heading}")
    writer.setCreator("infusion-room-monitor")
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"{path} cannot be written")
    try:
        scale, sheet, pages = _fitted(document, writer.width(), writer.height())
        for number, page in enumerate(pages, start=1):
            if number > 1 and not writer.newPage():
                raise OSError(f"{path} cannot be written")
            painter.resetTransform()
            painter.scale(scale, scale)
            _paint_page(painter, sheet, document, page, f"Page {number} of {len(pages)}")
    finally:
        finished = painter.end()
    if not finished or not path.is_file() or path.stat().st_size == 0:
        raise OSError(f"{path} cannot be written")
    return len(pages)


def _fitted(document: Document, width: float, height: float) -> tuple[float, QRectF, list[list[_Piece]]]:
    """The largest of the document's scales with which it needs one page, else the smallest; its sheet and pages."""
    for scale in document.scales:
        sheet = QRectF(0, 0, width / scale, height / scale)
        room = sheet.height() - 2 * MARGIN - HEAD - FOOT
        pages = _paginate(_pieces(document, sheet.width() - 2 * MARGIN), room)
        if len(pages) == 1:
            break
    return scale, sheet, pages


def _paginate(pieces: Sequence[_Piece], height: float) -> list[list[_Piece]]:
    pages: list[list[_Piece]] = [[]]
    used = 0.0
    for number, piece in enumerate(pieces):
        needed = piece.height
        if piece.heading:  # not alone at the foot of a page
            needed += sum(one.height for one in pieces[number + 1 : number + 1 + KEPT_WITH_HEADING])
        if pages[-1] and used + needed > height:
            pages.append(list(piece.repeat))
            used = sum(one.height for one in piece.repeat)
        pages[-1].append(piece)
        used += piece.height
    return pages


def _paint_page(painter: QPainter, sheet: QRectF, document: Document, page: Sequence[_Piece], number: str) -> None:
    if document.watermark:
        _paint_watermark(painter, sheet, document.watermark)
    left, right = MARGIN, sheet.width() - MARGIN
    head = f"{document.watermark}, NOT A PATIENT · {document.heading}" if document.watermark else document.heading
    _line(painter, head, QRectF(left, MARGIN, right - left, HEAD), ink=MUTED_INK)
    foot = sheet.height() - MARGIN - FOOT
    _rule(painter, left, right, foot + 2 * MM)
    line = QRectF(left, foot + 3 * MM, right - left, FOOT)
    _line(painter, document.notice, line.adjusted(0, 0, -NUMBER_WIDTH, 0), ink=MUTED_INK)
    _line(painter, number, line, ink=INK, flag=Qt.AlignmentFlag.AlignRight)
    top = MARGIN + HEAD
    for piece in page:
        painter.save()
        painter.translate(left, 0)
        piece.paint(painter, top)
        painter.restore()
        top += piece.height


def _paint_watermark(painter: QPainter, sheet: QRectF, text: str) -> None:
    painter.save()
    painter.translate(sheet.center())
    painter.rotate(WATERMARK_ANGLE)
    painter.setFont(font(WATERMARK_PT, bold=True))
    painter.setPen(QColor(WATERMARK_INK))
    half = sheet.height()
    painter.drawText(QRectF(-half, -half, 2 * half, 2 * half), int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def _line(
    painter: QPainter, text: str, rect: QRectF, *, ink: str, flag: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    painter.setFont(font(SMALL_PT))
    painter.setPen(QColor(ink))
    painter.drawText(rect, int(flag) | _WRAP, text)


def _rule(painter: QPainter, left: float, right: float, y: float, ink: str = RULE_INK) -> None:
    painter.setPen(QPen(QColor(ink), 0.15 * MM))
    painter.drawLine(QPointF(left, y), QPointF(right, y))


# --- pieces


def _pieces(document: Document, width: float) -> list[_Piece]:
    found = [_text(document.title, width, font(TITLE_PT, bold=True), INK), _space(GAP)]
    for section in document.sections:
        found.append(_heading(section.title, width))
        for block in section.blocks:
            found += _block(block, width)
            found.append(_space(GAP))
    return found


def _block(block: Block, width: float) -> list[_Piece]:
    match block:
        case Paragraph(text=text, tone=tone):
            bold = tone in (Tone.STRONG, Tone.WARNING)
            return [_text(text, width, font(BODY_PT, bold=bold), _TONES[tone], framed=tone is Tone.WARNING)]
        case Pairs():
            return _pairs(block, width)
        case Table():
            return _table(block, width)
        case Bullets():
            return [_bullet(text, width, large=block.large) for text in block.texts]
        case TrendPicture(account=account):
            height = TREND_SHARE * width
            return [_Piece(height, lambda painter, y: paint_trend(painter, QRectF(0, y, width, height), account))]


def _space(height: float) -> _Piece:
    return _Piece(height, lambda _painter, _y: None)


def _heading(text: str, width: float) -> _Piece:
    made = font(HEADING_PT, bold=True)
    height = QFontMetricsF(made).height() + 1.6 * MM

    def paint(painter: QPainter, y: float) -> None:
        _draw(painter, text, QRectF(0, y, width, height), made, INK)
        _rule(painter, 0, width, y + height - 0.7 * MM, INK)

    return _Piece(height, paint, heading=True)


def _height(text: str, width: float, made: QFont) -> float:
    """What the text takes at this width; one line where there is none."""
    metrics = QFontMetricsF(made)
    return max(metrics.height(), metrics.boundingRect(QRectF(0, 0, width, 1e6), _WRAP, text).height())


def _draw(painter: QPainter, text: str, rect: QRectF, made: QFont, ink: str, *, right: bool = False) -> None:
    painter.setFont(made)
    painter.setPen(QColor(ink))
    painter.drawText(rect, _WRAP | int(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft), text)


def _text(text: str, width: float, made: QFont, ink: str, *, framed: bool = False) -> _Piece:
    inset = 2 * MM if framed else 0.0
    height = _height(text, width - 2 * inset, made) + 2 * inset

    def paint(painter: QPainter, y: float) -> None:
        if framed:
            painter.setPen(QPen(QColor(ink), 0.4 * MM))
            painter.drawRect(QRectF(0, y, width, height))
        _draw(painter, text, QRectF(inset, y + inset, width - 2 * inset, height), made, ink)

    return _Piece(height, paint)


def _bullet(text: str, width: float, *, large: bool) -> _Piece:
    made, indent = font(LARGE_PT if large else BODY_PT), 4.5 * MM
    height = _height(text, width - indent, made) + (1.6 * MM if large else 0.4 * MM)

    def paint(painter: QPainter, y: float) -> None:
        _draw(painter, "•", QRectF(1 * MM, y, indent, height), made, INK)
        _draw(painter, text, QRectF(indent, y, width - indent, height), made, INK)

    return _Piece(height, paint)


def _pairs(block: Pairs, width: float) -> list[_Piece]:
    """Two pairs a line."""
    made, names = font(BODY_PT), font(CELL_PT)
    half, name_width = width / 2, 27 * MM
    value_width = half - name_width - 3 * MM
    pieces = []
    for first in range(0, len(block.rows), 2):
        line = block.rows[first : first + 2]
        height = max(_height(value, value_width, made) for _, value in line) + 0.8 * MM

        def paint(painter: QPainter, y: float, line: Sequence[tuple[str, str]] = line, height: float = height) -> None:
            for column, (name, value) in enumerate(line):
                left = column * half
                _draw(painter, name, QRectF(left, y + 0.35 * MM, name_width, height), names, MUTED_INK)
                _draw(painter, value, QRectF(left + name_width, y, value_width, height), made, INK)

        pieces.append(_Piece(height, paint))
    return pieces


def _table(table: Table, width: float) -> list[_Piece]:
    """A head, which is repeated on each page, and one piece for each row."""
    if not table.rows:
        return [_text(table.empty, width, font(BODY_PT), MUTED_INK)]
    total = sum(column.share for column in table.columns)
    widths = [width * column.share / total for column in table.columns]
    right = [column.is_number for column in table.columns]
    titles = tuple(column.title for column in table.columns)
    head = _row(titles, widths, right, font(CELL_PT, bold=True), ink=MUTED_INK, fill=None)
    rows = [
        _row(cells, widths, right, font(CELL_PT), ink=INK, fill=STRIPE if number % 2 else None, repeat=(head,))
        for number, cells in enumerate(table.rows)
    ]
    return [head, *rows]


def _row(
    cells: Sequence[str],
    widths: Sequence[float],
    right: Sequence[bool],
    made: QFont,
    *,
    ink: str,
    fill: str | None,
    repeat: tuple[_Piece, ...] = (),
) -> _Piece:
    insides = [width - CELL - (RIGHT if to_right else CELL) for width, to_right in zip(widths, right, strict=True)]
    height = max(_height(text, inside, made) for text, inside in zip(cells, insides, strict=True)) + 2 * CELL

    def paint(painter: QPainter, y: float) -> None:
        if fill is not None:
            painter.fillRect(QRectF(0, y, sum(widths), height), see_through(fill))
        left = 0.0
        for text, width, inside, to_right in zip(cells, widths, insides, right, strict=True):
            _draw(painter, text, QRectF(left + CELL, y + CELL, inside, height), made, ink, right=to_right)
            left += width

    return _Piece(height, paint, repeat=repeat)
