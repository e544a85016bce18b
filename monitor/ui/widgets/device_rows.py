"""The list of the devices page: one row for each device, then what the room file does not name, with a button."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from monitor.ui.device_views import DeviceRowView, DevicesView, LinkLook, StrangerView
from monitor.ui.geometry import Scale
from monitor.ui.painting import LEFT, RIGHT, draw, rounded
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.buttons import StationButton
from monitor.ui.words import tr

Chosen = Callable[[str], None]
ROW_PX = 62
RADIUS = 8


class DeviceList(QScrollArea):
    """Scrolls where a room has more devices than the page has lines; the station display behind it never does."""

    def __init__(self, palette: Palette, *, choose: Chosen, assign: Chosen, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._choose = choose
        self._assign = assign
        self._scale = Scale(1.0)
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(0, 0, 6, 0)
        self._layout.setSpacing(6)
        self._layout.addStretch(1)
        self.empty = QLabel(self._body)
        self.empty.setWordWrap(True)
        self.empty.hide()
        self._layout.insertWidget(0, self.empty)
        self._title = _Title(palette, tr("Not in the room file"), self._body)
        self._layout.insertWidget(1, self._title)
        self.rows: tuple[DeviceRow, ...] = ()
        self.strangers: tuple[StrangerRow, ...] = ()
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys belong to the window, which moves the choice

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self._title.set_scale(scale)
        self.empty.setFont(Face(scale.type_px(18)).font)
        for row in self.rows:
            row.set_scale(scale)
        for stranger in self.strangers:
            stranger.set_scale(scale)

    def show_view(self, view: DevicesView, selected: str | None) -> None:
        self.empty.setText(view.empty)
        self.empty.setVisible(bool(view.empty))
        if len(self.rows) != len(view.rows):
            self._remake_rows(len(view.rows))
        if len(self.strangers) != len(view.strangers):
            self._remake_strangers(len(view.strangers))
        for row, shown in zip(self.rows, view.rows, strict=True):
            row.show_view(shown, selected=shown.device_id == selected)
        for stranger, found in zip(self.strangers, view.strangers, strict=True):
            stranger.show_view(found)
        self._title.setVisible(bool(view.strangers))

    def show_row(self, device_id: str) -> None:
        """Scroll so that the row of the device can be seen."""
        for row in self.rows:
            if row.device_id == device_id:
                self.ensureWidgetVisible(row)

    def _remake_rows(self, count: int) -> None:
        _drop(self.rows)
        self.rows = tuple(DeviceRow(self._palette, self._choose, self._body) for _ in range(count))
        for index, row in enumerate(self.rows):
            row.set_scale(self._scale)
            self._layout.insertWidget(1 + index, row)

    def _remake_strangers(self, count: int) -> None:
        _drop(self.strangers)
        self.strangers = tuple(StrangerRow(self._palette, self._assign, self._body) for _ in range(count))
        for index, row in enumerate(self.strangers):
            row.set_scale(self._scale)
            self._layout.insertWidget(len(self.rows) + 2 + index, row)


def _drop(rows: tuple[QWidget, ...]) -> None:
    for row in rows:
        row.hide()
        row.deleteLater()


class DeviceRow(QWidget):
    """Two lines: place, device, values, rate; state or diagnosis, kind."""

    def __init__(self, palette: Palette, choose: Chosen, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._choose = choose
        self._shown: DeviceRowView | None = None
        self._selected = False
        self._scale = Scale(1.0)

    @property
    def device_id(self) -> str:
        return "" if self._shown is None else self._shown.device_id

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self.setFixedHeight(max(50, scale.px(ROW_PX)))
        self.update()

    def show_view(self, view: DeviceRowView, *, selected: bool) -> None:
        if (view, selected) == (self._shown, self._selected):
            return
        self._shown, self._selected = view, selected
        self.setAccessibleName(view.summary)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self.device_id)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        view, palette = self._shown, self._palette
        if view is None:
            return
        with QPainter(self) as painter:
            edge = palette.selection if self._selected else palette.edge
            rounded(
                painter, self.rect(), fill=palette.tile, radius=RADIUS, edge=edge, edge_px=2 if self._selected else 1
            )
            pad = self._scale.px(14)
            half = self.height() // 2
            inner = self.rect().adjusted(pad, 2, -pad, -2)
            self._paint_first(painter, QRect(inner.x(), inner.y(), inner.width(), half), view)
            self._paint_second(painter, QRect(inner.x(), half - 1, inner.width(), half), view)

    def _paint_first(self, painter: QPainter, line: QRect, view: DeviceRowView) -> None:
        palette, px = self._palette, self._scale.px
        paint_shape(painter, QRect(line.x(), line.center().y() - px(7), px(14), px(14)), view.look, palette)
        strong, plain = Face(self._scale.type_px(17), strong=True), Face(self._scale.type_px(16))
        mark = QRect(line.x() + px(24), line.y(), px(30), line.height())
        if view.alarm is not None:
            draw(painter, mark, (view.alarm.mark,), face=strong, colour=palette.of_priority(view.alarm))
        place = QRect(mark.right(), line.y(), px(92), line.height())
        draw(painter, place, (view.place,), face=strong, colour=palette.text)
        name = QRect(place.right(), line.y(), px(180), line.height())
        draw(painter, name, (view.device_id,), face=plain, colour=palette.faded)
        rate = draw(painter, line, (view.rate,), face=Face(self._scale.type_px(15)), colour=palette.muted, align=RIGHT)
        values = QRect(name.right(), line.y(), line.right() - rate - px(16) - name.right(), line.height())
        colour = palette.text if view.look is not LinkLook.OFF_LINE else palette.muted
        draw(painter, values, view.values, face=strong, colour=colour, align=LEFT)

    def _paint_second(self, painter: QPainter, line: QRect, view: DeviceRowView) -> None:
        palette, small = self._palette, Face(self._scale.type_px(15))
        gap, right = self._scale.px(16), line
        if view.experimental:
            face = Face(self._scale.type_px(13), strong=True)
            right = right.adjusted(0, 0, -_paint_tag(painter, line, view.experimental, face=face, palette=palette), 0)
        well = view.look is LinkLook.ON_LINE
        room = right.adjusted(round(right.width() * (0.5 if well else 0.8)), 0, 0, 0)
        kind = view.kind if well else view.kind[-1:]  # what is wrong needs the room
        used = draw(painter, room, kind, face=small, colour=palette.muted, align=RIGHT)
        words = QRect(line.x() + self._scale.px(24), line.y(), 0, line.height())
        words.setRight(right.right() - used - gap)
        colour = palette.muted if well else palette.text
        draw(painter, words, view.words, face=small, colour=colour, align=LEFT)


def _paint_tag(painter: QPainter, line: QRect, text: str, *, face: Face, palette: Palette) -> int:
    """A framed word at the right end of `line`; the width it takes with the gap before it."""
    width, height = face.width(text) + 14, face.height + 4
    tag = QRect(line.right() + 1 - width, line.center().y() - height // 2, width, height)
    rounded(painter, tag, fill=None, radius=4, edge=palette.text)
    draw(painter, tag.adjusted(7, 0, -7, 0), (text,), face=face, colour=palette.text)
    return width + 12


def paint_shape(painter: QPainter, rect: QRect, look: LinkLook, palette: Palette) -> None:
    """A filled circle, one with a bar through it, or an empty one with a stroke: told apart without colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(palette.text if look is not LinkLook.ON_LINE else palette.muted)
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush if look is LinkLook.OFF_LINE else colour)
    painter.drawEllipse(rect)
    if look is LinkLook.OFF_LINE:
        painter.drawLine(rect.bottomLeft(), rect.topRight())
    elif look is LinkLook.ON_LINE_BUT:
        painter.setPen(QPen(QColor(palette.tile), 2))
        painter.drawLine(rect.center().x() + 1, rect.top() + 3, rect.center().x() + 1, rect.bottom() - 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


class StrangerRow(QWidget):
    """What could be a device, and a button that proposes lines for the room file."""

    def __init__(self, palette: Palette, assign: Chosen, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown: StrangerView | None = None
        self._scale = Scale(1.0)
        self.button = StationButton(palette, self)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._assign = assign
        self.button.clicked.connect(self._clicked)

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self.setFixedHeight(max(44, scale.px(52)))
        self.button.set_face(Face(scale.type_px(15), strong=True))
        self._place_button()

    def show_view(self, view: StrangerView) -> None:
        if view == self._shown:
            return
        self._shown = view
        self.button.dress(tr("Assign …"), accessible_name=view.accessible_name, bright=False)
        self.update()

    def _clicked(self) -> None:
        if self._shown is not None:
            self._assign(self._shown.link)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place_button()

    def _place_button(self) -> None:
        width = max(96, self._scale.px(120))
        self.button.setGeometry(self.width() - width - 8, 6, width, self.height() - 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._shown is None:
            return
        palette, pad = self._palette, self._scale.px(14)
        with QPainter(self) as painter:
            rounded(painter, self.rect(), fill=palette.panel, radius=RADIUS, edge=palette.edge)
            room = self.rect().adjusted(pad, 2, -self.button.width() - 2 * pad, -2)
            first = QRect(room.x(), room.y(), room.width(), room.height() // 2)
            second = first.translated(0, room.height() // 2)
            draw(painter, first, self._shown.what, face=Face(self._scale.type_px(16)), colour=palette.text)
            draw(painter, second, self._shown.words, face=Face(self._scale.type_px(14)), colour=palette.muted)


class _Title(QWidget):
    """A heading between rows."""

    def __init__(self, palette: Palette, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._text = text
        self._scale = Scale(1.0)

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self.setFixedHeight(max(28, scale.px(36)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        face = Face(self._scale.type_px(17), strong=True)
        with QPainter(self) as painter:
            draw(painter, self.rect(), (self._text,), face=face, colour=self._palette.muted)
