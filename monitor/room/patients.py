"""Facts about the patients present that need more than their own session: labels, present values, grave alarms."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.alarms.rules import Channel
from monitor.domain.events import AlarmChanged, Event
from monitor.domain.labels import Shown, distinct
from monitor.domain.vocabulary import AlarmKind, AlarmState, Priority
from monitor.room.session import Session

if TYPE_CHECKING:
    from monitor.room.room import Room


def labels(room: "Room") -> dict[int, Shown]:
    """How the patients present are named, by session id; none like another."""
    return distinct({key: replace(one.patient, label=one.label) for key, one in room.sessions.items()})


def label_of(room: "Room", session_id: int) -> str:
    """The name of one patient as everybody sees it now."""
    return labels(room)[session_id].label


def fresh_value(room: "Room", session: Session, channel: Channel) -> float | None:
    """The patient's present value of a channel; None where it is old, missing, or its link is broken."""
    seat = room.seats[session.place_id]
    current = seat.values.get(channel)
    if current is None or current.tick < session.admitted_tick:
        return None
    link = seat.links.get(current.device_id)
    fresh = room.tick - current.tick <= seat.fresh_ticks(current.device_id, room.plan.shortest_silence_s)
    return current.value if fresh and link is not None and link.broken_tick is None else None


def high_alarm_keeper(sessions: dict[int, Session]) -> Callable[[Event], None]:
    """A listener that notes the last edge of each patient's HIGH alarms: from then on they stay longer."""

    def heard(event: Event) -> None:
        if (
            isinstance(event, AlarmChanged)
            and event.priority is Priority.HIGH
            and event.kind is AlarmKind.PHYSIOLOGICAL
            and event.alarm_id
            and event.session_id in sessions
        ):
            sessions[event.session_id].high_tick = event.at.tick

    return heard


def open_alarms(room: "Room", session: Session) -> str:
    """The patient's alarms that are heard and that nobody known has answered, in rule ids; empty: none."""
    return ", ".join(
        record.rule
        for record in room.board.at(session.place_id)
        if record.kind is AlarmKind.PHYSIOLOGICAL and record.state is AlarmState.ACTIVE and record.audible
    )
