"""A wave as points of a picture: newest at the right edge, stretched to its own range. Pure; shares of the whole."""

from monitor.port.device_port import WaveView
from monitor.ui.words import source, tr

SPAN_S = 10.0
LABELS = {"pleth": source("Pleth")}
NO_WAVE = source("no wave now")


def title(wave: WaveView | None) -> str:
    """What stands beside it."""
    if wave is None:
        return tr(NO_WAVE)
    return tr("{wave}, last {span} s, not to scale", wave=tr(LABELS.get(wave.label, wave.label)), span=f"{SPAN_S:.0f}")


def points(wave: WaveView) -> tuple[tuple[float, float | None], ...]:
    """Share of the span from the left, share of the height from below; None where nothing was measured."""
    measured = [sample for sample in wave.samples if sample is not None]
    low, high = min(measured, default=0.0), max(measured, default=0.0)
    reach = (high - low) or 1.0
    count = len(wave.samples)
    return tuple(
        (
            1.0 - (count - 1 - index) / (wave.rate_hz * SPAN_S),
            None if sample is None else (sample - low) / reach if high > low else 0.5,
        )
        for index, sample in enumerate(wave.samples)
    )
