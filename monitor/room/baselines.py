"""A baseline that a physician changed: who, why, and what the rules make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from monitor.alarms.baseline import NO_BASELINE, Baseline
from monitor.domain.answer_events import BaselineChanged
from monitor.domain.commands import ChangeBaseline
from monitor.domain.hard_bounds import BASELINES
from monitor.domain.people import Permission, refusal
from monitor.room.order_tools import session_at
from monitor.room.session import Session

if TYPE_CHECKING:
    from monitor.room.room import Room


@dataclass(frozen=True, slots=True)
class ChangedBy:
    """Who changed a baseline, and why."""

    name: str
    reason: str


@dataclass(slots=True)
class ChangedBaselines:
    """Owns who changed which baseline of the patients present, by session."""

    of_session: dict[int, ChangedBy] = field(default_factory=dict)

    def keep_only(self, session_ids: Sequence[int]) -> None:
        """Forget those who have left."""
        self.of_session = {number: said for number, said in self.of_session.items() if number in session_ids}

    def dump(self) -> list[Any]:
        """Plain JSON for a checkpoint."""
        return [[session_id, asdict(said)] for session_id, said in self.of_session.items()]

    @classmethod
    def load(cls, data: Sequence[Any]) -> "ChangedBaselines":
        """Back from `dump`."""
        return cls({session_id: ChangedBy(**said) for session_id, said in data})


def change_baseline(room: "Room", command: ChangeBaseline) -> str | None:
    """Compare with the physician's resting values from now on; fixed limits stay what they are."""
    session = session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    problem = _problem(session, command)
    if problem is not None:
        return problem
    former = session.baseline or NO_BASELINE
    session.baseline = Baseline(
        systolic=command.systolic,
        diastolic=command.diastolic,
        mean=command.mean,
        rate=former.rate if command.rate is None else command.rate,
        spo2=former.spo2,
    )
    session.trend.version += 1
    seat = room.seats[session.place_id]
    room.engine.set_baseline(seat.column, session.baseline)
    room.pressures.baseline_known(seat, session)
    room.baselines.of_session[session.session_id] = ChangedBy(command.actor.name, command.reason.strip())
    room.ledger.emit(
        BaselineChanged,
        place_id=session.place_id,
        session_id=session.session_id,
        systolic=command.systolic,
        diastolic=command.diastolic,
        mean=command.mean,
        rate=session.baseline.rate,
        spo2=session.baseline.spo2,
        former_systolic=former.systolic,
        former_diastolic=former.diastolic,
        former_rate=former.rate,
        reason=command.reason.strip(),
        actor=command.actor,
    )
    return None


def _problem(session: Session, command: ChangeBaseline) -> str | None:
    refused = refusal(command.actor, Permission.BASELINE)
    if refused is not None:
        return refused
    if session.baseline is None:
        return "The baseline is still being taken: it can be changed once the drug has begun."
    if not command.reason.strip():
        return "Another baseline needs a reason."
    entered: Mapping[str, float | None] = {name: getattr(command, name) for name in BASELINES}
    for name, value in entered.items():
        low, high = BASELINES[name]
        if value is not None and not low <= value <= high:
            return f"A resting {name} is {low:g} to {high:g}; {value:g} was entered."
    numbers = [number for number in (command.diastolic, command.mean, command.systolic) if number is not None]
    if any(lower >= higher for lower, higher in pairwise(numbers)):
        return "Of a pressure the systolic is the highest number and the diastolic the lowest."
    return None
