"""`review`: the reviewer's window on a record, beside a running station or on a copy elsewhere. Reads only."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.clock import Clock, SystemClock
from monitor.alarms.rules import Profile
from monitor.app.display import load_display, missing_screen
from monitor.app.history_desk import documents
from monitor.app.interrupts import Interrupts
from monitor.app.people_desk import PeopleDesk
from monitor.app.profile_in_force import AcceptedLimitsError, profile_of_record
from monitor.app.readable_record import readable_record
from monitor.app.record_office import OfficeError
from monitor.app.review_facts import facts_of
from monitor.app.review_room import ReviewRoom
from monitor.domain.plan import Place
from monitor.settings import SettingsError, load_room
from monitor.storage import StorageError, Store
from monitor.storage.review_lists import ReviewLists

if TYPE_CHECKING:
    from monitor.ui.windows.review import ReviewWindow

CHECK_EVERY_MS = 100


def run_review(source: str, *, data_dir: Path | None, picture: Path | None = None) -> None:
    """Show the window until it is closed or a signal comes; with `picture`, save what it shows first, and end.

    Raises:
        OfficeError: there is no record or no screen.
        OSError: the picture cannot be written.

    """
    why = None if picture is not None else missing_screen()
    if why is not None:
        raise OfficeError(f"There is no screen for the review window: {why}")
    load_display(offscreen=picture is not None)
    with review_room(source, data_dir=data_dir, clock=SystemClock()) as (room, store):
        _speak(source)
        _show(room, store, Interrupts(), picture=picture)


def _speak(source: str) -> None:
    """In the language of the room file, where it is one."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - commands without a window must not need Qt

    from monitor.ui.language import install_language  # noqa: PLC0415 - as above

    application = QApplication.instance()
    if application is not None:
        settings = load_room(Path(source)) if source.endswith(".toml") else None
        install_language(
            application,
            "" if settings is None else settings.language,
            None if settings is None else settings.file.parent,
        )


@contextlib.contextmanager
def review_room(source: str, *, data_dir: Path | None, clock: Clock) -> Iterator[tuple[ReviewRoom, Store]]:
    """The record named by a room file, or a database, for as long as the block lasts.

    Raises:
        OfficeError: there is none, or it cannot be read.

    """
    record = readable_record(source, data_dir=data_dir)
    try:
        settings = load_room(Path(source)) if source.endswith(".toml") else None
        name, provenance = ReviewLists(record.store).room()
        offered = Profile(name="shipped") if settings is None else settings.profile
        profile = profile_of_record(record.store, offered)
    except (SettingsError, StorageError, AcceptedLimitsError) as error:
        raise OfficeError(str(error)) from error
    places = () if settings is None else settings.places
    facts = facts_of(
        record.store,
        profile,
        places=[Place(place_id=place.id, kind=place.kind) for place in places],
        devices=record.devices,
    )
    room = ReviewRoom(facts, room_name=name, provenance=provenance, clock=clock)
    try:
        yield room, record.store
    finally:
        room.close()


def _show(room: ReviewRoom, store: Store, interrupts: Interrupts, *, picture: Path | None) -> None:
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - commands without a window must not need Qt

    from monitor.ui.application import make_application  # noqa: PLC0415 - as above
    from monitor.ui.windows.review import ReviewWindow  # noqa: PLC0415 - as above

    application = make_application(sys.argv[:1])
    with contextlib.closing(PeopleDesk(store, SystemClock())) as people:
        window = ReviewWindow(room, people=people, folder=documents())
        window.start()
        if picture is not None:
            _paint(window, picture)
            return
        window.showMaximized()
        watch = QTimer()
        watch.timeout.connect(lambda: application.quit() if interrupts.requested else None)
        watch.start(CHECK_EVERY_MS)
        application.exec()
        window.close()


def _paint(window: "ReviewWindow", picture: Path) -> None:
    """Save the window once its first session is there."""
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415 - as in `_show`
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - as in `_show`

    from monitor.ui.application import DEFAULT_SIZE, grab  # noqa: PLC0415 - as in `_show`

    window.resize(DEFAULT_SIZE)
    window.show()
    while window.desk.busy:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    grab(window, picture)
    window.close()
