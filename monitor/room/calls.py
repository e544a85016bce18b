"""What became of a call for a second person goes into the record; it changes nothing in the room."""

from typing import TYPE_CHECKING

from monitor.domain.call_events import CallNoted, CallReported

if TYPE_CHECKING:
    from monitor.room.room import Room


def note_call(room: "Room", item: CallReported) -> None:
    """Write it down."""
    room.ledger.emit(
        CallNoted,
        number=item.number,
        alarm_id=item.alarm_id,
        place_id=item.place_id,
        session_id=item.session_id,
        step=item.step,
        receiver=item.receiver,
        by=item.by,
        why=item.why,
    )
