"""A GE S/5 or CARESCAPE monitor on its computer interface: speaks when asked once, and goes on until it restarts.

What its record does around a measurement is that of a recorded S/5: the new numbers stand for two seconds while
"measuring" is still set, "older than 60 s" goes out with them and comes back 60 s later.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never

from drivers.ge_s5_dri.messages import (
    ABSENT,
    INVALID,
    AlarmBox,
    AlarmStatus,
    Aux,
    Colour,
    Displayed,
    Group,
    NibpBit,
    Silence,
)
from drivers.ge_s5_dri.protocol import Decoder, MainType, Record, Subrecord
from drivers.ge_s5_dri.requests import (
    ONCE,
    STOP,
    AlarmCommand,
    AlarmRequest,
    Request,
    ValuesRequest,
    Wanted,
    WavesRequest,
    requests_in,
)
from simulators.devices.cuff import Cuff
from simulators.devices.oximeter import Oximeter, OximeterReading, OximeterState
from simulators.patient import Patient

SHORTEST_INTERVAL_S = 5
REQUEST_GAP_S = 5.0  # "two requests within 5 s: the second is ignored"
FIRST_ALARM_LEVEL = 10
TAIL_S = 2.0
OLD_AFTER_S = 60.0
SILENCE_S = 120.0
_PRESENT, _ACTIVE = 1, 2
_RATE_FROM_ECG, _RATE_FROM_SPO2 = 1 << 3, 6 << 3
_ADULT_CUFF = 0x03  # the low bits of the label in the recording
_OFF = OximeterReading(state=OximeterState.NO_SENSOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class DriSettings:
    """How one monitor is made and set. Limits are percent and per minute."""

    level: int = 10  # interface level: 9 = '05, 10 = '09, 11 = '15
    only_own_level: bool = False  # as a B650 was seen to be: deaf to requests that carry another level
    interface_on: bool = True  # False: the computer interface is switched off in the service menu
    auto_cycle: bool = True
    spo2_low: int = 88
    rate_low: int = 45
    rate_high: int = 140
    delay_s: float = 10.0


class DriMonitor:
    """One monitor. `ecg` None: no leads are on, and the rate beside "HR" is counted by the oximeter.

    `epoch` is the instant of the run's second 0 by the monitor's own clock.
    """

    def __init__(
        self,
        *,
        oximeter: Oximeter | None,
        cuff: Cuff,
        ecg: Patient | None,
        epoch: datetime,
        settings: DriSettings | None = None,
    ) -> None:
        self.oximeter: Final = oximeter
        self.cuff: Final = cuff
        self._ecg = ecg
        self._epoch_s = epoch.timestamp()
        self._settings = settings or DriSettings()
        self._violated_since_s: dict[str, float] = {}
        self._silenced_until_s: float | None = None
        self.restart()

    def restart(self) -> None:
        """Forget every request, as a monitor does that was switched off and on."""
        self._decoder = Decoder()
        self._number = 0
        self._intervals_s: dict[Wanted, int] = {}
        self._due_s: dict[Wanted, float] = {}
        self._taken_s: float | None = None
        self._told_alarms: AlarmStatus | None = None
        self._tells_changes = False

    def silence(self, t_s: float) -> None:
        """Press the silence key at the bedside: two minutes."""
        self._silenced_until_s = t_s + SILENCE_S

    def tick(self, t_s: float) -> bytes:
        """Say what is due this second."""
        self.cuff.advance(t_s)
        alarms = self._alarms(t_s)
        said = b""
        for wanted, interval_s in self._intervals_s.items():
            if t_s >= self._due_s[wanted]:
                self._due_s[wanted] = t_s + interval_s
                said += self._values(wanted, t_s)
        if self._tells_changes and alarms != self._told_alarms:
            said += self._tell(alarms, t_s)
        return said

    def answer(self, data: bytes, t_s: float) -> bytes:
        """Take requests; what is refused is passed over in silence, as the interface does."""
        said = b""
        for record in self._decoder.feed(data):
            for request in requests_in(record):
                if self._takes(record, t_s):
                    self._taken_s = t_s
                    said += self._obey(request, t_s)
        return said

    def _takes(self, record: Record, t_s: float) -> bool:
        settings = self._settings
        if not settings.interface_on or (settings.only_own_level and record.level != settings.level):
            return False
        return self._taken_s is None or t_s - self._taken_s >= REQUEST_GAP_S

    def _obey(self, request: Request, t_s: float) -> bytes:
        match request:
            case ValuesRequest():
                return self._start_or_stop(request, t_s)
            case AlarmRequest():
                if self._settings.level < FIRST_ALARM_LEVEL:
                    return b""
                if request.number == AlarmCommand.SEND_STATUS:
                    return self._tell(self._alarms(t_s), t_s)
                self._tells_changes = request.number == AlarmCommand.ENTER_DIFFERENTIAL
                return b""
            case WavesRequest():
                return b""  # this simulation has no waves
            case _:
                assert_never(request)

    def _start_or_stop(self, request: ValuesRequest, t_s: float) -> bytes:
        if request.wanted not in {Wanted.DISPLAYED, Wanted.AUX}:
            return b""  # trends need a patient case that is opened at the monitor
        wanted = Wanted(request.wanted)
        if request.interval_s == ONCE:
            return self._values(wanted, t_s)
        if request.interval_s == STOP:
            self._intervals_s.pop(wanted, None)
        elif request.interval_s >= SHORTEST_INTERVAL_S:
            self._intervals_s[wanted] = request.interval_s
            self._due_s[wanted] = t_s
        return b""

    def _values(self, wanted: Wanted, t_s: float) -> bytes:
        subrecord = self._aux().subrecord() if wanted is Wanted.AUX else self.displayed(t_s).subrecord()
        return self._record(subrecord, t_s).encode()

    def _record(self, subrecord: Subrecord, t_s: float) -> Record:
        return Record(
            main=MainType.PHYSIOLOGICAL,
            number=self._next_number(),
            level=self._settings.level,
            time_s=self._clock_s(t_s),
            subrecords=(subrecord,),
        )

    def _tell(self, alarms: AlarmStatus, t_s: float) -> bytes:
        self._told_alarms = alarms
        level, number = self._settings.level, self._next_number()
        return alarms.record(level=level, number=number, time_s=self._clock_s(t_s)).encode()

    def _next_number(self) -> int:
        self._number = (self._number + 1) & 0xFF
        return self._number

    def _clock_s(self, t_s: float) -> int:
        return int(self._epoch_s + t_s)

    def displayed(self, t_s: float) -> Displayed:
        """What stands on the monitor's screen."""
        reading = self._oximeter_reading(t_s)
        rate, source = self._rate(reading, t_s)
        result = self.cuff.last_done
        has_numbers = result is not None and None not in (result.systolic, result.diastolic, result.mean)
        return Displayed(
            time_s=self._clock_s(t_s),
            ecg=Group(_PRESENT | (source | _ACTIVE if source else 0)),
            heart_rate=INVALID if rate is None else rate,
            nibp=Group(_PRESENT | _ACTIVE, self._nibp_label(t_s)),
            systolic=_hundredths(result.systolic) if result and has_numbers else INVALID,
            diastolic=_hundredths(result.diastolic) if result and has_numbers else INVALID,
            mean=_hundredths(result.mean) if result and has_numbers else INVALID,
            nibp_pulse=INVALID if result is None or result.pulse is None else result.pulse,
            oximeter=self._oximeter_group(reading),
            spo2=_hundredths(reading.spo2_percent),
            pulse=INVALID if reading.pulse_bpm is None else reading.pulse_bpm,
            infrared=_hundredths(reading.perfusion_index_percent),
        )

    def _oximeter_reading(self, t_s: float) -> OximeterReading:
        return _OFF if self.oximeter is None else self.oximeter.read(t_s)

    def _oximeter_group(self, reading: OximeterReading) -> Group:
        if self.oximeter is None:
            return ABSENT
        return Group(_PRESENT if reading.state is OximeterState.NO_SENSOR else _PRESENT | _ACTIVE)

    def _rate(self, reading: OximeterReading, t_s: float) -> tuple[int | None, int]:
        """The rate beside "HR", and the bits that say where it comes from; 0: from nowhere."""
        if self._ecg is None:
            return (None, 0) if reading.pulse_bpm is None else (reading.pulse_bpm, _RATE_FROM_SPO2)
        beats = self._ecg.at(t_s).pulse
        return (None if beats is None else round(beats)), _RATE_FROM_ECG

    def _nibp_label(self, t_s: float) -> int:
        last, done = self.cuff.last, self.cuff.last_done
        label = _ADULT_CUFF | (NibpBit.AUTO if self._settings.auto_cycle else 0)
        if self.cuff.busy or (last is not None and t_s - last.ended_s < TAIL_S):
            label |= NibpBit.MEASURING
        if done is not None and t_s - done.ended_s >= OLD_AFTER_S:
            label |= NibpBit.OLD
        return label

    def _aux(self) -> Aux:
        done = self.cuff.last_done
        return Aux(None if done is None else self._clock_s(done.ended_s))

    def _alarms(self, t_s: float) -> AlarmStatus:
        if self._silenced_until_s is not None and t_s >= self._silenced_until_s:
            self._silenced_until_s = None
        silence = Silence.NONE if self._silenced_until_s is None else Silence.TWO_MINUTES
        return AlarmStatus(boxes=tuple(self._boxes(t_s)), silence=silence, sound_on=silence is Silence.NONE)

    def _boxes(self, t_s: float) -> list[AlarmBox]:
        reading, settings = self._oximeter_reading(t_s), self._settings
        rate, _source = self._rate(reading, t_s)
        spo2 = reading.spo2_percent
        violated = {
            "SpO2 LOW": spo2 is not None and spo2 < settings.spo2_low,
            "HR LOW": rate is not None and rate < settings.rate_low,
            "HR HIGH": rate is not None and rate > settings.rate_high,
        }
        lasting = [text for text, is_violated in violated.items() if self._lasts(text, t_s, is_violated=is_violated)]
        boxes = [AlarmBox(text, Colour.RED if text == "SpO2 LOW" else Colour.YELLOW) for text in lasting]
        if self.oximeter is not None and reading.state is OximeterState.SENSOR_OFF:
            boxes.append(AlarmBox("SpO2 PROBE OFF", Colour.WHITE))
        return boxes

    def _lasts(self, text: str, t_s: float, *, is_violated: bool) -> bool:
        if not is_violated:
            self._violated_since_s.pop(text, None)
            return False
        return t_s - self._violated_since_s.setdefault(text, t_s) >= self._settings.delay_s


def _hundredths(value: float | None) -> int:
    return INVALID if value is None else round(100 * value)
