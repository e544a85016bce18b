"""A monitor that speaks the native MQTT schema: birth, last will, a value a second, each change of the cuff.

`NativeVoice` puts readings into messages; the history of devices that speak something else is written with it too.
"""

from datetime import datetime, timedelta
from typing import Final

from drivers.mqtt.messages import (
    NUMERIC_KINDS,
    PULSE_FROM_OXIMETER_CODE,
    BirthMessage,
    CuffState,
    EventMessage,
    Kind,
    NumericMessage,
    OfflineMessage,
    PressureMessage,
    SignalQuality,
)
from drivers.observations import NoticeKind, Provenance
from simulators.devices.cuff import Cuff, CuffOutcome, CuffResult
from simulators.devices.oximeter import Oximeter, OximeterReading, OximeterState
from simulators.devices.publishing import PERIOD_S, Publication, Tables

TOPIC_ROOT = "vitals/v1/sim"
_MODEL, _PROGRAM = "Simulated monitor", "simulators 1"
_SPO2_CODE = NUMERIC_KINDS[Kind.SPO2].codes[0]
_PRESSURE_CODES = (150021, 150022, 150023)
_WHY = {
    OximeterState.MEASURING: None,
    OximeterState.SEARCHING: "searching for a pulse",
    OximeterState.SENSOR_OFF: "sensor off",
    OximeterState.NO_SENSOR: "no sensor",
}
_OUTCOME_WHY = {CuffOutcome.FAILED: "the cuff could not measure", CuffOutcome.CANCELLED: "cancelled at the bedside"}


class NativeVoice:
    """Numbers and words the messages of one device."""

    def __init__(self, *, device_id: str, epoch: datetime) -> None:
        self.prefix = f"{TOPIC_ROOT}/{device_id}"
        self._epoch = epoch
        self._seq = 0

    def will(self) -> Publication:
        """Give the message the broker sends when the device vanishes."""
        return _published(OfflineMessage(prefix=self.prefix), retain=True)

    def birth(self, t_s: float, *, has_oximeter: bool, has_cuff: bool) -> Publication:
        """Introduce the device, right after each connection; the numbering begins anew."""
        self._seq = 0
        codes = (_SPO2_CODE, PULSE_FROM_OXIMETER_CODE) if has_oximeter else ()
        message = BirthMessage(
            prefix=self.prefix,
            seq=self._next_seq(),
            received=self._moment(t_s),
            model=_MODEL,
            driver=_PROGRAM,
            codes=codes + (_PRESSURE_CODES if has_cuff else ()),
            period_s=PERIOD_S,
            provenance=Provenance.SIMULATED,
        )
        return _published(message, retain=True)

    def numerics(self, reading: OximeterReading, t_s: float) -> list[Publication]:
        """Saturation and pulse of this second."""
        return [
            self._numeric(Kind.SPO2, _SPO2_CODE, reading.spo2_percent, reading, t_s),
            self._numeric(Kind.PULSE, PULSE_FROM_OXIMETER_CODE, reading.pulse_bpm, reading, t_s),
        ]

    def measuring(self, t_s: float) -> Publication:
        """Say that the cuff has begun to inflate."""
        moment = self._moment(t_s)
        state = CuffState.MEASURING
        return _published(
            PressureMessage(
                prefix=self.prefix,
                seq=self._next_seq(),
                measured=moment,
                received=moment,
                cuff_state=state,
                why="the cuff is measuring",
            )
        )

    def pressure(self, result: CuffResult, t_s: float) -> Publication:
        """Say how a determination ended."""
        done = result.outcome is CuffOutcome.DONE
        return _published(
            PressureMessage(
                prefix=self.prefix,
                seq=self._next_seq(),
                measured=self._moment(result.ended_s),
                received=self._moment(t_s),
                cuff_state=CuffState.DONE if done else CuffState.FAILED,
                systolic=result.systolic,
                diastolic=result.diastolic,
                mean=result.mean,
                pulse=result.pulse,
                why=_OUTCOME_WHY.get(result.outcome),
            )
        )

    def probe_event(self, t_s: float, *, off: bool) -> Publication:
        """Say that the probe came off, or is on again."""
        moment = self._moment(t_s)
        return _published(
            EventMessage(
                prefix=self.prefix,
                seq=self._next_seq(),
                measured=moment,
                received=moment,
                event="probe_off",
                notice=NoticeKind.TECHNICAL,
                why="sensor off" if off else "sensor on again",
                active=off,
            )
        )

    def _numeric(self, kind: Kind, code: int, value: int | None, reading: OximeterReading, t_s: float) -> Publication:
        moment = self._moment(t_s)
        poor = reading.low_perfusion or reading.low_signal or value is None
        return _published(
            NumericMessage(
                prefix=self.prefix,
                kind=kind,
                seq=self._next_seq(),
                measured=moment,
                received=moment,
                code=code,
                value=value,
                quality=SignalQuality.POOR if poor else SignalQuality.GOOD,
                why=_WHY[reading.state],
            )
        )

    def step_clock(self, seconds: float) -> None:
        """Let the clock jump, as when somebody sets it."""
        self._epoch += timedelta(seconds=seconds)

    def _moment(self, t_s: float) -> datetime:
        return self._epoch + timedelta(seconds=t_s)

    def _next_seq(self) -> int:
        self._seq += 1
        return self._seq - 1


