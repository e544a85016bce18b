"""The last seconds of a wave: bounded, without hidden holes, gone when the device stops."""

from drivers.clock import ManualClock
from drivers.observations import Waveform
from monitor.engine.wave_tail import GAP_S, GONE_S, KEPT_S, MOST_SAMPLES, MOST_WAVES, WaveTail

RATE_HZ = 75.0
BLOCK = 25


def block(clock: ManualClock, first: float = 0.0, *, label: str = "pleth", rate_hz: float = RATE_HZ) -> Waveform:
    samples = tuple(first + index for index in range(BLOCK))
    return Waveform(device_id="d1", label=label, samples=samples, rate_hz=rate_hz, stamp=clock.now())


def fed(blocks: int, *, rate_hz: float = RATE_HZ) -> tuple[WaveTail, ManualClock]:
    clock = ManualClock()
    tail = WaveTail(clock)
    for number in range(blocks):
        clock.move(BLOCK / rate_hz)
        tail.note(block(clock, number * BLOCK, rate_hz=rate_hz))
    return tail, clock


def test_ten_seconds_are_kept_and_no_more() -> None:
    tail, _ = fed(100)
    view = tail.view()
    assert view is not None
    assert len(view.samples) == KEPT_S * RATE_HZ
    assert view.samples[-1] == 100 * BLOCK - 1
    assert all(later == former + 1 for former, later in zip(view.samples, view.samples[1:], strict=False) if former)
    fast, _ = fed(2000, rate_hz=10_000.0)
    shown = fast.view()
    assert shown is not None
    assert len(shown.samples) == MOST_SAMPLES


def test_a_gap_and_another_rate_begin_anew() -> None:
    tail, clock = fed(4)
    clock.move(BLOCK / RATE_HZ + GAP_S + 0.1)
    tail.note(block(clock))
    view = tail.view()
    assert view is not None
    assert len(view.samples) == BLOCK
    clock.move(0.1)
    tail.note(block(clock, rate_hz=50.0))
    view = tail.view()
    assert view is not None
    assert (view.rate_hz, len(view.samples)) == (50.0, BLOCK)


def test_a_wave_that_has_stopped_is_not_shown() -> None:
    tail, clock = fed(4)
    clock.move(GONE_S)
    assert tail.view() is not None
    clock.move(0.1)
    assert tail.view() is None
    assert WaveTail(clock).view() is None


def test_the_pulse_wave_comes_first_and_waves_are_few() -> None:
    clock = ManualClock()
    tail = WaveTail(clock)
    for label in ("ecg_i", "ecg_ii", "resp", "pleth", "ecg_iii", "co2"):
        tail.note(block(clock, label=label))
    view = tail.view()
    assert view is not None
    assert view.label == "pleth"
    alone = WaveTail(clock)
    alone.note(block(clock, label="co2"))
    alone.note(Waveform(device_id="d1", label="pleth", samples=(), rate_hz=75.0, stamp=clock.now()))
    seen = alone.view()
    assert seen is not None
    assert seen.label == "co2"
    crowd = WaveTail(clock)
    for number in range(MOST_WAVES):
        crowd.note(block(clock, label=f"w{number}"))
    crowd.note(block(clock))
    found = crowd.view()
    assert found is not None
    assert found.label == "w0"
