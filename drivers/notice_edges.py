"""Turns states that a device repeats in every message into notices at their begin and end."""

from collections.abc import Iterable
from dataclasses import dataclass

from drivers.observations import Notice, NoticeKind, NoticePriority, Provenance, Stamp


@dataclass(frozen=True, slots=True)
class State:
    """Something a device may report for as long as it lasts."""

    code: str
    kind: NoticeKind
    why: str
    priority: NoticePriority = NoticePriority.UNKNOWN  # as the device itself ranks it


class NoticeEdges:
    """Remembers which states were present. It begins with none: whoever keeps notices drops them with the link."""

    def __init__(self, device_id: str, provenance: Provenance) -> None:
        self._device_id = device_id
        self._provenance = provenance
        self._present: dict[str, State] = {}

    def update(self, states: Iterable[State], stamp: Stamp) -> list[Notice]:
        """The notices by which `states`, all that are present now, differ from those of the last call."""
        now = {state.code: state for state in states}
        if now == self._present:  # nearly always
            return []
        ended = [state for code, state in self._present.items() if code not in now]
        begun = [state for code, state in now.items() if self._is_news(code, state)]
        self._present = now
        return [
            *(self._notice(state, stamp, active=False) for state in ended),
            *(self._notice(state, stamp, active=True) for state in begun),
        ]

    def _is_news(self, code: str, state: State) -> bool:
        """An alarm that the device ranks anew must be told again, or a high one would hide behind its low beginning."""
        known = self._present.get(code)
        return known is None or known.priority is not state.priority

    def _notice(self, state: State, stamp: Stamp, *, active: bool) -> Notice:
        return Notice(
            device_id=self._device_id,
            code=state.code,
            kind=state.kind,
            stamp=stamp,
            why=state.why,
            active=active,
            priority=state.priority,
            provenance=self._provenance,
        )
