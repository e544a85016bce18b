"""What can be true of a patient at one instant, and what every kind of patient offers.

What a monitor makes of it is left to `simulators.devices`.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeNoise:
    """What a moving hand does to what an oximeter shows, whatever is true."""

    blind: bool = False  # no value at all
    spo2_percent: float = 0.0  # added
    pulse_bpm: float = 0.0  # added


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """Latent values at one instant; None where a recording has no value. Pressures in mmHg."""

    systolic: float | None = None
    diastolic: float | None = None
    mean: float | None = None
    pulse: float | None = None  # per minute
    spo2: float | None = None  # percent
    perfusion_index: float | None = None  # percent
    respiration: float | None = None  # breaths per minute
    etco2: float | None = None  # mmHg, of the last breath; None while there is none
    probe_on: bool = True  # False: the oximeter's probe has come off the finger
    motion: bool = False  # the hand with the probe moves so that an oximeter notices; it may move unnoticed as well
    noise: ProbeNoise | None = None  # of the moving hand


class Patient(Protocol):
    """Anybody who can sit in a chair."""

    def at(self, t_s: float) -> Vitals:
        """Say the values at `t_s` seconds after the start of the run; negative before it.

        The same `t_s` gives the same values whatever was asked before, as long as no event was added in between.

        Raises:
            ValueError: `t_s` lies before this patient's time.

        """
        ...
