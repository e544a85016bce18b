"""A whole session sent in HL7 because somebody asked: it joins what the station sends, and waits as long as it must."""

from pathlib import Path

from drivers.clock import SystemClock
from monitor.app.outside import outbox_path, parties_of
from monitor.app.readable_record import readable_record
from monitor.app.record_office import OfficeError
from monitor.app.record_place import database_path
from monitor.engine.outside.hl7_sender import control_id
from monitor.engine.timeline import NS_PER_MS
from monitor.reports.hl7v2 import oru_of
from monitor.review.account_reader import AccountReader
from monitor.settings import SettingsError, load_room
from monitor.storage import StorageError
from monitor.storage.outbox import Outbox


def queue_session(source: str, session_id: int, *, data_dir: Path | None) -> dict[str, object]:
    """Put the message of a session into the room's outbox, from which its station sends; one line for machines.

    Raises:
        OfficeError: `source` is no room file with [hl7], or the record, the session or the outbox is not there.

    """
    if not source.endswith(".toml"):
        raise OfficeError(f"{source}: where HL7 goes stands in the room file: name that one")
    record = readable_record(source, data_dir=data_dir)
    try:
        room = load_room(Path(source))
        hl7 = room.outside.hl7
        if hl7 is None:
            raise OfficeError(f"{source}: hl7: is missing: it says nowhere to send to")
        account = AccountReader(record.store, devices=record.devices).account(session_id)
        if account is None:
            raise OfficeError(f"There is no session {session_id} in this record.")
        outbox = Outbox(outbox_path(database_path(room, data_dir)))
        parties = parties_of(hl7)
        number = outbox.put(
            lambda number: oru_of(account, control_id=control_id(number), parties=parties),
            utc_ms=SystemClock().now().utc_ns // NS_PER_MS,
        )
        waiting = outbox.counts().waiting
        outbox.close()
    except (SettingsError, StorageError) as error:
        raise OfficeError(str(error)) from error
    return {"session": session_id, "format": "hl7", "control_id": control_id(number), "waiting": waiting}
