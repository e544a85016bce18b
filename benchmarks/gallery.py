"""Pictures of every screen of the station in the states that matter, for people who look at them: one PNG for each.

    python -m benchmarks.gallery FOLDER

Ten states on three screens, the sizes that are hard, and every dialog. What is painted is the product's.
"""

import os
import subprocess
import sys
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from benchmarks import gallery_rooms as rooms
from benchmarks import review_window
from benchmarks.redraw import StillPort
from drivers.clock import MANUAL_START, ManualClock
from monitor.domain.commands import Command
from monitor.domain.vocabulary import Priority
from monitor.port.course_port import Curves, Earlier
from monitor.port.device_port import RawPiece, WaveView
from monitor.port.snapshot import Snapshot
from monitor.ui.application import make_application
from monitor.ui.surroundings import Surroundings
from monitor.ui.theme import DARK, LIGHT
from monitor.ui.views import Action, ButtonView
from monitor.ui.windows.station import StationWindow

FULL_HD, SMALL = QSize(1920, 1080), QSize(1366, 768)
DOUBLE = "--double"  # the second process paints at 200 %, as on a screen of 3840x2160
SCALE = "QT_SCALE_FACTOR"
STATION, CHAIR, DEVICES = "station", "chair-view", "devices"


class PicturePort(StillPort):
    """Takes what a dialog asks for by being opened, and does nothing."""

    def submit(self, _command: Command) -> None:
        pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture."""

    snapshot: Snapshot
    size: QSize = FULL_HD
    engine_age_s: float = 0.0
    masked: bool = False
    light: bool = False
    screen: str = STATION
    press: ButtonView | None = None
    course: bool = False  # three earlier infusions lie behind each trend


class PictureCourse:
    """A patient whose pressure rose less from infusion to infusion."""

    def earlier(self, _clinic_id: str) -> Future[Earlier]:
        return Future()

    def curves(self, _session_id: int) -> Future[Curves]:
        answer: Future[Curves] = Future()
        answer.set_result(tuple(rooms.earlier_curve(peak) for peak in (26.0, 34.0, 48.0)))
        return answer


class PictureWires:
    """A wire that goes on sending the same line, and a pulse wave of seventy beats."""

    def raw(self, _device_id: str) -> tuple[RawPiece, ...]:
        return (RawPiece(MANUAL_START, b"SPO2=096% BPM=072 PI=01.32 ALARM=0000\r\n"),)

    def wave(self, _device_id: str) -> WaveView | None:
        return rooms.pleth()

    def start_recording(self, _device_id: str) -> str:
        return "pictures are not recorded"

    def stop_recording(self, _device_id: str) -> None:
        return


def states() -> dict[str, Shot]:
    """The ten states of the station display."""
    calm = rooms.clinic()
    high = rooms.with_alarms(calm, {0: (Priority.HIGH,), 6: (Priority.MEDIUM,)})
    return {
        "calm": Shot(snapshot=calm),
        "medium": Shot(snapshot=rooms.with_alarms(calm, {6: (Priority.MEDIUM,)})),
        "high": Shot(snapshot=rooms.measuring(high, 4)),
        "many-alarms": Shot(snapshot=rooms.many_alarms(calm)),
        "probe-off": Shot(snapshot=rooms.probe_off(calm)),
        "no-devices": Shot(snapshot=rooms.no_devices(calm)),
        "24-places": Shot(snapshot=rooms.many_alarms(rooms.clinic(24))),
        "masked": Shot(snapshot=high, masked=True),
        "light": Shot(snapshot=rooms.many_alarms(calm), light=True),
        "stalled": Shot(snapshot=calm, engine_age_s=12.0),
    }


def sizes() -> dict[str, Shot]:
    """What is hardest to fit."""
    twelve = rooms.clinic(12)
    return {
        "12-places-small": Shot(
            snapshot=rooms.measuring(rooms.with_alarms(twelve, {0: (Priority.HIGH,)}), 5), size=SMALL
        ),
        "12-places-small-many": Shot(snapshot=rooms.many_alarms(twelve), size=SMALL),
        "12-places-small-light": Shot(snapshot=rooms.many_alarms(twelve), size=SMALL, light=True),
        "12-places-small-old": Shot(snapshot=rooms.not_remeasured(twelve), size=SMALL),
        "24-places-old": Shot(snapshot=rooms.not_remeasured(rooms.clinic(24))),
        "note-small": Shot(snapshot=twelve, size=SMALL, press=rooms.to(twelve, 0, Action.NOTE)),
        "devices-none": Shot(snapshot=replace(twelve, devices=()), screen=DEVICES),
        "24-places-light": Shot(snapshot=rooms.many_alarms(rooms.clinic(24)), light=True),
    }


def courses() -> dict[str, Shot]:
    """Earlier infusions behind today's."""
    seen = Shot(snapshot=rooms.bound(rooms.clinic()), course=True)
    alarming = rooms.with_alarms(seen.snapshot, {0: (Priority.HIGH, Priority.MEDIUM, Priority.LOW)})
    return {
        "course": seen,
        "course-chair-view": replace(seen, screen=CHAIR),
        "course-chair-view-small": replace(seen, screen=CHAIR, size=SMALL),
        "chair-view-small-alarms": replace(seen, snapshot=alarming, screen=CHAIR, size=SMALL),
        "course-chair-view-light": replace(seen, screen=CHAIR, light=True),
    }


