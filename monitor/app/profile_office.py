"""Changed limits beside the station: compared with those accepted, and accepted by a physician who has an account."""

import getpass
import sys
from pathlib import Path

from drivers.clock import SystemClock
from drivers.errors import DriverError
from monitor.alarms.profile_text import profile_digest
from monitor.app.profile_in_force import InForce, in_force, recall_accepted
from monitor.app.record_office import OfficeError, existing_store
from monitor.app.station import station_blueprint
from monitor.domain.commands import AcceptProfile
from monitor.domain.events import CommandRefused
from monitor.domain.inputs import CommandGiven
from monitor.domain.people import Actor
from monitor.domain.time import Instant
from monitor.engine.timeline import NS_PER_MS
from monitor.room.checkpoint import CheckpointError
from monitor.settings import SettingsError, load_room
from monitor.storage import Batch, Journal, StorageError, Store
from monitor.storage.accounts import Accounts
from monitor.storage.profiles import AcceptedProfile, accepted_profile


class ProfileOfficeError(Exception):
    """This cannot be done; the text says why."""


def look(room_file: Path, data_dir: Path | None) -> tuple[dict[str, object], tuple[str, ...]]:
    """One line for machines, and what the profile file would change."""
    try:
        offered = load_room(room_file).profile
        accepted = accepted_profile(existing_store(room_file, data_dir))
    except (SettingsError, StorageError, OfficeError) as error:
        raise ProfileOfficeError(str(error)) from error
    found = in_force(offered, accepted, tick=0)
    line: dict[str, object] = {
        "accepted": _accepted_line(accepted),
        "file": {"name": offered.name, "digest": profile_digest(offered), "approved_by": offered.approved_by},
        "in_force": found.told.in_force,
        "waits": _waits(found),
        "changes": list(found.told.changes),
        "why": found.told.why,
    }
    return line, found.told.changes


def _waits(found: InForce) -> bool:
    return bool(found.told.text) and not found.told.first


def _accepted_line(accepted: AcceptedProfile | None) -> dict[str, object] | None:
    if accepted is None:
        return None
    return {
        "name": accepted.name,
        "digest": accepted.digest,
        "accepted_by": accepted.accepted_by,
        "utc_ms": accepted.utc_ms,
        "as_shipped": accepted.first,
        "approved_by": accepted.approved_by,
        "approved_on": accepted.approved_on,
    }


def typed_pin(*, from_stdin: bool) -> str:
    """The PIN of an account, typed unseen or the first line of standard input."""
    return sys.stdin.readline().rstrip("\r\n") if from_stdin else getpass.getpass("PIN: ")


def accept_by(room_file: Path, data_dir: Path | None, *, name: str, pin: str, digest: str) -> dict[str, object]:
    """Accept the limits of the file in the name of somebody whose PIN is right; the room itself judges the role."""
    try:
        store = existing_store(room_file, data_dir)
        actor = Accounts(store, clock=SystemClock()).check(name, pin)
        return _accept(room_file, store, actor, digest)
    except (SettingsError, StorageError, OfficeError, CheckpointError, DriverError) as error:
        raise ProfileOfficeError(str(error)) from error


def _accept(room_file: Path, store: Store, actor: Actor, digest: str) -> dict[str, object]:
    """Go on with the room as a start would, and give it the one command."""
    settings = load_room(room_file)
    blueprint = station_blueprint(settings)
    start = SystemClock().now()
    journal = Journal.open(
        store,
        room_name=settings.name,
        provenance=settings.provenance,
        epoch=Instant(0, start.utc_ns // NS_PER_MS),
        profile_digest=profile_digest(settings.profile),
    )
    try:
        _, beginning = recall_accepted(blueprint, journal, start)
        now = beginning.timeline.instant(start)
        inputs = (
            *beginning.first_inputs,
            CommandGiven(tick=now.tick, command=AcceptProfile(digest=digest, actor=actor)),
        )
        events = beginning.room.step(now, inputs)
        refused = [event.reason for event in events if isinstance(event, CommandRefused)]
        if refused:
            raise ProfileOfficeError(refused[0])
        journal.write(
            [
                Batch(
                    tick=now.tick,
                    utc_ms=now.utc_ms,
                    inputs=inputs,
                    events=tuple(events),
                    checkpoint=beginning.room.checkpoint(),
                )
            ]
        )
    finally:
        journal.close()
    return {"accepted": digest, "name": settings.profile.name, "by": actor.name}
