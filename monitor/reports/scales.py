"""The scales of a printed trend: the usual range, widened to hold every value, with a few round lines. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from drivers.observations import Parameter
from monitor.review.account import Account

RATES = (Parameter.PULSE, Parameter.HR)
MOST_LINES, MOST_LINES_PRESSURE = 6, 8  # the panel of the pressures is higher than the others
_WIDER = 2  # lines stand so many times as far apart where there would be too many


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` to `high` with a line every `step`; both ends are lines."""

    low: int
    high: int
    step: int

    def share(self, value: float) -> float:
        """How far up a value lies: 0 at the bottom, 1 at the top."""
        return (value - self.low) / (self.high - self.low)

    @property
    def lines(self) -> range:
        return range(self.low, self.high + 1, self.step)


def pressure_scale(account: Account) -> Scale:
    """Of all that counts, systolic, diastolic and mean, in mmHg."""
    parts = (part for row in account.counted() for part in (row.systolic, row.diastolic, row.mean))
    return scale_over((part for part in parts if part is not None), Scale(60, 160, 20), most_lines=MOST_LINES_PRESSURE)


def rate_scale(account: Account) -> Scale:
    """Of pulse and heart rate, /min."""
    return scale_over(_extremes(account, RATES), Scale(40, 140, 20))


def saturation_scale(account: Account) -> Scale:
    """Of the saturation, per cent."""
    return scale_over(_extremes(account, (Parameter.SPO2,)), Scale(80, 100, 5))


def scale_over(values: Iterable[float], usual: Scale, *, most_lines: int = MOST_LINES) -> Scale:
    """`usual`, widened by whole steps until it holds every value: one outside would look like one at the edge."""
    found = [*values, usual.low, usual.high]
    step = usual.step
    while True:
        low, high = floor(min(found) / step) * step, ceil(max(found) / step) * step
        if (high - low) // step < most_lines:
            return Scale(low, high, step)
        step *= _WIDER


def _extremes(account: Account, parameters: tuple[Parameter, ...]) -> Iterator[float]:
    for column in account.values:
        minutes = column.minutes()
        if column.parameter in parameters and len(minutes.utc_ms):
            yield from (float(minutes.lowest.min()), float(minutes.highest.max()))
