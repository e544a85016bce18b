"""Runs the station display on a port, or draws one picture of it without a screen. Qt is imported only when asked for.

What the window shows is the business of `monitor.ui`.
"""

import os
import subprocess
import sys
from pathlib import Path

from drivers.clock import Clock
from monitor.app.interrupts import Interrupts
from monitor.port.engine_port import EnginePort
from monitor.ui.surroundings import NOTHING_MORE, Surroundings

PROBE_TIMEOUT_S = 20.0  # real time; importing Qt from a cold disk takes seconds
BLIND_PLATFORMS = ("offscreen", "minimal")
CHECK_EVERY_MS = 100
_PROBE = "import sys; from PySide6.QtGui import QGuiApplication; QGuiApplication(sys.argv)"


def missing_screen() -> str | None:
    """Why there is no screen to show a window on, in words; None where there is one."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in BLIND_PLATFORMS:
        return f"QT_QPA_PLATFORM is {platform}"
    unset = not platform and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and unset:
        return "neither DISPLAY nor WAYLAND_DISPLAY is set"
    # Qt ends the process where a display is named but cannot be reached: let a child find out
    try:
        probe = subprocess.run(
            [sys.executable, "-c", _PROBE], capture_output=True, timeout=PROBE_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        return "Qt did not come up in time"
    if probe.returncode == 0:
        return None
    last_words = probe.stderr.decode(errors="replace").strip().splitlines()
    return last_words[-1] if last_words else "Qt cannot open the display"


def load_display(*, offscreen: bool) -> None:
    """Load Qt and dress the application, which takes a second, before an engine runs that it would hold up."""
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from monitor.ui.application import make_application  # noqa: PLC0415 - commands without a window must not need Qt

    make_application(sys.argv[:1])


def run_display(
    port: EnginePort,
    clock: Clock,
    *,
    interrupts: Interrupts,
    for_real_s: float | None,
    picture: Path | None,
    around: Surroundings = NOTHING_MORE,
) -> None:
    """Show the station display until it is closed, a signal comes, or `for_real_s` seconds have passed.

    Its last state is saved to `picture` where one is named.

    Raises:
        OSError: the picture cannot be written.

    """
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - commands without a window must not need Qt

    from monitor.ui.application import grab, make_application  # noqa: PLC0415 - as above
    from monitor.ui.language import install_language  # noqa: PLC0415 - as above
    from monitor.ui.stage import Stage  # noqa: PLC0415 - as above

    application = make_application(sys.argv[:1])
    install_language(application, around.language, around.languages)
    stage = Stage(port, clock, around, arguments=sys.argv[:1])
    stage.start()
    watch = QTimer()
    watch.timeout.connect(lambda: application.quit() if interrupts.requested else None)
    watch.start(CHECK_EVERY_MS)
    if for_real_s is not None:
        QTimer.singleShot(round(for_real_s * 1000), application.quit)
    application.exec()
    if picture is not None:
        grab(stage.window, picture)
    stage.window.close()


def draw_picture(port: EnginePort, clock: Clock, picture: Path, around: Surroundings = NOTHING_MORE) -> None:
    """Save the station display as it would look now, without a screen; after `load_display(offscreen=True)`.

    Raises:
        OSError: the picture cannot be written.

    """
    from monitor.ui.application import grab  # noqa: PLC0415 - commands without a picture must not need Qt
    from monitor.ui.stage import Stage  # noqa: PLC0415 - as above

    window = Stage(port, clock, around, arguments=sys.argv[:1]).window
    window.start()
    grab(window, picture)
    window.close()
