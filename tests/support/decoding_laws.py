"""Laws that every decoder of captures keeps whatever bytes it is fed. For the fuzzer and for the corpus it has found.

An input is one byte that says how the rest is cut into chunks, and the rest: what is on the wire.
"""

import gc
import json
import sys
import types
from collections.abc import Iterable, Iterator
from pathlib import Path

from drivers.captures import as_line
from drivers.device import CaptureDecoder, Decoded
from drivers.observations import NANOSECONDS_PER_SECOND, Stamp
from drivers.registry import KINDS

STANDING_STILL = Stamp(0, 0)
MOST_RETAINED_BYTES = 200_000  # by one decoder with its interpreter, Python's own overhead included
_SHARED = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType)


def decodable_kinds() -> list[str]:
    """Names of the kinds that have a decoder of captures."""
    return [kind.name for kind in KINDS.values() if kind.make_decoder is not None]


def check_input(kind: str, data: bytes) -> None:
    """Feed one input whole, in chunks, and in chunks a second apart; fail where a law is broken."""
    if not data:
        return
    size, stream = data[0] or len(data), data[1:]
    chunks = [stream[start : start + size] for start in range(0, len(stream), size)]
    whole = _lines(kind, [stream], period_s=0)
    cut = _lines(kind, chunks, period_s=0)
    assert cut == whole, f"{kind}: chunks of {size} bytes say something else than the whole"
    _lines(kind, chunks, period_s=1)


def check_bounded(kind: str, streams: Iterable[bytes]) -> None:
    """Feed everything to one decoder and look at what it keeps."""
    decoder = _decoder(kind)
    for number, stream in enumerate(streams):
        decoder.feed(stream, Stamp(number, number))
    retained = retained_bytes(decoder)
    assert retained <= MOST_RETAINED_BYTES, f"{kind} keeps {retained} bytes"


def retained_bytes(root: object) -> int:
    """Size of everything that is reachable from `root` alone: no classes, modules or functions."""
    seen = {id(root)}
    waiting, size = [root], 0
    while waiting:
        item = waiting.pop()
        size += sys.getsizeof(item)
        for other in gc.get_referents(item):
            if id(other) not in seen and not isinstance(other, _SHARED):
                seen.add(id(other))
                waiting.append(other)
    return size


def stored_inputs(path: Path) -> Iterator[bytes]:
    """Inputs of a corpus file: hex text, one a line."""
    for line in path.read_text(encoding="ascii").splitlines():
        yield bytes.fromhex(line)


def _lines(kind: str, chunks: list[bytes], *, period_s: int) -> list[str]:
    """What comes of the chunks, as `decode` would print it; counters fit what was fed."""
    decoder = _decoder(kind)
    decoded: list[Decoded] = []
    for number, chunk in enumerate(chunks):
        moment = number * period_s * NANOSECONDS_PER_SECOND
        decoded += decoder.feed(chunk, Stamp(moment, moment))
    decoded += decoder.finish()
    statistics, fed = decoder.statistics, sum(map(len, chunks))
    assert statistics.received_bytes == fed
    assert 0 <= statistics.rejected_bytes <= fed, f"{kind} refused {statistics.rejected_bytes} of {fed} bytes"
    lines = [json.dumps(as_line(item, timed=True), allow_nan=False) for item in decoded]
    return [*lines, f"{statistics.frames} frames, {statistics.rejected_bytes} refused"]


def _decoder(kind: str) -> CaptureDecoder:
    make_decoder = KINDS[kind].make_decoder
    assert make_decoder is not None
    return make_decoder()
