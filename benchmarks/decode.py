"""How fast captures decode, and what share of a core 24 devices of mixed kinds take at their own pace."""

from benchmarks.report import figure, typical
from benchmarks.wire_seconds import spoken
from drivers.clock import Stopwatch
from drivers.device import DeviceKind
from drivers.observations import Stamp
from drivers.registry import KINDS
from simulators.kinds import DeviceKind as SimulatedKind

CHUNK_BYTES = 512
DEVICES = 24
REPEATS = 5
SPOKEN_S = 60
BYTES, BYTES_QUICK = 1_000_000, 50_000


def run(*, quick: bool) -> None:
    """Print megabytes a second for each kind, and the share of a core of 24 devices, as many of each kind."""
    shares = []
    for kind in KINDS.values():
        if kind.make_decoder is None:
            continue  # it publishes messages; there are no byte captures of it
        minute = spoken(SimulatedKind(kind.name), seconds=SPOKEN_S)
        minutes = max(1, (BYTES_QUICK if quick else BYTES) // len(minute))
        took_s = typical([decode_s(kind, minute * minutes) for _ in range(REPEATS)])
        figure("decode", f"mb_per_s.{kind.name}", len(minute) * minutes / 1e6 / took_s, "MB/s")
        shares.append(took_s / (minutes * SPOKEN_S))
    figure("decode", "core_share_24_devices", DEVICES * sum(shares) / len(shares), "1")


def decode_s(kind: DeviceKind, data: bytes) -> float:
    """Seconds to decode `data` in chunks as a serial port gives them.

    Raises:
        ValueError: the kind has no byte captures, or `data` holds no frame of it.

    """
    if kind.make_decoder is None:
        raise ValueError(f"{kind.name} has no byte captures")
    decoder = kind.make_decoder()
    watch = Stopwatch()
    for number, start in enumerate(range(0, len(data), CHUNK_BYTES)):
        decoder.feed(data[start : start + CHUNK_BYTES], Stamp(number, number))
    decoder.finish()
    took_s = watch.elapsed_s()
    if not decoder.statistics.frames:
        raise ValueError(f"no frame of {kind.name} was read: this would measure nothing")
    return took_s
