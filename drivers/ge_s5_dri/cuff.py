"""Which cuff reading of a DRI monitor is new. Pure.

The monitor repeats its last reading in every record, so a reading is told once: when "measuring" falls and the numbers
changed or "older than 60 s" went out, or when the auxiliary record gives a later time of measurement.
"""

from drivers.ge_s5_dri.messages import HIGHEST_CODE, NO_VALUE_REASONS, Aux, Displayed, NibpBit
from drivers.observations import (
    NANOSECONDS_PER_SECOND,
    BloodPressure,
    CuffStatus,
    Provenance,
    Quality,
    Stamp,
)

MAX_AGE_S = 86_400  # a time of measurement further back, or in the future, tells of two clocks, not of an age
CLOCK_STEP_S = 10.0  # by more than this the monitor's clock does not drift between two records: somebody set it
LONGEST_TAIL_S = 120  # new numbers stood for 0 to 2 s before "measuring" fell in the recording
SAME_MOMENT_S = 2  # between the time of measurement and the record in which the numbers first stood
_SYSTOLIC_RANGE = (30.0, 280.0)  # outside it a reading is shown with doubt, not thrown away: severe ones are real
_PULSE_RANGE = (18, 300)
_HUNDREDTHS = 100
Numbers = tuple[float, float, float]  # systolic, diastolic, mean, in mmHg


