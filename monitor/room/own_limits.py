"""Limits of one patient's own: who set them, when and why. They go with the patient and end with the session."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from monitor.domain.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLimit:
    rule: str
    limit: float
    former: float | None  # what held before, where one number says it
    set_tick: int
    reason: str
    actor: Actor


@dataclass(slots=True)
class OwnLimits:
    """Owns the limits of all patients present, by session and rule."""

    of_session: dict[int, dict[str, OwnLimit]] = field(default_factory=dict)

    def of(self, session_id: int | None) -> dict[str, OwnLimit]:
        return {} if session_id is None else self.of_session.get(session_id, {})

    def numbers(self, session_id: int | None) -> dict[str, float]:
        """The limits alone, by rule."""
        return {rule: item.limit for rule, item in self.of(session_id).items()}

    def put(self, session_id: int, limit: OwnLimit) -> None:
        self.of_session.setdefault(session_id, {})[limit.rule] = limit

    def drop(self, session_id: int, rule: str) -> None:
        self.of_session.get(session_id, {}).pop(rule, None)

    def keep_only(self, session_ids: Sequence[int]) -> None:
        """Forget the limits of patients who have left."""
        self.of_session = {key: value for key, value in self.of_session.items() if key in session_ids and value}

    def dump(self) -> list[list[Any]]:
        """Plain JSON for a checkpoint."""
        return [
            [
                session_id,
                item.rule,
                item.limit,
                item.former,
                item.set_tick,
                item.reason,
                item.actor.name,
                item.actor.role,
            ]
            for session_id, items in self.of_session.items()
            for item in items.values()
        ]

    @classmethod
    def load(cls, data: Sequence[Sequence[Any]]) -> "OwnLimits":
        """Back from `dump`."""
        limits = cls()
        for session_id, rule, limit, former, set_tick, reason, name, role in data:
            limits.put(
                session_id,
                OwnLimit(
                    rule=rule, limit=limit, former=former, set_tick=set_tick, reason=reason, actor=Actor(name, role)
                ),
            )
        return limits
