"""Holds the one station window, and makes it anew in the other theme when somebody asks for that."""

from collections.abc import Callable
from dataclasses import replace

from drivers.clock import Clock
from monitor.port.engine_port import EnginePort
from monitor.ui.application import make_application
from monitor.ui.surroundings import Surroundings
from monitor.ui.theme import DARK, LIGHT
from monitor.ui.windows.station import StationWindow


class Stage:
    """The new window stands before the old one goes: nobody looks at an empty screen.

    What is acknowledged, silenced and signed in is the room's; the chosen chair, hidden names and admissions that
    wait for the record are taken over.
    An alarm counts as unread until the new window has shown it for its second.
    """

    def __init__(
        self,
        port: EnginePort,
        clock: Clock,
        around: Surroundings,
        *,
        arguments: list[str],
        present: Callable[[StationWindow], None] = StationWindow.showFullScreen,
    ) -> None:
        """`present` brings a window on the screen."""
        self._port = port
        self._clock = clock
        self._around = around
        self._arguments = arguments
        self._present = present
        self.window = self._made()

    def _made(self) -> StationWindow:
        make_application(self._arguments, LIGHT if self._around.light else DARK)
        window = StationWindow(self._port, self._clock, self._around)
        window.switch_theme = self.switch
        return window

    def start(self) -> None:
        """Show it and begin to refresh."""
        self.window.start()
        self._present(self.window)

    def switch(self) -> None:
        """Change to the other theme and remember it."""
        former = self.window
        self._around = replace(self._around, light=not self._around.light, tour_due=False)
        self._around.theme_chosen(self._around.light)
        self.window = self._made()
        self.window.resize(former.size())
        self.window.refresher.hide_names = former.refresher.hide_names
        self.start()
        self.window.select(former.selected)
        self.window.actions_.desk.take_over(former.actions_.desk)
        former.close()
        former.deleteLater()