class CuffTracker:
    """Follows one cuff through the records.

    `opened`: when the link was opened. A reading found there may be the last patient's: it is OLD, and has numbers only
    if its time is known. None in captures, where everything belongs to the recording.
    """

    def __init__(self, device_id: str, *, provenance: Provenance, opened: Stamp | None) -> None:
        self._device_id = device_id
        self._provenance = provenance
        self._opened = opened
        self._last: Displayed | None = None
        self._last_stamp = Stamp(0, 0)
        self._known: Numbers | None = None  # the last complete numbers
        self._was_old = False
        self._measuring = False
        self._appeared_s: int | None = None  # monitor's time at which numbers came up that are not told yet
        self._unplaced = False  # numbers are there, and when they were measured is not known
        self._awaits_time = False  # told without numbers; the auxiliary record may place them
        self._not_before_s: int | None = None  # monitor's time at which the numbers before them still stood
        self._told_s: int | None = None  # monitor's time of the record whose reading was told last
        self._measured_s: int | None = None  # the auxiliary record's time of measurement

    def displayed(self, values: Displayed, stamp: Stamp) -> list[BloodPressure]:
        """What `values`, received at `stamp`, says about the cuff."""
        first = self._last is None
        self._note_clock(values, stamp)
        self._note_numbers(values)
        self._last, self._last_stamp = values, stamp
        was_measuring, self._measuring = self._measuring, _is(values, NibpBit.MEASURING)
        if self._measuring:
            return [] if was_measuring else [self._numberless(values, stamp, CuffStatus.MEASURING, "measuring")]
        return self._at_rest(values, stamp, was_measuring=was_measuring, first=first)

    def aux(self, aux: Aux, stamp: Stamp) -> list[BloodPressure]:
        """What the time of measurement adds: the age of a reading found at opening, or a reading of equal numbers."""
        self._measured_s = aux.nibp_time_s
        values = self._last
        if values is None or self._measured_s is None or self._measuring or _numbers(values) is None:
            return []
        if self._awaits_time:
            return [] if self._age_s(values) is None else [self._placed(values, stamp)]
        told_s = self._told_s
        if told_s is not None and told_s + SAME_MOMENT_S < self._measured_s <= values.time_s:
            return [self._reading(values, stamp, CuffStatus.DONE, self._age_s(values))]
        return []

    def _note_clock(self, values: Displayed, stamp: Stamp) -> None:
        if self._opened is None or self._last is None or self._told_s is None:
            return  # captures may carry no times of receipt
        passed_s = (stamp.mono_ns - self._last_stamp.mono_ns) / NANOSECONDS_PER_SECOND
        if abs(values.time_s - self._last.time_s - passed_s) > CLOCK_STEP_S:
            self._told_s = values.time_s  # a reading told before must not look later than itself

    def _note_numbers(self, values: Displayed) -> None:
        numbers, old = _numbers(values), _is(values, NibpBit.OLD)
        if numbers is None:
            return
        differ, renewed = numbers != self._known, self._was_old and not old
        self._known, self._was_old = numbers, old
        if self._last is None or (differ and old):
            self._unplaced, self._appeared_s = True, None
            self._not_before_s = None if self._last is None else self._last.time_s
        elif differ or renewed:
            self._unplaced, self._appeared_s, self._not_before_s = False, values.time_s, None

    def _at_rest(self, values: Displayed, stamp: Stamp, *, was_measuring: bool, first: bool) -> list[BloodPressure]:
        appeared_s, self._appeared_s = self._appeared_s, None
        if _numbers(values) is None:
            if first:
                return [self._numberless(values, stamp, CuffStatus.OLD, f"no reading yet: {_why_none(values)}")]
            return [self._numberless(values, stamp, CuffStatus.FAILED, _why_none(values))] if was_measuring else []
        if appeared_s is not None:
            age_s = values.time_s - appeared_s
            return [self._reading(values, stamp, CuffStatus.DONE, age_s if 0 <= age_s <= LONGEST_TAIL_S else None)]
        if self._unplaced:
            self._unplaced = False
            return [self._placed(values, stamp)]
        if was_measuring:
            return [self._numberless(values, stamp, CuffStatus.FAILED, "ended without a new reading")]
        return []

    def _placed(self, values: Displayed, stamp: Stamp) -> BloodPressure:
        """A reading that was not seen to come up, told as far as its time is known."""
        age_s = self._age_s(values)
        if self._opened is None:
            status = CuffStatus.OLD if _is(values, NibpBit.OLD) else CuffStatus.DONE
            return self._reading(values, stamp, status, age_s)
        if age_s is None:
            self._awaits_time = True
            self._told_s = values.time_s
            return self._numberless(values, stamp, CuffStatus.OLD, "when this reading was measured is not known")
        is_before = stamp.earlier(age_s) < self._opened
        return self._reading(values, stamp, CuffStatus.OLD if is_before else CuffStatus.DONE, age_s)

    def _age_s(self, values: Displayed) -> int | None:
        """Seconds from the measurement to `values`, by the monitor's own clock alone."""
        if self._measured_s is None or self._measured_s < (self._not_before_s or 0):
            return None  # not told by the monitor, or told of an earlier reading
        age_s = values.time_s - self._measured_s
        return age_s if 0 <= age_s <= MAX_AGE_S else None

    def _reading(self, values: Displayed, stamp: Stamp, status: CuffStatus, age_s: int | None) -> BloodPressure:
        self._told_s, self._awaits_time = values.time_s, False
        numbers = _numbers(values)
        systolic, diastolic, mean = numbers or (0.0, 0.0, 0.0)
        if not systolic > mean > diastolic > 0.0:
            why = f"impossible numbers: {systolic:g}/{diastolic:g}, mean {mean:g}"
            failed = CuffStatus.OLD if status is CuffStatus.OLD else CuffStatus.FAILED
            return self._numberless(values, stamp, failed, why)
        low, high = _SYSTOLIC_RANGE
        doubtful = not low <= systolic <= high
        return BloodPressure(
            device_id=self._device_id,
            status=status,
            quality=Quality.QUESTIONABLE if doubtful else Quality.VALID,
            stamp=stamp,
            systolic=systolic,
            diastolic=diastolic,
            mean=mean,
            pulse=float(values.nibp_pulse) if _PULSE_RANGE[0] <= values.nibp_pulse <= _PULSE_RANGE[1] else None,
            age_s=None if age_s is None else float(age_s),
            why=f"systolic outside {low:g}-{high:g}" if doubtful else None,
            provenance=self._provenance,
        )

    def _numberless(self, values: Displayed, stamp: Stamp, status: CuffStatus, why: str) -> BloodPressure:
        age_s = self._age_s(values) if status is CuffStatus.OLD else None
        return BloodPressure(
            device_id=self._device_id,
            status=status,
            quality=Quality.INVALID,
            stamp=stamp,
            age_s=None if age_s is None else float(age_s),
            why=why,
            provenance=self._provenance,
        )


def _is(values: Displayed, bit: NibpBit) -> bool:
    return values.nibp.is_present and bool(values.nibp.label & bit)


def _numbers(values: Displayed) -> Numbers | None:
    """All three pressures, or None: a reading lacks none of them."""
    raw = (values.systolic, values.diastolic, values.mean)
    if not values.nibp.is_present or any(number <= HIGHEST_CODE for number in raw):
        return None
    systolic, diastolic, mean = (number / _HUNDREDTHS for number in raw)
    return systolic, diastolic, mean


def _why_none(values: Displayed) -> str:
    if not values.nibp.is_present:
        return "the monitor has no cuff module"
    raw = {"systolic": values.systolic, "diastolic": values.diastolic, "mean": values.mean}
    codes = {name: number for name, number in raw.items() if number <= HIGHEST_CODE}
    return ", ".join(f"{name}: {NO_VALUE_REASONS.get(code, f'code {code}')}" for name, code in codes.items())
