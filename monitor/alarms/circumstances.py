"""What people said about a patient that decides how the rules judge: phase, oxygen, sedation, arms, off the monitor."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from monitor.domain.vocabulary import Phase

FRAIL_MOAAS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """As of now, for one patient. The room makes it from the session; the engine is told whenever it changes."""

    phase: Phase = Phase.BASELINE
    infusion_end_tick: int | None = None  # since the room's epoch
    on_oxygen: bool = False
    moaas: int | None = None  # newest sedation score; None: never rated
    sedated: bool = False  # a sedative was given, or the patient takes one
    same_arm: bool | None = None  # cuff and probe on one arm; None: not known, so no gate for the cuff
    off_monitor: bool = False  # declared: the technical alarms of the place are quiet

    @property
    def is_frail(self) -> bool:
        """Whether a saturation must not wait long for a better signal: oxygen, or hardly rousable."""
        return self.on_oxygen or (self.moaas is not None and self.moaas <= FRAIL_MOAAS)

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return {**asdict(self), "phase": self.phase.value}

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> "Circumstances":
        """Back from `dump`."""
        return cls(**{**data, "phase": Phase(data["phase"])})


NO_CIRCUMSTANCES = Circumstances()
