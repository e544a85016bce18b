"""Numbers events and stamps them: the room's tick, its wall clock as last set, and the events of the present step."""

from typing import TYPE_CHECKING, Any

from monitor.domain.time import Instant

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.domain.events import Event


class Ledger:
    """Owns the event counter and the relation of ticks to UTC.

    Attributes:
        tick: up to where everything has been judged.
        anchor: a tick whose UTC is known; moved when the wall clock steps.
        event_seq: number of the last event.
        events: what has happened in the present step.
        listeners: told of each event at once, so that what follows from it does not depend on the width of a step.
    """

    def __init__(self, epoch: Instant) -> None:
        self.tick = epoch.tick
        self.anchor = epoch
        self.event_seq = 0
        self.events: list[Event] = []
        self.listeners: list[Callable[[Event], None]] = []

    @property
    def now(self) -> Instant:
        return self.instant(self.tick)

    def instant(self, tick: int) -> Instant:
        """`tick` with its UTC by the wall clock as last set."""
        return self.anchor.at_tick(tick)

    def emit(self, event: type[Any], /, **fields: Any) -> None:
        """Append one event; it happened now unless `at` says when."""
        self.event_seq += 1
        happened: Event = event(**{"seq": self.event_seq, "at": self.now, **fields})
        self.events.append(happened)
        for listen in self.listeners:
            listen(happened)
