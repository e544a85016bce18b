"""What is known about the last test of light and sound: when it was played, when it was answered, and how."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from monitor.domain.time import ticks

EVERY_TICKS = ticks(12 * 3600.0)  # hazard H20: the test is repeated every 12 h


@dataclass(slots=True)
class SoundTest:
    played: int = 0  # how often
    answered_tick: int | None = None
    heard: bool | None = None  # None: never answered

    def play(self) -> None:
        self.played += 1

    def answer(self, tick: int, *, heard: bool) -> None:
        self.answered_tick, self.heard = tick, heard

    def is_due(self, tick: int) -> bool:
        """Whether nobody has heard the tone within the last 12 h."""
        if self.answered_tick is None or not self.heard:
            return True
        return tick - self.answered_tick >= EVERY_TICKS

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return asdict(self)

    @classmethod
    def load(cls, data: Mapping[str, Any] | None) -> "SoundTest":
        """Back from `dump`; None: a checkpoint from before there were tests."""
        return cls() if data is None else cls(**data)
