"""Asks "same patients?" where two places went silent together and came back: plugs, chairs or beds may be crossed."""

from collections.abc import Mapping
from typing import Any

from monitor.domain.events import AlarmChanged, Event, IdentityAsked
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmChangeKind
from monitor.room.ledger import Ledger

T_LINK = "T-LINK"
TOGETHER_TICKS = ticks(300.0)
ANSWER_TICKS = ticks(120.0)


class IdentityWatch:
    """Owns what is asked where.

    Attributes:
        asked: by place: the other place, and the tick of the question.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._silent: dict[str, int] = {}  # since when
        self._back: dict[str, int] = {}  # places that came back, with the tick at which their silence began
        self.asked: dict[str, tuple[str, int]] = {}
        self._sessions: dict[str, int] = {}

    def heard(self, event: Event) -> None:
        """Follow the silences of places with a patient."""
        if not isinstance(event, AlarmChanged) or event.rule != T_LINK or event.session_id is None:
            return
        place_id = event.place_id
        if event.change is AlarmChangeKind.RAISED:
            self._silent.setdefault(place_id, event.at.tick)
            self._back.pop(place_id, None)
        elif event.change is AlarmChangeKind.CLEARED and place_id in self._silent:
            self._sessions[place_id] = event.session_id
            self._came_back(place_id, self._silent.pop(place_id))

    def _came_back(self, place_id: str, began: int) -> None:
        for other, other_began in self._back.items():
            if abs(began - other_began) <= TOGETHER_TICKS:
                self._ask(other, place_id)
                self._ask(place_id, other)
        self._back[place_id] = began

    def _ask(self, place_id: str, other: str) -> None:
        if place_id in self.asked:
            return
        self.asked[place_id] = (other, self._ledger.tick)
        self._ledger.emit(IdentityAsked, place_id=place_id, session_id=self._sessions[place_id], other_place_id=other)

    def forget(self, place_id: str) -> None:
        """The question is answered, or somebody else sits here."""
        for known in (self._silent, self._back, self.asked, self._sessions):
            known.pop(place_id, None)

    def due(self) -> dict[str, int]:
        """By place: when an unanswered question becomes an alarm."""
        return {place_id: tick + ANSWER_TICKS for place_id, (_, tick) in self.asked.items()}

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return {"silent": self._silent, "back": self._back, "asked": self.asked, "sessions": self._sessions}

    def load(self, data: Mapping[str, Any]) -> None:
        """Back from `dump`."""
        self._silent, self._back = dict(data["silent"]), dict(data["back"])
        self.asked = {place_id: (other, tick) for place_id, (other, tick) in data["asked"].items()}
        self._sessions = dict(data["sessions"])
