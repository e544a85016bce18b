"""Contec V7.0 driver: starts the stream, keeps it alive, and asks again when it stops. Meanings: the interpreter."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.clock import Clock
from drivers.contec_cms50.interpreter import Interpreter
from drivers.contec_cms50.protocol import Command, Decoder, Packet, Request
from drivers.device import DeviceSpec
from drivers.observations import Provenance
from drivers.streaming import StreamDriver, StreamReader, Upkeep
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.line_settings import FRAME, LinkDefaults, SerialSettings
from drivers.transport.opening import open_transport

START = Request(Command.START_REAL_TIME).encode()
STOP = Request(Command.STOP_REAL_TIME).encode()
KEEP_ALIVE = Request(Command.KEEP_ALIVE).encode()
ALLOWED_WRITES = frozenset({START, STOP, KEEP_ALIVE})
# The protocol sheet: stop and then start works, with a keep-alive every 5 s; "if no packet within 2 s send again".
UPKEEP = Upkeep(first=(STOP, START), again=(STOP, START), silence_s=2.0, keep_alive=KEEP_ALIVE, keep_alive_period_s=5.0)
LINE = LinkDefaults(line=SerialSettings(baud=115_200), fixed=FRAME, binary=True)  # 8N1, no flow control
CAPTURED_DEVICE = "contec_v7"


def make_reader(device_id: str, *, provenance: Provenance) -> StreamReader[Packet]:
    """A decoder and an interpreter for one stream."""
    return StreamReader(decoder=Decoder(), interpreter=Interpreter(device_id, provenance=provenance))


def make_capture_decoder() -> StreamReader[Packet]:
    """A reader for recordings, of either direction."""
    return make_reader(CAPTURED_DEVICE, provenance=Provenance.REPLAYED)


@asynccontextmanager
async def open_contec_driver(spec: DeviceSpec, clock: Clock) -> AsyncIterator[StreamDriver[Packet]]:
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
