"""What the room hands to storage and gets back after a restart. Data only."""

from dataclasses import dataclass

from monitor.domain.events import Event
from monitor.domain.inputs import Input
from monitor.domain.time import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One step of the room: what went in, what came out, and sometimes the room's whole state after it.

    A batch without inputs, events or checkpoint is stored too: it says that the station was running.
    """

    tick: int
    utc_ms: int
    inputs: tuple[Input, ...]
    events: tuple[Event, ...]
    checkpoint: bytes | None = None

    @property
    def is_urgent(self) -> bool:
        """Whether it starts a commit at once and is never given up for want of memory before the second bound."""
        return bool(self.events) or self.checkpoint is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """All that is needed to go on where the last process stopped."""

    epoch: Instant  # of the database, given when it was created
    checkpoint: bytes | None  # None: fold the tail from the beginning
    checkpoint_event_seq: int  # last event that the checkpoint knows; 0: none
    tail: tuple[Batch, ...]  # after the checkpoint, in order, without checkpoints of their own
    last_event_seq: int  # 0: none
    last_tick: int | None  # of the last stored batch; None: nothing was stored yet
    last_utc_ms: int | None
