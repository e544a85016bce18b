"""What the cursor on the large trend reads: every value at one moment, with its own age where it is older. Pure."""

from datetime import UTC, datetime, tzinfo

from monitor.port.snapshot import PressurePoint, TrendView
from monitor.ui.presenter import words
from monitor.ui.views import ChairDetailView
from monitor.ui.words import tr

NEAR_S = 10.0  # a continuous value is read within this; farther away there is none


def read(view: ChairDetailView, at_s: float) -> tuple[str, ...]:
    """Time, pressure, pulse, saturation `at_s` seconds after admission, as lines."""
    trend = view.trace.trend
    return (
        _when(view, trend, at_s),
        _pressure(view, trend, at_s),
        tr("Pulse {nearest} /min", nearest=_nearest(trend.pulse, at_s)),
        f"SpO₂ {_nearest(trend.spo2, at_s)} %",
        *(f"{clock(view.admitted_utc_ms, t_s, view.zone)} {text}" for t_s, text in view.flags if abs(t_s - at_s) <= 60),
    )


def clock(admitted_utc_ms: int, at_s: float, zone: tzinfo | None) -> str:
    """Local time to the minute of a moment of the trend."""
    return words.local_minute(datetime.fromtimestamp(admitted_utc_ms / 1000 + at_s, UTC), zone)


def _when(view: ChairDetailView, trend: TrendView, at_s: float) -> str:
    moment = datetime.fromtimestamp(view.admitted_utc_ms / 1000 + at_s, UTC)
    if trend.infusion_start_s is None:
        return words.local_clock(moment, view.zone)
    passed = words.signed((at_s - trend.infusion_start_s) / words.MINUTE_S)
    return tr("{time} · {passed} min from the start", time=words.local_clock(moment, view.zone), passed=passed)


def _pressure(view: ChairDetailView, trend: TrendView, at_s: float) -> str:
    """The latest reading up to that moment, with the time at which it was measured."""
    before = [point for point in trend.pressures if point.t_s <= at_s]
    if not before:
        return tr("BP none yet")
    point = before[-1]
    measured = clock(view.admitted_utc_ms, point.t_s, view.zone)
    return tr("BP {reading} mmHg, measured {measured}", reading=_reading(point), measured=measured)


def _reading(point: PressurePoint) -> str:
    mean = "" if point.mean is None else tr(", mean {mean}", mean=words.whole(point.mean))
    doubt = "?" if point.questionable else ""
    return f"{words.whole(point.systolic)}/{words.whole(point.diastolic)}{doubt}{mean}"


def _nearest(series: tuple[tuple[float, float | None], ...], at_s: float) -> str:
    near = min(series, key=lambda item: abs(item[0] - at_s), default=None)
    if near is None or abs(near[0] - at_s) > NEAR_S or near[1] is None:
        return words.DASHES
    return words.whole(near[1])
