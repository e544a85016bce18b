"""What the replies of a DINAMAP say: which cuff reading is new, and which numbers hold.

Pure, and shared by the driver and by captures. Asking is left to the driver.
"""

from dataclasses import dataclass
from typing import assert_never

from drivers.ge_dinamap.protocol import (
    CommandReply,
    NaReply,
    NibpStatus,
    OaReply,
    OximeterStatus,
    PatientType,
    RaReply,
    RateSource,
    Reply,
    TcReply,
    TemperatureStatus,
)
from drivers.notice_edges import NoticeEdges, State
from drivers.observations import (
    NANOSECONDS_PER_SECOND,
    BloodPressure,
    CuffStatus,
    NoticeKind,
    Numeric,
    Observation,
    Parameter,
    Provenance,
    Quality,
    Source,
    Stamp,
)

MOMENT_TOLERANCE_S = 2.0  # "or the measurement instant (now - age) moved by more than 2 s"
_NIBP_FAILURES: dict[int, str] = {
    NibpStatus.FAILED: "measurement failed",
    NibpStatus.PUMP_UP_TIMEOUT: "the cuff did not reach its pressure in time",
    NibpStatus.TOTAL_TIMEOUT: "the measurement took too long",
    NibpStatus.ONE_PRESSURE_TIMEOUT: "too long at one pressure",
    NibpStatus.OVERPRESSURE: "overpressure or excess air in the cuff",
    NibpStatus.UNKNOWN: "failed for a reason the monitor does not know",
}
_OXIMETER_STATES: dict[int, State] = {
    OximeterStatus.STANDBY: State("spo2_standby", NoticeKind.TECHNICAL, "oximeter on standby"),
    OximeterStatus.NO_DATA: State("spo2_no_data", NoticeKind.TECHNICAL, "no data from the oximeter, or sensor off"),
    OximeterStatus.UNPLUGGED: State("no_sensor", NoticeKind.TECHNICAL, "sensor unplugged or off"),
}
_TEMPERATURE_FAULTS: dict[int, str] = {
    TemperatureStatus.IN_PROGRESS: "measurement in progress",
    TemperatureStatus.TIMED_OUT: "measurement timed out",
    TemperatureStatus.LOST_CONTACT: "lost contact with tissue, or out of range",
    TemperatureStatus.ABORTED: "aborted, or probe unplugged",
}
_STAT = State("stat_mode", NoticeKind.INFORMATION, "the monitor is in STAT mode: it inflates again and again")
_NEONATE = State("neonate_mode", NoticeKind.TECHNICAL, "the monitor is set to neonate")
_SPO2_RANGE = (1, 100)
_RATE_RANGE = (18, 300)
_SYSTOLIC_RANGE = (30, 280)  # outside it a reading is shown with doubt, not thrown away: severe ones are real
_CELSIUS_RANGE = (20.0, 45.0)


@dataclass(frozen=True, slots=True)
class _Poll:
    """One NA reply of a monitor that is not measuring: how its last measurement ended."""

    reply: NaReply
    stamp: Stamp
    delay_s: float  # between request and reply

    @property
    def moment_s(self) -> float | None:
        """When the measurement ended, on our monotonic clock; None: the age is unknown."""
        if self.reply.age_s is None:
            return None
        return self.stamp.mono_ns / NANOSECONDS_PER_SECOND - self.reply.age_s

    def tells_another_than(self, last: "_Poll") -> bool:
        """Whether a measurement ended since the poll `last`: "the age went down, or the instant moved"."""
        age_s, last_age_s = self.reply.age_s, last.reply.age_s
        if age_s is None or last_age_s is None:
            return age_s is not None
        return age_s < last_age_s or self._moved_from(last)

    def _moved_from(self, last: "_Poll") -> bool:
        if self.stamp == last.stamp:  # a capture without receipt times: instants mean nothing, so numbers must tell
            return _numbers(self.reply) != _numbers(last.reply)
        # A late reply gives an age that is too small by its delay; that must not look like a second reading.
        tolerance_s = MOMENT_TOLERANCE_S + max(self.delay_s, last.delay_s)
        return abs((self.moment_s or 0.0) - (last.moment_s or 0.0)) > tolerance_s


