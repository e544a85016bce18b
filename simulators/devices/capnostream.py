"""A Capnostream capnograph on its host port: once enabled, it streams as long as it hears from the host."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from drivers.capnostream.protocol import (
    NO_CO2_ALARM,
    NO_SPO2_ALARM,
    NO_STATUS,
    WAVE_SAMPLES_PER_S,
    Co2Alarm,
    Co2Sample,
    Command,
    Decoder,
    FastStatus,
    Identity,
    Limits,
    Numerics,
    Request,
    SlowStatus,
    Spo2Alarm,
)
from simulators.devices.oximeter import Oximeter, OximeterReading, OximeterState
from simulators.patient import Patient

KEEP_ALIVE_LIMIT_S = 10.0  # "link is active, sent every 5 s": after how long the monitor gives up is not documented
NO_BREATH_ALARM_S = 30
_IDENTITY = "V45.67 02/24/2008 B355987654"  # documented: unit test of mdpnp (BSD-2)
_LIMITS = Limits(
    etco2_high=60,
    etco2_low=15,
    rr_high=30,
    rr_low=5,
    fico2_high=8,
    spo2_high=100,
    spo2_low=85,
    pulse_high=140,
    pulse_low=50,
)
_INSPIRATION_SHARE = 0.45  # of a breath, in which the wave stands at 0
_FINGER_OFF = {
    OximeterState.MEASURING: NO_SPO2_ALARM,
    OximeterState.SEARCHING: Spo2Alarm.PULSE_NOT_FOUND,
    OximeterState.SENSOR_OFF: Spo2Alarm.SENSOR_OFF,
    OximeterState.NO_SENSOR: Spo2Alarm.SENSOR_DISCONNECTED,
}
_HIGH_PRIORITY = Co2Alarm.NO_BREATH


@dataclass(frozen=True, slots=True)
class Breath:
    """How somebody breathes now; a rate of 0 is apnoea."""

    rate_per_min: int
    etco2_mmhg: int


class Breathing(Protocol):
    def at(self, t_s: float) -> Breath | None:
        """Say how the patient breathes at `t_s`; None: nobody wears the line, or nothing is known."""
        ...


class PatientBreathing:
    """The breathing of whoever sits in the chair; None: an empty chair."""

    def __init__(self, patient: Patient | None) -> None:
        self._patient = patient

    def at(self, t_s: float) -> Breath | None:
        """Say how the patient breathes at `t_s`."""
        if self._patient is None:
            return None
        vitals = self._patient.at(t_s)
        if vitals.respiration is None:
            return None
        if vitals.etco2 is None:
            return Breath(rate_per_min=0, etco2_mmhg=0)  # no breath, no end of one
        return Breath(rate_per_min=round(vitals.respiration), etco2_mmhg=round(vitals.etco2))


class Capnostream:
    """One monitor. `filter_line_on` False: the line to the patient is not plugged in."""

    cuff: Final = None

    def __init__(self, *, oximeter: Oximeter, epoch: datetime, breathing: Breathing) -> None:
        self.oximeter: Final = oximeter
        self.filter_line_on = True
        self._breathing = breathing
        self._epoch = epoch
        self._decoder = Decoder()
        self._enabled = False
        self._streams = False
        self._heard_s = 0.0
        self._last_breath_s = 0.0
        self._sample = 0
        self._phase = 0.0

    def tick(self, t_s: float) -> bytes:
        """Give the wave and the numerics of this second while real-time data run."""
        breath = self._breath(t_s)
        if breath is None or breath.rate_per_min > 0:
            self._last_breath_s = t_s  # seconds without breath are counted from the last one that was measured
        if self._streams and t_s - self._heard_s > KEEP_ALIVE_LIMIT_S:
            self._streams = self._enabled = False
        if not self._streams:
            return b""
        wave = b"".join(self._wave(breath).encode() for _ in range(WAVE_SAMPLES_PER_S))
        return wave + self.numerics(t_s).encode()

    def answer(self, data: bytes, t_s: float) -> bytes:
        """Obey what the documented commands ask for; START is passed over until communication was enabled."""
        said = b""
        for message in self._decoder.feed(data):
            if isinstance(message, Request):
                said += self._obey(message.command, t_s)
        return said

    def numerics(self, t_s: float) -> Numerics:
        """Read everything and put what the screen shows into a message."""
        breath, reading = self._breath(t_s), self.oximeter.read(t_s)
        without_s = 0 if breath is None or breath.rate_per_min > 0 else round(t_s - self._last_breath_s)
        shown = breath if breath is not None and breath.rate_per_min > 0 else None
        co2_alarms = _co2_alarms(shown, without_s)
        spo2_alarms = _spo2_alarms(reading)
        moment = (self._epoch + timedelta(seconds=t_s)).replace(tzinfo=UTC)
        return Numerics(
            device_time_s=int(moment.timestamp()),
            etco2=None if shown is None else shown.etco2_mmhg,
            fico2=None if shown is None else 0,
            rr_per_min=None if shown is None else shown.rate_per_min,
            spo2_percent=reading.spo2_percent,
            pulse_per_min=reading.pulse_bpm,
            slow=_slow(co2_alarms, spo2_alarms),
            co2_alarms=co2_alarms,
            spo2_alarms=spo2_alarms,
            no_breath_s=min(without_s, 254),
            limits=_LIMITS,
        )

    def _obey(self, command: int, t_s: float) -> bytes:
        self._heard_s = t_s
        match command:
            case Command.ENABLE:
                self._enabled = True
                return Identity(_IDENTITY).encode()
            case Command.START_REAL_TIME:
                self._streams = self._enabled
            case Command.STOP_REAL_TIME:
                self._streams = False
            case Command.DISABLE:
                self._enabled = self._streams = False
        return b""

    def _breath(self, t_s: float) -> Breath | None:
        return self._breathing.at(t_s) if self.filter_line_on else None

    def _wave(self, breath: Breath | None) -> Co2Sample:
        self._sample = (self._sample + 1) % 256
        if not self.filter_line_on:
            status = FastStatus.FILTER_LINE_MISSING | FastStatus.INVALID_CO2
            return Co2Sample(number=self._sample, co2=0.0, status=status)
        if breath is None:
            return Co2Sample(number=self._sample, co2=0.0, status=FastStatus(0))
        before = self._phase
        self._phase = (before + breath.rate_per_min / 60.0 / WAVE_SAMPLES_PER_S) % 1.0
        breathes_out = breath.rate_per_min > 0 and self._phase > _INSPIRATION_SHARE
        ended = self._phase < before
        return Co2Sample(
            number=self._sample,
            co2=float(breath.etco2_mmhg) if breathes_out else 0.0,
            status=FastStatus.END_OF_BREATH if ended else FastStatus(0),
        )


def _co2_alarms(breath: Breath | None, without_s: int) -> Co2Alarm:
    if breath is None:
        return Co2Alarm.NO_BREATH if without_s >= NO_BREATH_ALARM_S else NO_CO2_ALARM
    alarms = {
        Co2Alarm.ETCO2_HIGH: breath.etco2_mmhg > (_LIMITS.etco2_high or 0),
        Co2Alarm.ETCO2_LOW: breath.etco2_mmhg < (_LIMITS.etco2_low or 0),
        Co2Alarm.RR_HIGH: breath.rate_per_min > (_LIMITS.rr_high or 0),
        Co2Alarm.RR_LOW: breath.rate_per_min < (_LIMITS.rr_low or 0),
    }
    return Co2Alarm(sum(alarm for alarm, violated in alarms.items() if violated))


def _spo2_alarms(reading: OximeterReading) -> Spo2Alarm:
    alarms = _FINGER_OFF[reading.state]
    if reading.spo2_percent is not None and reading.spo2_percent < (_LIMITS.spo2_low or 0):
        alarms |= Spo2Alarm.SPO2_LOW
    if reading.pulse_bpm is not None and reading.pulse_bpm > (_LIMITS.pulse_high or 0):
        alarms |= Spo2Alarm.PULSE_HIGH
    if reading.pulse_bpm is not None and reading.pulse_bpm < (_LIMITS.pulse_low or 0):
        alarms |= Spo2Alarm.PULSE_LOW
    return alarms


def _slow(co2_alarms: Co2Alarm, spo2_alarms: Spo2Alarm) -> SlowStatus:
    """Which priority sounds: no breath is of high priority here, all else of low."""
    if co2_alarms & _HIGH_PRIORITY:
        return SlowStatus.HIGH_AUDIBLE
    return SlowStatus.LOW_AUDIBLE if co2_alarms or spo2_alarms else NO_STATUS