class MqttMonitor:
    """The device; connections and pace belong to `simulators.links.mqtt`."""

    def __init__(self, *, voice: NativeVoice, oximeter: Oximeter | None, cuff: Cuff | None) -> None:
        self.voice: Final = voice
        self.oximeter: Final = oximeter
        self.cuff: Final = cuff
        self._was_busy = False
        self._was_off = False
        self.prefix: Final = voice.prefix
        self.value_topic: Final = f"{voice.prefix}/{Kind.SPO2}"
        self.tables: Final[Tables] = {}

    def will(self) -> Publication:
        """Give the message the broker sends when the device vanishes."""
        return self.voice.will()

    def introduction(self, t_s: float) -> list[Publication]:
        """Give the birth."""
        return [self.birth(t_s)]

    def birth(self, t_s: float) -> Publication:
        """Introduce the device after a connection."""
        has_oximeter, has_cuff = self.oximeter is not None, self.cuff is not None
        return self.voice.birth(t_s, has_oximeter=has_oximeter, has_cuff=has_cuff)

    def tick(self, t_s: float) -> list[Publication]:
        """Give the messages of this second, in order."""
        return [*self._from_oximeter(t_s), *self._from_cuff(t_s)]

    def step_clock(self, seconds: float) -> None:
        """Let the clock jump, as when somebody sets it."""
        self.voice.step_clock(seconds)

    def _from_oximeter(self, t_s: float) -> list[Publication]:
        if self.oximeter is None:
            return []
        reading = self.oximeter.read(t_s)
        is_off = reading.state is OximeterState.SENSOR_OFF
        changed, self._was_off = is_off != self._was_off, is_off
        events = [self.voice.probe_event(t_s, off=is_off)] if changed else []
        return events + self.voice.numerics(reading, t_s)

    def _from_cuff(self, t_s: float) -> list[Publication]:
        if self.cuff is None:
            return []
        ended = [self.voice.pressure(result, t_s) for result in self.cuff.advance(t_s)]
        began, self._was_busy = self.cuff.busy and not self._was_busy, self.cuff.busy
        return ended + ([self.voice.measuring(t_s)] if began else [])


def _published(
    message: NumericMessage | PressureMessage | BirthMessage | OfflineMessage | EventMessage, *, retain: bool = False
) -> Publication:
    topic, payload = message.encode()
    return Publication(topic=topic, payload=payload, retain=retain)
