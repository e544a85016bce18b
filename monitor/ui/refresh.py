"""Pulls the snapshot on one timer and hands views to the screen. Engine and data set the content, never the pace.

It owns the flash phase of the whole screen and the decision to cover it: when the engine stands still, or when the
display itself has a fault, no number stays visible.
"""

import logging
from datetime import tzinfo
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from drivers.clock import Clock
from monitor.port.engine_port import EnginePort
from monitor.port.snapshot import Snapshot
from monitor.ui import presenter
from monitor.ui.earlier_curves import EarlierCurves
from monitor.ui.flash import FlashPhase, phase_at, real_s
from monitor.ui.presenter import privacy
from monitor.ui.told_views import in_language
from monitor.ui.views import CoverView, StationView

PERIOD_MS = 40  # 25 Hz: finer than the engine's ten steps a second, and fine enough for a 2 Hz flash
logger = logging.getLogger(__name__)


class Screen(Protocol):
    """What the refresher drives."""

    def show_station(self, view: StationView, snapshot: Snapshot) -> None: ...

    def show_cover(self, view: CoverView | None) -> None: ...

    def set_phase(self, phase: FlashPhase) -> None: ...

    def tick(self, now_s: float) -> None:
        """Called last in every period with real seconds."""
        ...


class Refresher:
    """One timer for the whole display."""

    def __init__(
        self,
        port: EnginePort,
        clock: Clock,
        screen: Screen,
        *,
        zone: tzinfo | None = None,
        curves: EarlierCurves | None = None,
        parent: QObject | None = None,
    ) -> None:
        self._port = port
        self._clock = clock
        self._screen = screen
        self._zone = zone
        self._curves = curves or EarlierCurves(None)
        self._shown: Snapshot | None = None
        self._masked = False
        self.hide_names = False  # somebody asked for it
        self._opened = clock.now()
        self._opened_s = real_s(clock)
        self._fault: str | None = None
        self._timer = QTimer(parent)
        self._timer.setInterval(PERIOD_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begin to refresh; the first picture comes at once."""
        self._timer.start()
        self.tick()

    def stop(self) -> None:
        self._timer.stop()

    def tick(self) -> None:
        """One period: show what changed, or cover what cannot be trusted."""
        try:
            self._refresh()
        except Exception as fault:
            # A half-updated picture looks alive. Covering it is the only honest picture left.
            if self._fault != repr(fault):
                logger.exception("the display cannot show the room")
            self._fault = repr(fault)
            self._shown = None
            self._screen.show_cover(presenter.display_fault(fault))
        else:
            self._fault = None
        self._screen.tick(real_s(self._clock))

    def _refresh(self) -> None:
        snapshot = self._port.snapshot()
        if snapshot is not None:
            masked = self.hide_names or privacy.is_locked(snapshot)
            if snapshot is not self._shown or masked != self._masked:
                told = in_language(snapshot)
                seen = privacy.masked(told) if masked else told
                self._curves.follow(snapshot, real_s(self._clock))
                view = presenter.present(seen, self._zone, masked=masked, curves=self._curves.of)
                self._screen.show_station(view, seen)
                self._shown, self._masked = snapshot, masked
        self._screen.set_phase(phase_at(real_s(self._clock)))
        self._screen.show_cover(self._cover(has_snapshot=snapshot is not None))

    def _cover(self, *, has_snapshot: bool) -> CoverView | None:
        engine_age_s = self._port.engine_age_s()
        since = self._clock.now().earlier(engine_age_s * self._clock.speed) if has_snapshot else self._opened
        return presenter.cover(
            engine_age_s=engine_age_s,
            has_snapshot=has_snapshot,
            waited_s=real_s(self._clock) - self._opened_s,
            since=since.utc,
            zone=self._zone,
        )
