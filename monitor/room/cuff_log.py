"""What one patient's cuff did and owes: inflations, failures, repeats, the request on its way, the task."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True, kw_only=True)
class CuffTask:
    """TAKE PRESSURE NOW: what a person is asked to do at the chair."""

    why: str
    since_tick: int
    due_tick: int


@dataclass(slots=True, kw_only=True)
class CuffLog:
    """Goes with the patient. Ticks are since the room's epoch."""

    inflations: list[int] = field(default_factory=list)  # when each was noticed, whoever began it
    deflated_tick: int | None = None  # end of the last one
    failures: int = 0  # readings in a row that failed or were rejected
    failed_tick: int | None = None  # when the last failed one was measured
    repeats: int = 0  # in a row, to confirm
    tried_tick: int | None = None  # of the last request or task: it is not made twice for one need
    asked_tick: int | None = None  # a request to the device that nothing has answered yet
    urgent_why: str = ""  # a reading is wanted at once
    due_tick: int | None = None  # when the device or a person is to be asked next
    due_why: str = ""
    task: CuffTask | None = None
    marks: list[int] = field(default_factory=list)  # coming mandatory readings: 40 min, end of the infusion
    uncommanded: int = 0  # readings that the bedside monitor began although the station drives the cuff

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return asdict(self)

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> "CuffLog":
        """Back from `dump`."""
        task = data["task"]
        return cls(**{**data, "task": None if task is None else CuffTask(**task)})
