"""A monitor that answers once a second, for tests of what its answers mean."""

from datetime import datetime

from drivers.observations import (
    BloodPressure,
    Numeric,
    Observation,
    Parameter,
    Provenance,
    Stamp,
)
from drivers.philips_intellivue.codes import (
    MeasurementState,
    ObjectClass,
    Physio,
    Unit,
)
from drivers.philips_intellivue.identity import MonitorState
from drivers.philips_intellivue.interpreter import Interpreter
from drivers.philips_intellivue.linked import Answer
from drivers.philips_intellivue.numerics import NumericValue, write_values
from drivers.philips_intellivue.polls import Observed, PollReply
from drivers.philips_intellivue.wire import TICKS_PER_SECOND

NOON = datetime(2026, 5, 4, 12, 0, 0)  # noqa: DTZ001 - the monitor's clock has no zone
OPENED = Stamp(10**12, 10**18)
NO_BITS = MeasurementState(0)
EARLY = MeasurementState.EARLY
MEASURING = MeasurementState.MEASURING


class Bench:
    """An interpreter and a monitor that answers once a second. The monitor's clock showed noon when the link opened."""

    def __init__(self, *, provenance: Provenance = Provenance.REAL, opened: Stamp | None = OPENED) -> None:
        self.interpreter = Interpreter("mp5-1", provenance=provenance, opened=opened)
        self.second = 0
        self.interpreter.monitor(MonitorState(clock=NOON, clock_ticks=0), OPENED)

    def hear(self, *objects: Observed, polled: int = ObjectClass.NUMERICS, complete: bool = True) -> list[Observation]:
        self.second += 1
        return self.interpreter.interpret(self.answer(*objects, polled=polled, complete=complete))

    def answer(self, *objects: Observed, polled: int = ObjectClass.NUMERICS, complete: bool = True) -> Answer:
        reply = PollReply(
            invoke_id=2,
            extended=True,
            sequence=self.second,
            at_ticks=self.second * TICKS_PER_SECOND,
            clock=None,
            object_class=polled,
            group=0x0803,
            objects=objects,
        )
        return Answer(reply, OPENED.earlier(-self.second), complete=complete)


def number(
    physio: int, value: float | None, *, state: MeasurementState = NO_BITS, unit: int = Unit.PERCENT
) -> NumericValue:
    return NumericValue(physio_id=physio, state=state, unit=unit, value=value)


def observed(*values: NumericValue, at: datetime | None = None) -> Observed:
    return Observed(handle=1, values=values, measured_at=at, attributes=write_values(values) if values else {})


def spo2(value: float | None, state: MeasurementState = NO_BITS) -> Observed:
    return observed(number(Physio.SPO2, value, state=state))


def cuff(
    systolic: float | None = 131.0,
    diastolic: float | None = 82.0,
    mean: float | None = 98.0,
    *,
    at: datetime | None = NOON,
    state: MeasurementState = NO_BITS,
    unit: int = Unit.MMHG,
) -> Observed:
    parts = zip(
        (Physio.CUFF_SYSTOLIC, Physio.CUFF_DIASTOLIC, Physio.CUFF_MEAN), (systolic, diastolic, mean), strict=True
    )
    return observed(*(number(physio, value, state=state, unit=unit) for physio, value in parts), at=at)


def numeric(items: list[Observation], parameter: Parameter = Parameter.SPO2) -> Numeric:
    (found,) = [item for item in items if isinstance(item, Numeric) and item.parameter is parameter]
    return found


def pressures(items: list[Observation]) -> list[BloodPressure]:
    return [item for item in items if isinstance(item, BloodPressure)]