class Interpreter:
    """Turns replies into observations; each cuff reading comes out once.

    `opened`: when the link was opened. A reading measured before is OLD, for it may be the last patient's. None in
    captures, where everything belongs to the recording.
    """

    def __init__(self, device_id: str, *, provenance: Provenance, opened: Stamp | None) -> None:
        self._device_id = device_id
        self._provenance = provenance
        self._opened = opened
        self._busy = False
        self._last_done: _Poll | None = None
        self._last_failed: _Poll | None = None  # only while the failure still stands
        self._cuff_rate_due = opened is None  # a capture may begin behind the reading that a cuff rate belongs to
        self._temperature_counter: str | None = None
        self._cuff_edges = NoticeEdges(device_id, provenance)
        self._oximeter_edges = NoticeEdges(device_id, provenance)

    def interpret(self, reply: Reply, stamp: Stamp, *, delay_s: float = 0.0) -> list[Observation]:
        """All that `reply`, received at `stamp` and `delay_s` after it was asked for, says."""
        match reply:
            case NaReply():
                return self._nibp(_Poll(reply, stamp, delay_s))
            case OaReply():
                return self._spo2(reply, stamp)
            case RaReply():
                return self._rate(reply, stamp)
            case TcReply():
                return self._temperature(reply, stamp)
            case CommandReply():
                return []  # its words are not documented; the next NA reply shows what the command did
            case _:
                assert_never(reply)

    def _nibp(self, poll: _Poll) -> list[Observation]:
        reply = poll.reply
        states = [_STAT] * reply.stat + [_NEONATE] * (reply.patient == PatientType.NEONATE)
        notices = self._cuff_edges.update(states, poll.stamp)
        was_busy, self._busy = self._busy, reply.status == NibpStatus.BUSY
        if self._busy:  # "the old numbers may still be in the fields: ignore them"
            self._last_failed = None
            begun = [] if was_busy else [self._numberless(poll, CuffStatus.MEASURING, "measuring")]
            return [*notices, *begun]
        if reply.status == NibpStatus.DONE:
            return [*notices, *self._done(poll, was_busy=was_busy)]
        return [*notices, *self._failed(poll, was_busy=was_busy)]

    def _done(self, poll: _Poll, *, was_busy: bool) -> list[BloodPressure]:
        last, self._last_done, self._last_failed = self._last_done, poll, None
        if last is not None and not poll.tells_another_than(last):
            # a measurement that was cancelled leaves the former reading in place
            return [self._numberless(poll, CuffStatus.FAILED, "ended without a reading")] if was_busy else []
        if poll.reply.age_s is None:
            if was_busy:
                return [self._numberless(poll, CuffStatus.FAILED, "ended without a reading")]
            return [self._numberless(poll, CuffStatus.OLD, "no reading since power-up, or too old")]
        return [self._reading(poll, old=last is None and self._is_before_opening(poll))]

    def _failed(self, poll: _Poll, *, was_busy: bool) -> list[BloodPressure]:
        last, self._last_failed = self._last_failed, poll
        status = poll.reply.status
        if last is not None and last.reply.status == status and not poll.tells_another_than(last):
            return []
        why = _NIBP_FAILURES.get(status, f"failed with status {status}, which is not documented")
        if not was_busy and self._is_before_opening(poll):
            return [self._numberless(poll, CuffStatus.OLD, f"{why}, before this link was opened")]
        return [self._numberless(poll, CuffStatus.FAILED, why)]

    def _is_before_opening(self, poll: _Poll) -> bool:
        if self._opened is None:
            return False
        moment_s = poll.moment_s
        return moment_s is None or moment_s < self._opened.mono_ns / NANOSECONDS_PER_SECOND

    def _reading(self, poll: _Poll, *, old: bool) -> BloodPressure:
        reply = poll.reply
        systolic, diastolic, mean = _numbers(reply)
        failed = CuffStatus.OLD if old else CuffStatus.FAILED
        if systolic is None or diastolic is None or mean is None:
            return self._numberless(poll, failed, "the monitor gave no complete reading")
        if not systolic > mean > diastolic:
            why = f"impossible numbers: {systolic}/{diastolic}, mean {mean}"
            return self._numberless(poll, failed, why)
        low, high = _SYSTOLIC_RANGE
        doubtful = not low <= systolic <= high
        self._cuff_rate_due = not old
        return BloodPressure(
            device_id=self._device_id,
            status=CuffStatus.OLD if old else CuffStatus.DONE,
            quality=Quality.QUESTIONABLE if doubtful else Quality.VALID,
            stamp=poll.stamp,
            systolic=float(systolic),
            diastolic=float(diastolic),
            mean=float(mean),
            age_s=None if reply.age_s is None else float(reply.age_s),
            why=f"systolic outside {low}-{high}" if doubtful else None,
            provenance=self._provenance,
        )

    def _numberless(self, poll: _Poll, status: CuffStatus, why: str) -> BloodPressure:
        known = status is not CuffStatus.MEASURING and poll.reply.age_s is not None
        return BloodPressure(
            device_id=self._device_id,
            status=status,
            quality=Quality.INVALID,
            stamp=poll.stamp,
            age_s=float(poll.reply.age_s or 0) if known else None,
            why=why,
            provenance=self._provenance,
        )

    def _spo2(self, reply: OaReply, stamp: Stamp) -> list[Observation]:
        state = _OXIMETER_STATES.get(reply.status)
        notices = self._oximeter_edges.update([] if state is None else [state], stamp)
        if state is not None:
            why: str | None = state.why
        elif reply.status != OximeterStatus.OPERATING:
            why = f"oximeter status {reply.status}, which is not documented"
        else:
            why = _out_of_range(reply.spo2_percent, _SPO2_RANGE)
        value = None if why else reply.spo2_percent
        return [self._numeric(Parameter.SPO2, value, stamp=stamp, source=Source.OXIMETER, why=why), *notices]

    def _rate(self, reply: RaReply, stamp: Stamp) -> list[Observation]:
        if reply.source == RateSource.OXIMETER:
            source, why = Source.OXIMETER, _out_of_range(reply.rate_per_min, _RATE_RANGE)
        elif reply.source == RateSource.CUFF:
            if not self._cuff_rate_due:  # the rate of a reading already told: a held value
                return []
            self._cuff_rate_due = False
            source, why = Source.CUFF, _out_of_range(reply.rate_per_min, _RATE_RANGE)
        else:
            source, why = Source.OTHER, f"rate source {reply.source}, which is not documented"
        value = None if why else reply.rate_per_min
        return [self._numeric(Parameter.PULSE, value, stamp=stamp, source=source, why=why)]

    def _temperature(self, reply: TcReply, stamp: Stamp) -> list[Observation]:
        held = not reply.monitor_mode and reply.counter == self._temperature_counter
        if reply.status == TemperatureStatus.OK and held:
            return []
        why: str | None = None
        celsius = round((reply.tenths_fahrenheit / 10 - 32) / 1.8, 2)
        low, high = _CELSIUS_RANGE
        if reply.status != TemperatureStatus.OK:
            why = _TEMPERATURE_FAULTS.get(reply.status, f"status {reply.status}, which is not documented")
        elif reply.age_s is None:
            why = "nothing measured yet"
        elif not low <= celsius <= high:
            why = f"{celsius} is outside {low:g}-{high:g}"
        else:
            self._temperature_counter = reply.counter
        value = None if why else celsius
        return [self._numeric(Parameter.TEMPERATURE, value, stamp=stamp, source=Source.OTHER, why=why)]

    def _numeric(
        self, parameter: Parameter, value: float | None, *, stamp: Stamp, source: Source, why: str | None
    ) -> Numeric:
        return Numeric(
            device_id=self._device_id,
            parameter=parameter,
            value=None if value is None else float(value),
            quality=Quality.INVALID if value is None else Quality.VALID,
            stamp=stamp,
            source=source,
            why=why,
            provenance=self._provenance,
        )


def _numbers(reply: NaReply) -> tuple[int | None, int | None, int | None]:
    return reply.systolic, reply.diastolic, reply.mean


def _out_of_range(value: int | None, limits: tuple[int, int]) -> str | None:
    if value is None:
        return "the monitor gives no value"
    low, high = limits
    return None if low <= value <= high else f"{value} is outside {low}-{high}"
