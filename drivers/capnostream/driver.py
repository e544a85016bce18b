"""Capnostream driver: enables the host link, starts the stream and keeps it alive. Meanings: the interpreter."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.capnostream.interpreter import Interpreter
from drivers.capnostream.protocol import Command, Decoder, Message, Request
from drivers.clock import Clock
from drivers.device import DeviceSpec
from drivers.observations import Provenance
from drivers.streaming import StreamDriver, StreamReader, Upkeep
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.line_settings import FRAME, LinkDefaults, SerialSettings
from drivers.transport.opening import open_transport

ENABLE = Request(Command.ENABLE).encode()
START = Request(Command.START_REAL_TIME).encode()
LINK_IS_ACTIVE = Request(Command.LINK_IS_ACTIVE).encode()
ALLOWED_WRITES = frozenset({ENABLE, START, LINK_IS_ACTIVE})
# "Start: send 1; the monitor answers with message 4; send 4; then 6 every 5 s." The interpreter owes START to a message
# 4; a monitor that was enabled before may not send one again, so from the second time on START goes out unasked.
UPKEEP = Upkeep(
    first=(ENABLE,), again=(ENABLE, START), silence_s=3.0, keep_alive=LINK_IS_ACTIVE, keep_alive_period_s=5.0
)
# The port can be set at the monitor: one program uses 115200 baud, another lists the 20p at 9600.
LINE = LinkDefaults(line=SerialSettings(baud=115_200), fixed=FRAME, binary=True)
CAPTURED_DEVICE = "capnostream"


def make_reader(device_id: str, *, provenance: Provenance) -> StreamReader[Message]:
    """A decoder and an interpreter for one stream."""
    return StreamReader(decoder=Decoder(), interpreter=Interpreter(device_id, provenance=provenance))


def make_capture_decoder() -> StreamReader[Message]:
    """A reader for recordings, of either direction."""
    return make_reader(CAPTURED_DEVICE, provenance=Provenance.REPLAYED)


@asynccontextmanager
async def open_capnostream_driver(spec: DeviceSpec, clock: Clock) -> AsyncIterator[StreamDriver[Message]]:
    """Open the link of `spec` for as long as the context lasts.

    Raises:
        AddressError: the link cannot be read.
        LinkUnavailableError: it cannot be opened now.

    """
    transport = AllowListTransport(await open_transport(spec.link, clock, defaults=LINE), ALLOWED_WRITES)
    reader = make_reader(spec.device_id, provenance=spec.provenance)
    try:
        yield StreamDriver(spec, reader=reader, transport=transport, clock=clock, upkeep=UPKEEP)
    finally:
        await transport.close()
