"""When the devices page is open, and for how long: the room always comes first.

The page closes by itself on a new high alarm, because then the place must be seen; after five minutes without a hand on
mouse or keyboard, because a forgotten page is no station display; and when the screen is covered.
"""

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from monitor.domain.vocabulary import Priority
from monitor.port.device_port import DevicePort
from monitor.port.proposal import proposal
from monitor.port.snapshot import Snapshot
from monitor.ui.presenter import questions
from monitor.ui.presenter.alarms import is_open
from monitor.ui.theme import Palette
from monitor.ui.widgets.assign_dialog import AssignDialog
from monitor.ui.widgets.board import Board
from monitor.ui.widgets.devices_page import DevicesPage
from monitor.ui.widgets.dialogs import StationDialog
from monitor.ui.words import source, tr

IDLE_S = 300.0
CLOSED_BY_ALARM = source("Devices page closed: a new high alarm")


class DevicesScreen:
    """Owns the page. Follows the room with every snapshot, open or not."""

    def __init__(
        self,
        palette: Palette,
        devices: DevicePort | None,
        *,
        say: Callable[[str], None],
        open_dialog: Callable[[StationDialog], None],
        zone: tzinfo | None,
        parent: QWidget,
    ) -> None:
        self._palette = palette
        self._say = say
        self._open_dialog = open_dialog
        self._parent = parent
        self._snapshot: Snapshot | None = None
        self._high: frozenset[int] = frozenset()
        self._hand = QCursor.pos()
        self._idle_since_s = 0.0
        self.page = DevicesPage(
            palette, devices, back=self.close, assign=self._assign, say=say, zone=zone, parent=parent
        )

    @property
    def is_open(self) -> bool:
        return self.page.isVisible()

    def toggle(self, now_s: float, board: Board) -> None:
        """Open the page, or go back to the room."""
        if self.is_open:
            self.close()
            return
        self.touch(now_s)
        self.place(board)
        if self._snapshot is not None:
            self.page.show_snapshot(self._snapshot)
        self.page.show()

    def close(self) -> None:
        self.page.hide()

    def place(self, board: Board) -> None:
        """Cover the places of `board` and nothing else."""
        self.page.setGeometry(board.middle)
        self.page.set_scale(board.scale)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        high = frozenset(
            alarm.alarm_id for alarm in snapshot.alarms if alarm.priority is Priority.HIGH and is_open(alarm)
        )
        new, self._high = high - self._high, high
        if not self.is_open:
            return
        if new:
            self.close()
            self._say(tr(CLOSED_BY_ALARM))
            return
        self.page.show_snapshot(snapshot)

    def touch(self, now_s: float) -> None:
        """Somebody is there."""
        self._idle_since_s = now_s

    def tick(self, now_s: float) -> None:
        if not self.is_open:
            return
        hand = QCursor.pos()
        if hand != self._hand:
            self._hand = hand
            self.touch(now_s)
        if now_s - self._idle_since_s >= IDLE_S:
            self.close()
            return
        self.page.tick(now_s)

    def _assign(self, link: str) -> None:
        snapshot = self._snapshot
        found = None if snapshot is None else next((one for one in snapshot.unassigned if one.link == link), None)
        if snapshot is None or found is None:
            return
        place_ids = [place.place_id for place in snapshot.places]
        self._open_dialog(
            AssignDialog(
                self._palette,
                questions.assignment(link),
                [(place.place_id, place.title) for place in snapshot.places],
                lines_for=lambda place_id: proposal(
                    found, provenance=snapshot.provenance, place_ids=place_ids, place_id=place_id
                ),
                parent=self._parent,
            )
        )
