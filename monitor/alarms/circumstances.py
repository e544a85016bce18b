"""What people said about a patient that decides how the rules judge: phase, oxygen, sedation, arms, off the monitor."""

from dataclasses import dataclass

from monitor.domain.vocabulary import Phase


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
