"""What a screen holds instead of the engine. Calls return at once and are safe from any thread."""

from typing import Protocol

from monitor.domain.commands import Command
from monitor.port.snapshot import Snapshot


class EnginePort(Protocol):
    def snapshot(self) -> Snapshot | None:
        """The newest picture of the room; None before the engine's first step."""
        ...

    def engine_age_s(self) -> float:
        """Real seconds since the engine last made a step; grows while the engine stands still."""
        ...

    def submit(self, command: Command) -> None:
        """Hand a command to the room. A refusal comes back in `Snapshot.answers`."""
        ...

    def painted(self) -> None:
        """Told by the screen after each paint: half of the heartbeat."""
        ...
