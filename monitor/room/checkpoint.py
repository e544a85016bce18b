"""The room's whole state as JSON and back. Places are matched by id, so that the room file may change in between."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from monitor.alarms.baseline import NO_BASELINE
from monitor.domain.time import Instant
from monitor.room import wiring
from monitor.room.baselines import ChangedBaselines
from monitor.room.board import AlarmBoard
from monitor.room.burden import Burden
from monitor.room.infusion import course_of
from monitor.room.own_limits import OwnLimits
from monitor.room.session import Session
from monitor.room.sound_test import SoundTest

if TYPE_CHECKING:
    from monitor.room.room import Room

CHECKPOINT_VERSION = 6
READABLE_VERSIONS = (5, 6)  # 5 knew neither closer profiles nor looks at a recovery: both begin anew from it


class CheckpointError(ValueError):
    """A checkpoint from which this program, with this room file, cannot go on; the text says why."""


def dump(room: "Room") -> bytes:
    """Everything from which `load` goes on exactly as `room` would."""
    ledger = room.ledger
    state = {
        "version": CHECKPOINT_VERSION,
        "tick": ledger.tick,
        "anchor": [ledger.anchor.tick, ledger.anchor.utc_ms],
        "event_seq": ledger.event_seq,
        "next_session_id": room.next_session_id,
        "restart_note": room.restart_note,
        "clock_note": room.clock_note,
        "sound_test": room.sound_test.dump(),
        "places": list(room.seats),
        "seats": {place_id: seat.dump() for place_id, seat in room.seats.items()},
        "sessions": [session.dump() for session in room.sessions.values()],
        "board": room.board.dump(),
        "burden": room.desk.burden.ends,
        "own_limits": room.own_limits.dump(),
        "engine": room.engine.dump(),
        "mobile": wiring.dump(room),
        "people": room.people.dump(),
        "identity": room.identity.dump(),
        "walk": room.walk.dump(),
        "vigil": room.vigil.dump(),
        "profiles": room.profiles.dump(),
        "recovery": room.recovery.dump(),
        "devices": room.devices.dump(),
        "baselines": room.baselines.dump(),
    }
    return json.dumps(state, separators=(",", ":")).encode()


def load(room: "Room", data: bytes) -> None:
    """Fill a room that has just been made from the same or a changed plan.

    Raises:
        CheckpointError: a patient sits at a place that the room file no longer has, or the version is not ours.
    """
    state: Mapping[str, Any] = json.loads(data)
    if state["version"] not in READABLE_VERSIONS:
        raise CheckpointError(
            f"the checkpoint has version {state['version']}; this program knows version {CHECKPOINT_VERSION}"
        )
    ledger = room.ledger
    ledger.tick, ledger.anchor, ledger.event_seq = state["tick"], Instant(*state["anchor"]), state["event_seq"]
    room.next_session_id = state["next_session_id"]
    room.restart_note = None if state["restart_note"] is None else tuple(state["restart_note"])
    room.clock_note = None if state.get("clock_note") is None else tuple(state["clock_note"])
    room.sound_test = SoundTest.load(state.get("sound_test"))
    for item in state["sessions"]:
        session = Session.load(item)
        if session.place_id not in room.seats:
            raise CheckpointError(
                f"the room file no longer has the place {session.place_id}, where {session.label} sits"
            )
        room.sessions[session.session_id] = session
    wiring.load(room, state["mobile"])
    room.people.load(state["people"])
    room.identity.load(state["identity"])
    room.walk.load(state["walk"])
    for place_id, dumped in state["seats"].items():
        if place_id in room.seats:
            room.seats[place_id].load(dumped, ledger.tick)
    room.desk.board = AlarmBoard.load(state["board"])
    room.desk.burden = Burden([(tick, place_id) for tick, place_id in state["burden"]])
    room.own_limits = OwnLimits.load(state["own_limits"])
    _load_engine(room, state)
    room.vigil.load(state["vigil"])
    room.devices.load(state.get("devices"))
    room.baselines = ChangedBaselines.load(state.get("baselines", ()))
    if state["version"] == CHECKPOINT_VERSION:
        room.profiles.load(state["profiles"])
        room.recovery.load(state["recovery"])
    else:
        room.recovery.review()


def _load_engine(room: "Room", state: Mapping[str, Any]) -> None:
    former = {place_id: column for column, place_id in enumerate(state["places"])}
    columns = {seat.column: former[place_id] for place_id, seat in room.seats.items() if place_id in former}
    baselines = {
        room.seats[session.place_id].column: session.baseline or NO_BASELINE for session in room.sessions.values()
    }
    for session in room.sessions.values():
        column = room.seats[session.place_id].column
        room.engine.set_own_limits(column, room.own_limits.numbers(session.session_id))
        room.engine.set_closer(column, on=session.closer)
    courses = {room.seats[session.place_id].column: course_of(session) for session in room.sessions.values()}
    room.engine.load(state["engine"], baselines, columns, courses)
