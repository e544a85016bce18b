"""`station ROOM.toml`: the room as configured, its record, and the display; or the same without a screen.

One room is either real or not: what is not real runs only where somebody said so, and never into a real record.
"""

import contextlib
import logging
import sys
from dataclasses import replace
from pathlib import Path

from drivers.clock import Clock, SystemClock
from drivers.device import Broker, DeviceSpec
from drivers.errors import DriverError
from drivers.observations import Provenance, Stamp
from monitor.alarms.profile_text import profile_digest
from monitor.app.attended import attended
from monitor.app.compose import Beginning, Blueprint, MakeOutside, RunningRoom, planned_device
from monitor.app.console import Console
from monitor.app.course_desk import CourseDesk, LookedUpPort
from monitor.app.display import load_display, missing_screen, run_display
from monitor.app.history_desk import HistoryDesk, documents
from monitor.app.interrupts import Interrupts
from monitor.app.outside import outside_of
from monitor.app.people_desk import PeopleDesk
from monitor.app.profile_in_force import recall_accepted, without_record
from monitor.app.record_place import database_path, record_store
from monitor.app.theme_choice import LIGHT, ThemeChoice
from monitor.domain.plan import Place, RoomPlan
from monitor.domain.time import Instant
from monitor.engine.survey import Survey
from monitor.engine.timeline import NS_PER_MS, resume
from monitor.room.checkpoint import CheckpointError
from monitor.room.room import Room
from monitor.settings import RoomSettings, SettingsError, load_room
from monitor.storage import Journal, StorageError, StorageUnavailableError, Store, open_or_set_aside
from monitor.ui.surroundings import Surroundings

log = logging.getLogger(__name__)

SEAT_SUFFIX = ".sound"  # of the file by which annunciators give way to each other, beside the record
THEME_SUFFIX = ".theme"  # of the file with the theme that somebody chose at this station, beside the record
TOURED = "tour-shown"  # an empty file beside the record: somebody has seen the three cards
RECORDINGS = "raw"  # folder of raw recordings, beside the record


class StationError(Exception):
    """The station does not run this room; the text says why."""


def run_station(room_file: Path, *, simulated: bool, data_dir: Path | None, headless: bool) -> None:
    """Run the room until its window is closed, its console's input ends, or a signal comes.

    Raises:
        StationError: the room file has problems, is not real, or its record belongs to somebody else.

    """
    interrupts = Interrupts()
    clock = SystemClock()
    try:
        settings = load_room(room_file)
        _check_provenance(settings, simulated=simulated)
        if not headless:
            _open_display()
        blueprint = station_blueprint(settings)
        database = database_path(settings, data_dir)
        running = _running(
            blueprint,
            record_store(settings, data_dir),
            clock,
            recordings=database.parent / RECORDINGS,
            keep_days=settings.storage.keep_days,
            outside=outside_of(settings, blueprint.broker, record=database),
        )
    except (SettingsError, StorageError, DriverError, CheckpointError) as error:
        raise StationError(str(error)) from error
    for note in settings.notes:
        log.info("%s", note)
    course = CourseDesk(record_store(settings, data_dir))
    port = LookedUpPort(running.host, course)
    try:
        running.start()
        if headless:
            Console(port, lines=sys.stdin, answers=sys.stdout).start(on_end=interrupts.request)
            interrupts.wait(None)
        else:
            seat = database.with_name(database.name + SEAT_SUFFIX)
            store = record_store(settings, data_dir)
            people = PeopleDesk(store, clock)
            history = HistoryDesk(store, running, clock)
            with attended(running, seat=seat), contextlib.closing(people), contextlib.closing(history):
                run_display(
                    port,
                    clock,
                    interrupts=interrupts,
                    for_real_s=None,
                    picture=None,
                    around=replace(
                        _surroundings(settings, running, database), people=people, course=course, review=history.open
                    ),
                )
    finally:
        course.close()
        running.close()


def station_blueprint(settings: RoomSettings) -> Blueprint:
    """What a room file says, in the types of engine and room.

    Raises:
        SettingsError: the broker's password is not where the file says.

    """
    broker = _broker(settings)
    specs = tuple(
        DeviceSpec(
            device_id=device.id,
            kind=device.kind,
            link=device.link,
            provenance=Provenance(device.provenance),
            cuff_start_allowed=device.cuff_start,
            broker=broker if device.link.startswith("mqtt:") else None,
            mapping=device.mapping,
        )
        for device in settings.devices
    )
    plan = RoomPlan(
        name=settings.name,
        provenance=settings.provenance,
        places=tuple(
            Place(place_id=place.id, kind=place.kind, prefer=place.prefer, cuff_master=settings.cuff_master(place))
            for place in settings.places
        ),
        devices=tuple(
            planned_device(spec, place_id=device.place, mobile=device.mobile, serial_number=device.serial_number or "")
            for spec, device in zip(specs, settings.devices, strict=True)
        ),
        policy=settings.policy,
        calls_second_person=bool(settings.outside.escalation),
    )
    return Blueprint(plan=plan, profile=settings.profile, specs=specs, broker=broker)


