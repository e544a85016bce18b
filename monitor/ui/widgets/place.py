"""One place of the room on screen: a tile while a patient is there, else a free place. It never moves."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.flash import AlarmKey, FlashPhase
from monitor.ui.theme import Palette
from monitor.ui.views import BayView, FreeView, TileView
from monitor.ui.widgets.buttons import Press
from monitor.ui.widgets.free_place import FreePlace
from monitor.ui.widgets.ground import Select
from monitor.ui.widgets.recovery import BayTile
from monitor.ui.widgets.tile import ChairTile

PlaceShown = TileView | BayView | FreeView
Face = ChairTile | BayTile | FreePlace
FaceT = TypeVar("FaceT", ChairTile, BayTile, FreePlace)


class PlaceSlot(QWidget):
    """Owns the faces of one place and shows the one that fits the view."""

    def __init__(
        self, palette: Palette, *, press: Press, select: Select, changed: Callable[[], None], parent: QWidget
    ) -> None:
        """`changed` is told when another face stands here, with buttons of its own."""
        super().__init__(parent)
        self._changed = changed
        self._palette = palette
        self._press = press
        self._select = select
        self._face: Face | None = None
        self._selected = False
        self.place_id = ""

    @property
    def face(self) -> Face | None:
        """The widget that stands here now."""
        return self._face

    def show_view(self, view: PlaceShown) -> None:
        """Draw `view`, changing the face where somebody came or went."""
        self.place_id = view.place_id
        match view:
            case TileView():
                self._wear(ChairTile).show_view(view)
            case BayView():
                self._wear(BayTile).show_view(view)
            case FreeView():
                self._wear(FreePlace).show_view(view)

    def _wear(self, kind: type[FaceT]) -> FaceT:
        if isinstance(self._face, kind):
            return self._face
        if self._face is not None:
            self._face.hide()
            self._face.deleteLater()
        face = kind(self._palette, press=self._press, select=self._select, parent=self)
        face.resize(self.size())
        face.set_selected(selected=self._selected)
        face.show()
        self._face = face
        self._changed()
        return face

    def resizeEvent(self, _event: QResizeEvent) -> None:
        if self._face is not None:
            self._face.resize(self.size())

    def set_selected(self, *, selected: bool) -> None:
        self._selected = selected
        if self._face is not None:
            self._face.set_selected(selected=selected)

    def set_phase(self, phase: FlashPhase) -> None:
        if self._face is not None:
            self._face.set_phase(phase)

    def renew_trace(self) -> bool:
        """Repaint the trend if it has grown; says whether it had."""
        return isinstance(self._face, ChairTile) and self._face.trace.renew()

    @property
    def line(self) -> QRect:
        """Where the alarm line stands in this place."""
        return QRect() if self._face is None else self._face.line.geometry()

    @property
    def acknowledge(self) -> QRect:
        """Where the slot of the acknowledgement stands in this place."""
        face = self._face
        if face is None:
            return QRect()
        return (face.acknowledge if isinstance(face, FreePlace) else face.slots[0]).geometry()

    @property
    def painted(self) -> frozenset[AlarmKey]:
        """Alarms whose words stand at this place."""
        return frozenset() if self._face is None else self._face.painted
