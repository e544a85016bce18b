"""What any pulse oximeter makes of a patient: delay, averaging, searching, flags.

Formats belong to the device files.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from simulators.patient import Patient, ProbeNoise, Vitals
from simulators.patient.bedside import AVERAGING_S, Disturbance, displayed

LOW_PERFUSION_PERCENT = 0.3
SEARCH_S = 8  # from the probe's return to the first value


class OximeterState(StrEnum):
    MEASURING = "measuring"
    SEARCHING = "searching"  # for a pulse
    SENSOR_OFF = "sensor_off"
    NO_SENSOR = "no_sensor"  # nothing plugged in


@dataclass(frozen=True, slots=True, kw_only=True)
class OximeterReading:
    """Values are None unless the state is MEASURING, and then too where the patient has none."""

    state: OximeterState
    spo2_percent: int | None = None
    pulse_bpm: int | None = None
    perfusion_index_percent: float | None = None
    low_perfusion: bool = False
    low_signal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OximeterSettings:
    """Averaging 0 passes values on as they are: for recordings, which an oximeter has averaged already."""

    averaging_s: int = AVERAGING_S
    finger_delay_s: int = 10  # blood needs so long from lung to fingertip


RECORDED = OximeterSettings(averaging_s=0, finger_delay_s=0)
Squeeze = Callable[[float], ProbeNoise | None]
"""What an inflated cuff on the probe's arm does at a moment, in seconds of the run; None while it is empty."""


class Oximeter:
    """One sensor. Ask in order of time; `patient` None is an empty chair, whose probe lies on the table."""

    def __init__(
        self, patient: Patient | None, settings: OximeterSettings | None = None, *, squeeze: Squeeze | None = None
    ) -> None:
        self._patient = patient
        self._squeeze = squeeze  # None: no cuff on this arm
        self._settings = settings or OximeterSettings()
        self.probe_on = True  # an order from outside; the patient can lose the probe as well
        self._was_off = False
        self._returned_s: float | None = None
        self._averaged_at: tuple[int, float | None, float | None] | None = None  # second, saturation, pulse
        self._seconds: dict[int, Vitals] = {}  # the averaging window, bounded by `_forget`

    def read(self, t_s: float) -> OximeterReading:
        """Say what stands on the oximeter's own screen at `t_s`."""
        if self._patient is None:
            return OximeterReading(state=OximeterState.SENSOR_OFF)
        now = self._patient.at(t_s)
        if not self._is_seated(now, t_s):
            return OximeterReading(state=OximeterState.SENSOR_OFF)
        if self._returned_s is not None and t_s - self._returned_s < SEARCH_S:
            return OximeterReading(state=OximeterState.SEARCHING)
        if self._settings.averaging_s == 0:
            return _reading(now, spo2=now.spo2, pulse=now.pulse)
        return self._averaged(self._patient, now, t_s)

    def _is_seated(self, now: Vitals, t_s: float) -> bool:
        seated = self.probe_on and now.probe_on
        if seated and self._was_off:
            self._returned_s = t_s
        self._was_off = not seated
        return seated

    def _averaged(self, patient: Patient, now: Vitals, t_s: float) -> OximeterReading:
        second = math.floor(t_s)
        saturation, pulse_rate = self._means(patient, second)
        noises = [noise for noise in (now.noise, self._squeezed(t_s)) if noise is not None]
        spo2, pulse = saturation, pulse_rate
        if noises and spo2 is not None and pulse is not None:
            spo2, pulse = _disturbed(spo2, pulse, noises)
        return _reading(now, spo2=spo2, pulse=pulse)

    def _means(self, patient: Patient, second: int) -> tuple[float | None, float | None]:
        """Saturation and pulse averaged up to `second`; a host may ask several times in one."""
        if self._averaged_at is not None and self._averaged_at[0] == second:
            return self._averaged_at[1], self._averaged_at[2]
        window_s, delay_s = self._settings.averaging_s, self._settings.finger_delay_s
        pulses = [self._at(patient, second - back_s).pulse for back_s in range(window_s)]
        saturations = [self._at(patient, second - delay_s - back_s).spo2 for back_s in range(window_s)]
        self._forget(second - delay_s - window_s)
        spo2, pulse = _mean(saturations), _mean(pulses)
        self._averaged_at = second, spo2, pulse
        return spo2, pulse

    def _squeezed(self, t_s: float) -> ProbeNoise | None:
        return None if self._squeeze is None else self._squeeze(t_s)

    def _at(self, patient: Patient, second: int) -> Vitals:
        if second not in self._seconds:
            self._seconds[second] = patient.at(second)
        return self._seconds[second]

    def _forget(self, before: int) -> None:
        for second in [second for second in self._seconds if second < before]:
            del self._seconds[second]


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _disturbed(spo2: float, pulse: float, noises: list[ProbeNoise]) -> tuple[float | None, float | None]:
    disturbance = Disturbance(
        blind=np.array([any(noise.blind for noise in noises)]),
        spo2_percent=np.array([sum(noise.spo2_percent for noise in noises)]),
        pulse_bpm=np.array([sum(noise.pulse_bpm for noise in noises)]),
    )
    shown_spo2, shown_pulse = displayed(np.array([spo2]), np.array([pulse]), disturbance)
    if disturbance.blind[0]:
        return None, None
    return float(shown_spo2[0]), float(shown_pulse[0])


def _reading(now: Vitals, *, spo2: float | None, pulse: float | None) -> OximeterReading:
    if spo2 is None or pulse is None:  # no pulse wave, no saturation: the device goes on looking for one
        return OximeterReading(state=OximeterState.SEARCHING)
    perfusion = now.perfusion_index
    return OximeterReading(
        state=OximeterState.MEASURING,
        spo2_percent=round(spo2),
        pulse_bpm=round(pulse),
        perfusion_index_percent=None if perfusion is None else round(perfusion, 2),
        low_perfusion=perfusion is not None and perfusion < LOW_PERFUSION_PERCENT,
        low_signal=now.motion,
    )