def _broker(settings: RoomSettings) -> Broker | None:
    found = settings.broker
    if found is None:
        return None
    return Broker(
        url=found.url,
        username=found.username,
        password=settings.broker_password(),
        ca_file=settings.beside(found.ca_file) if found.ca_file else None,
        client_cert_file=settings.beside(found.client_cert_file) if found.client_cert_file else None,
        client_key_file=settings.beside(found.client_key_file) if found.client_key_file else None,
        plain_allowed=found.allow_plain,
    )


def _check_provenance(settings: RoomSettings, *, simulated: bool) -> None:
    if simulated or settings.provenance is Provenance.REAL:
        return
    names = ", ".join(f"{device.id} ({device.provenance})" for device in settings.devices)
    raise StationError(
        f"{settings.file}: not a real room: {names}. Nobody may be watched with these devices; "
        "to try them out, start the station with --simulated"
    )


def _open_display() -> None:
    why = missing_screen()
    if why is not None:
        raise StationError(f"There is no screen to show the room on: {why}")
    load_display(offscreen=False)


def _running(
    blueprint: Blueprint,
    store: Store,
    clock: Clock,
    *,
    recordings: Path,
    keep_days: int | None,
    outside: MakeOutside,
) -> RunningRoom:
    """The room with its record; without one where the disk refuses, because patients are watched all the same."""
    start = clock.now()
    record: Journal | str
    try:
        journal, words = open_or_set_aside(
            store,
            room_name=blueprint.plan.name,
            provenance=blueprint.plan.provenance,
            epoch=_instant(start),
            profile_digest=profile_digest(blueprint.profile),
            clock=clock,
        )
    except StorageUnavailableError as error:
        log.error("No record can be kept: %s", error)  # noqa: TRY400 - the disk's fault: its words say all
        blueprint, beginning = _without_record(blueprint, start)
        record, words = str(error), None
    else:
        journal.keep_for(keep_days)
        blueprint, beginning = _recalled(blueprint, journal, start)
        record = journal
    return RunningRoom(
        blueprint,
        beginning,
        journal=record,
        clock=clock,
        banner=words or "",
        survey=survey_of(blueprint, clock),
        recordings=recordings,
        outside=outside,
    )


def _surroundings(settings: RoomSettings, running: RunningRoom, database: Path) -> Surroundings:
    """What the display has beside the room's port, without the desks that read the record."""
    toured = database.with_name(TOURED)
    theme = ThemeChoice(database.with_name(database.name + THEME_SUFFIX), light=settings.theme == LIGHT)
    return Surroundings(
        devices=running.desk,
        folder=documents(),
        light=theme.light,
        language=settings.language,
        languages=settings.file.parent,
        theme_chosen=lambda light: theme.choose(light=light),
        tell=running.machine.note,
        tour_due=not toured.exists(),
        tour_shown=lambda: _remember(toured),
    )


def _remember(toured: Path) -> None:
    """A folder that cannot be written to shows the cards again; that is no fault of the room."""
    try:
        toured.touch()
    except OSError as error:
        log.warning("The three cards will be shown again: %s", error)


def survey_of(blueprint: Blueprint, clock: Clock) -> Survey:
    """Who looks for devices that the room file does not name."""
    return Survey(blueprint.specs, broker=blueprint.broker, provenance=blueprint.plan.provenance, clock=clock)


def _recalled(blueprint: Blueprint, journal: Journal, start: Stamp) -> tuple[Blueprint, Beginning]:
    try:
        return recall_accepted(blueprint, journal, start)
    except BaseException:
        journal.close()
        raise


def _without_record(blueprint: Blueprint, start: Stamp) -> tuple[Blueprint, Beginning]:
    room = Room(blueprint.plan, blueprint.profile, _instant(start))
    timeline = resume(start, room.now).timeline
    told = without_record(blueprint.profile, tick=timeline.instant(start).tick).told
    return blueprint, Beginning(room, timeline, (told,))


def _instant(start: Stamp) -> Instant:
    return Instant(0, start.utc_ns // NS_PER_MS)