def dialogs() -> dict[str, Shot]:
    """Every kind of dialog."""
    calm = rooms.clinic()
    high = rooms.with_alarms(calm, {0: (Priority.HIGH,), 6: (Priority.MEDIUM,)})
    waiting = rooms.before_start(calm)
    presses = {
        "checks-before-start": (waiting, rooms.to(waiting, 0, Action.CHECKS)),
        "gate": (calm, rooms.to(calm, 9, Action.CHECKS)),
        "note": (high, rooms.to(calm, 0, Action.NOTE)),
        "more": (high, rooms.to(calm, 0, Action.MORE)),
        "record-end": (high, rooms.to(calm, 0, Action.FORM, "end")),
        "admission": (calm, rooms.to(calm, 0, Action.ADMIT)),
        "handover": (high, rooms.to(calm, 0, Action.HANDOVER)),
        "handover-card": (high, rooms.to(calm, 0, Action.CARD)),
        "sound-test": (calm, rooms.to(calm, 0, Action.SOUND_TEST)),
        "wiring-walk": (calm, rooms.to(calm, 0, Action.WIRING)),
    }
    dark = {name: Shot(snapshot=snapshot, press=press) for name, (snapshot, press) in presses.items()}
    return dark | {f"{name}-light": replace(dark[name], light=True) for name in ("note", "admission", "sound-test")}


def shots() -> dict[str, Shot]:
    """All pictures by name."""
    plain = states()
    others = {
        f"{name}-{screen}": replace(shot, screen=screen)
        for (name, shot), screen in product(plain.items(), (CHAIR, DEVICES))
    }
    return plain | others | sizes() | courses() | dialogs()


def draw(shot: Shot, target: Path) -> None:
    """Paint one picture.

    Raises:
        OSError: it cannot be written.

    """
    window = open_window(shot)
    if not window.grab().save(str(target), "PNG"):
        raise OSError(f"cannot write {target}")
    window.close()


def open_window(shot: Shot) -> StationWindow:
    """The station as the shot wants it."""
    make_application([], LIGHT if shot.light else DARK)
    port, clock = PicturePort(), ManualClock()
    port.shown, port.age_s = shot.snapshot, shot.engine_age_s
    window = StationWindow(
        port,
        clock,
        Surroundings(light=shot.light, course=PictureCourse() if shot.course else None, devices=PictureWires()),
    )
    window.resize(shot.size)
    window.refresher.hide_names = shot.masked
    window.show()
    window.start()
    window.refresher.stop()
    port.shown = replace(shot.snapshot)  # a second picture of the room: what was asked for has been answered
    window.refresher.tick()
    QApplication.processEvents()
    if shot.screen == CHAIR:
        window.select("1")
        window.refresher.tick()
        port.shown = replace(shot.snapshot)  # the bytes have been asked for
        window.refresher.tick()
    elif shot.screen == DEVICES:
        window.devices.toggle(0.0, window.board)
    if shot.press is not None:
        window.actions_.press(shot.press)
    QApplication.processEvents()
    return window


def main(folder: Path, *, double: bool) -> None:
    """Paint all pictures into `folder`; those at 200 % in a process of their own, because Qt takes one factor."""
    make_application([])
    folder.mkdir(parents=True, exist_ok=True)
    if double:
        for name in ("calm", "many-alarms", "24-places", "light"):
            draw(states()[name], folder / f"{name}-3840x2160.png")
        return
    for name, shot in shots().items():
        draw(shot, folder / f"{name}.png")
    review_window.main(folder)
    command = [sys.executable, "-m", "benchmarks.gallery", str(folder), DOUBLE]
    subprocess.run(command, check=True, env={**os.environ, SCALE: "2"})


if __name__ == "__main__":
    main(Path(sys.argv[1]), double=DOUBLE in sys.argv[2:])
