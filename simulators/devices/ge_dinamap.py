"""A GE DINAMAP / CARESCAPE V100 on its host port: never speaks unless asked, takes pressure on its own cycle.

What it answers to START and CANCEL, and the status it shows after a CANCEL, are not documented in public: here it
repeats the letters, and a cancelled determination counts as failed.
"""

from typing import Final, assert_never

from drivers.ge_dinamap.protocol import (
    UNIT_ID,
    Command,
    Decoder,
    NaReply,
    NibpStatus,
    OaReply,
    OximeterStatus,
    RaReply,
    RateSource,
    Request,
    TcReply,
    TemperatureStatus,
    checksum,
)
from simulators.devices.cuff import OLDEST_AGE_S, Cuff, CuffOutcome, CuffResult
from simulators.devices.oximeter import Oximeter, OximeterState

_AVERAGING_S = 8
_FULL_SIGNAL = 9
_FAILURES = (NibpStatus.FAILED, NibpStatus.PUMP_UP_TIMEOUT, NibpStatus.TOTAL_TIMEOUT, NibpStatus.OVERPRESSURE)


class Dinamap:
    """One box. `oximeter` None: the SpO2 part is not in use and stands by."""

    def __init__(self, *, oximeter: Oximeter | None, cuff: Cuff) -> None:
        self.oximeter: Final = oximeter
        self.cuff: Final = cuff
        self._decoder = Decoder()

    def tick(self, t_s: float) -> bytes:
        """Let the cuff go on; nothing is said unasked."""
        self.cuff.advance(t_s)
        return b""

    def answer(self, data: bytes, t_s: float) -> bytes:
        """Answer each whole request with a right checksum, in order; anything else is passed over in silence."""
        messages = self._decoder.feed(data)
        return b"".join(self._reply(m.command, t_s) for m in messages if isinstance(m, Request))

    def _reply(self, command: Command, t_s: float) -> bytes:
        self.cuff.advance(t_s)
        match command:
            case Command.READ_NIBP:
                return self._nibp(t_s).encode()
            case Command.READ_SPO2:
                return self._spo2(t_s).encode()
            case Command.READ_RATE:
                return self._rate(t_s).encode()
            case Command.READ_TEMPERATURE:  # no thermometer plugged in
                return TcReply(status=TemperatureStatus.ABORTED, age_s=None, tenths_fahrenheit=0).encode()
            case Command.START_NIBP | Command.CANCEL_NIBP:
                return self._obey(command, t_s)
            case Command.READ_RATE_VARIANT:  # known from a single program; what a V100 says to it is not
                return b""
            case _:
                assert_never(command)

    def _obey(self, command: Command, t_s: float) -> bytes:
        if command is Command.START_NIBP:
            self.cuff.start(t_s)  # while it is busy, or on nobody's arm, nothing comes of it
        else:
            self.cuff.cancel(t_s)
        return _echo(command)

    def _nibp(self, t_s: float) -> NaReply:
        last = self.cuff.last_done if self.cuff.busy else self.cuff.last
        age_s = None if last is None else int(t_s - last.ended_s)
        if last is None or age_s is None or age_s > OLDEST_AGE_S:
            status = NibpStatus.BUSY if self.cuff.busy else NibpStatus.DONE
            return NaReply(status=status, age_s=None, systolic=None, diastolic=None, mean=None)
        return NaReply(
            status=NibpStatus.BUSY if self.cuff.busy else _status(last),
            age_s=age_s,
            systolic=last.systolic,
            diastolic=last.diastolic,
            mean=last.mean,
        )

    def _spo2(self, t_s: float) -> OaReply:
        if self.oximeter is None:
            return OaReply(status=OximeterStatus.STANDBY, spo2_percent=None, averaging_s=_AVERAGING_S)
        reading = self.oximeter.read(t_s)
        match reading.state:
            case OximeterState.MEASURING:
                perfusion = reading.perfusion_index_percent or 0.0
                signal = min(_FULL_SIGNAL, 1 + int(2.0 * perfusion))
                spo2 = reading.spo2_percent
                return OaReply(
                    status=OximeterStatus.OPERATING, spo2_percent=spo2, signal=signal, averaging_s=_AVERAGING_S
                )
            case OximeterState.SEARCHING:
                return OaReply(status=OximeterStatus.OPERATING, spo2_percent=None, averaging_s=_AVERAGING_S)
            case OximeterState.SENSOR_OFF:
                return OaReply(status=OximeterStatus.NO_DATA, spo2_percent=None, averaging_s=_AVERAGING_S)
            case OximeterState.NO_SENSOR:
                return OaReply(status=OximeterStatus.UNPLUGGED, spo2_percent=None, averaging_s=_AVERAGING_S)
            case _:
                assert_never(reading.state)

    def _rate(self, t_s: float) -> RaReply:
        if self.oximeter is not None:
            reading = self.oximeter.read(t_s)
            if reading.pulse_bpm is not None:
                return RaReply(source=RateSource.OXIMETER, rate_per_min=reading.pulse_bpm)
        last = self.cuff.last_done
        if last is None or t_s - last.ended_s > OLDEST_AGE_S:
            return RaReply(source=RateSource.OXIMETER, rate_per_min=None)
        return RaReply(source=RateSource.CUFF, rate_per_min=last.pulse)


def _status(result: CuffResult) -> NibpStatus:
    match result.outcome:
        case CuffOutcome.DONE:
            return NibpStatus.DONE
        case CuffOutcome.FAILED:
            return _FAILURES[int(result.ended_s) % len(_FAILURES)]
        case CuffOutcome.CANCELLED:
            return NibpStatus.FAILED
        case _:
            assert_never(result.outcome)


def _echo(command: Command) -> bytes:
    text = UNIT_ID + command.letters
    return f"{text}{checksum(text)}\r".encode("ascii")
