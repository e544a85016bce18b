"""Turns the events of a ward into alarms as people met them: raised, heard, grave, over, back again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from monitor.domain.events import AlarmChanged, Event
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, AlarmState, Priority
from monitor.room.board import AlarmBoard
from monitor.room.groups import UP, group_of

CHATTER_TICKS: Final = ticks(60.0)
OVER: Final = frozenset({AlarmChangeKind.CLEARED, AlarmChangeKind.LATCHED})
BEGINS: Final = frozenset({AlarmChangeKind.RAISED, AlarmChangeKind.ESCALATED, AlarmChangeKind.REOPENED})
ANSWERABLE: Final = frozenset({AlarmState.ACTIVE, AlarmState.LATCHED})


@dataclass(slots=True, kw_only=True)
class Told:
    """One alarm of one chair from raised to over; ticks of the ward. A re-fire within 60 s goes on with it."""

    place_id: str
    rule: str
    physiological: bool
    raised_tick: int
    upwards: bool
    heard_tick: int | None = None  # as MEDIUM or HIGH, with a sound of its own
    high_tick: int | None = None
    over_tick: int | None = None
    raises: int = 1  # how often it was raised in all
    again: int = 0  # of these, within 60 s of its end
    confirmed: bool | None = None


@dataclass(slots=True)
class Tellings:
    """Follows the alarms of a ward by their numbers."""

    told: dict[int, Told] = field(default_factory=dict)
    waiting: dict[int, None] = field(default_factory=dict)  # alarms that nobody has answered, in order
    _ended: dict[tuple[str, str], int] = field(default_factory=dict)

    def take(self, events: Iterable[Event], board: AlarmBoard, tick: int) -> None:
        """Note what has happened up to `tick`, and what is heard at the chairs concerned."""
        places: dict[str, None] = {}
        for event in events:
            if isinstance(event, AlarmChanged) and event.alarm_id:
                self._change(event)
                places[event.place_id] = None
        for place_id in places:
            for record in board.at(place_id):
                told = self.told.get(record.alarm_id)
                if told is not None and record.state in ANSWERABLE:
                    self.waiting.setdefault(record.alarm_id)
                if told is None or told.heard_tick is not None or record.priority < Priority.MEDIUM:
                    continue
                if not board.is_silent(record):
                    told.heard_tick = tick

    def _change(self, event: AlarmChanged) -> None:
        key, tick = (event.place_id, event.rule), event.at.tick
        told = self.told.get(event.alarm_id)
        if told is None:
            group = group_of(event.rule, event.op)
            told = self.told[event.alarm_id] = Told(
                place_id=event.place_id,
                rule=event.rule,
                physiological=event.kind is AlarmKind.PHYSIOLOGICAL,
                raised_tick=tick,
                upwards=group is not None and group[1] == UP,
            )
        elif event.change is AlarmChangeKind.RAISED:
            told.raises += 1
            told.over_tick = None
        ended = self._ended.get(key)
        if event.change is AlarmChangeKind.RAISED and ended is not None and tick < ended + CHATTER_TICKS:
            told.again += 1
        if event.change in BEGINS and event.priority is Priority.HIGH and told.high_tick is None:
            told.high_tick = tick
            told.confirmed = event.confirmed
        if event.change in OVER:
            self._ended[key] = tick
            told.over_tick = tick if told.over_tick is None else told.over_tick
