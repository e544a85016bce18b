"""How fast captures decode, and what share of a core 24 devices at their own pace would take."""

from benchmarks.report import figure, typical
from drivers.clock import Stopwatch
from drivers.observations import Stamp
from drivers.registry import KINDS

CHUNK_BYTES = 512
DEVICES = 24
REPEATS = 5

FRAMES = {
    "masimo_ascii1": (
        b"03/06/05 21:11:30 SN=0000066575 SPO2=098% BPM=057 PI=07.02% SPCO=--.-% SPMET=--.-% "
        b"DESAT=-- PIDELTA=+-- ALARM=0038 EXC=000800\r\n"
    ),
    "ge_dinamap": b' NA1110007141088106&)\r OA1098708#K\r RA3068"K\r',
}
"""What one device of each kind says in one second; frames of the protocol sheets."""


def run(*, quick: bool) -> None:
    """Print megabytes a second for each kind, and the share of a core of 24 devices of a mixed room."""
    seconds = 2_000 if quick else 20_000
    shares = []
    for kind, frame in FRAMES.items():
        took = typical([decode_s(kind, frame * seconds) for _ in range(REPEATS)])
        figure("decode", f"mb_per_s.{kind}", len(frame) * seconds / 1e6 / took, "MB/s")
        shares.append(took / seconds)
    figure("decode", "core_share_24_devices", DEVICES * sum(shares) / len(shares), "1")


def decode_s(kind: str, data: bytes) -> float:
    """Seconds to decode `data` in chunks as a serial port gives them."""
    make_decoder = KINDS[kind].make_decoder
    if make_decoder is None:
        raise ValueError(f"{kind} has no byte captures")
    decoder = make_decoder()
    stamp = Stamp(0, 0)
    watch = Stopwatch()
    for start in range(0, len(data), CHUNK_BYTES):
        decoder.feed(data[start : start + CHUNK_BYTES], stamp)
    decoder.finish()
    return watch.elapsed_s()
