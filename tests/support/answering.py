"""Steps and views for tests of what people may do with alarms."""

from worlds import (
    acknowledge,
    admit,
    make_room,
    pulse,
    reading,
    spo2,
    step,
)

from monitor.domain.answer_events import EscalationRaised
from monitor.domain.events import CommandRefused, Event
from monitor.domain.people import REMOTE_ROLE, Actor
from monitor.port.projection import Projector
from monitor.port.snapshot import AlarmView, PlaceView
from monitor.room.board import AlarmRecord
from monitor.room.room import Room

REMOTE = Actor("on call", REMOTE_ROLE)


def seconds_of(room: Room, begin: int, end: int, saturation: float, rate: float = 70.0) -> list[Event]:
    """One sample a second from `begin` up to but not including `end`."""
    events: list[Event] = []
    for second in range(begin, end):
        events += step(room, second, spo2(second, saturation), pulse(second, rate))
    return events


def admitted() -> Room:
    room = make_room()
    step(room, 1, admit(1))
    return room


def found(room: Room, rule: str) -> AlarmRecord:
    record = room.board.find("1", rule)
    assert record is not None, rule
    return record


def refusals(events: list[Event]) -> list[str]:
    return [event.reason for event in events if isinstance(event, CommandRefused)]


def levels(events: list[Event], rule: str) -> list[tuple[float, int]]:
    return [
        (event.at.tick / 10, event.level)
        for event in events
        if isinstance(event, EscalationRaised) and event.rule == rule
    ]


def place_view(room: Room) -> PlaceView:
    return Projector(room).snapshot(1, {}).places[0]


def alarm_view(room: Room, rule: str) -> AlarmView:
    return next(alarm for alarm in place_view(room).alarms if alarm.rule == rule)


def acknowledged_pressure(systolic: float, diastolic: float) -> Room:
    """A patient whose raised pressure somebody has acknowledged."""
    room = admitted()
    step(room, 10, reading(10, systolic, diastolic))
    step(room, 10.5, acknowledge(10.5, "1", found(room, "BP-MOD").alarm_id))
    assert room.board.sounding() is None
    return room
