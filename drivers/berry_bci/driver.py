"""Drivers of the Berry and BCI oximeter modules: they join a link or a capture to decoder and interpreter.

The PM6750 board, which has a cuff, is driven by `pm6750_driver`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.berry_bci.oximetry import BciInterpreter, BerryInterpreter
from drivers.berry_bci.protocol import RATE_50_HZ, SELECT_BERRY, BciDecoder, BciPacket, BerryDecoder, BerryFrame
from drivers.clock import Clock
from drivers.device import DeviceSpec
from drivers.observations import Provenance
from drivers.streaming import StreamDriver, StreamReader, Upkeep
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.line_settings import FRAME, LinkDefaults, SerialSettings
from drivers.transport.opening import open_transport

BCI_ALLOWED_WRITES: frozenset[bytes] = frozenset()  # it talks at once
BERRY_ALLOWED_WRITES = frozenset({SELECT_BERRY, RATE_50_HZ})
# Berry modules 115200; older BCI modules 4800 or 9600, which the link's address then says
BCI_LINE = LinkDefaults(line=SerialSettings(baud=115_200), binary=True)
BERRY_LINE = LinkDefaults(line=SerialSettings(baud=115_200), fixed=FRAME, binary=True)
BCI_UPKEEP = Upkeep()
# A module that talks in this format is left alone; one that does not may stand in the BCI format, or have been stopped.
BERRY_UPKEEP = Upkeep(again=(SELECT_BERRY, RATE_50_HZ), silence_s=2.0)


def make_bci_reader(device_id: str, *, provenance: Provenance) -> StreamReader[BciPacket]:
    """A decoder and an interpreter for one stream of BCI packets."""
    return StreamReader(decoder=BciDecoder(), interpreter=BciInterpreter(device_id, provenance=provenance))


def make_berry_reader(device_id: str, *, provenance: Provenance) -> StreamReader[BerryFrame]:
    """A decoder and an interpreter for one stream of Berry packets."""
    return StreamReader(decoder=BerryDecoder(), interpreter=BerryInterpreter(device_id, provenance=provenance))


def make_bci_capture_decoder() -> StreamReader[BciPacket]:
    """A reader for recordings of BCI packets."""
    return make_bci_reader("bci_5byte", provenance=Provenance.REPLAYED)


def make_berry_capture_decoder() -> StreamReader[BerryFrame]:
    """A reader for recordings of Berry packets."""
    return make_berry_reader("berry_20byte", provenance=Provenance.REPLAYED)


@asynccontextmanager
async def open_bci_driver(spec: DeviceSpec, clock: Clock) -> AsyncIterator[StreamDriver[BciPacket]]:
    """Open the link of `spec` for as long as the context lasts.

    Raises:
        AddressError: the link cannot be read.
        LinkUnavailableError: it cannot be opened now.

    """
    transport = AllowListTransport(await open_transport(spec.link, clock, defaults=BCI_LINE), BCI_ALLOWED_WRITES)
    reader = make_bci_reader(spec.device_id, provenance=spec.provenance)
    try:
        yield StreamDriver(spec, reader=reader, transport=transport, clock=clock, upkeep=BCI_UPKEEP)
    finally:
        await transport.close()


@asynccontextmanager
async def open_berry_driver(spec: DeviceSpec, clock: Clock) -> AsyncIterator[StreamDriver[BerryFrame]]:
    """Open the link of `spec` for as long as the context lasts.

    Raises:
        AddressError: the link cannot be read.
        LinkUnavailableError: it cannot be opened now.

    """
    transport = AllowListTransport(await open_transport(spec.link, clock, defaults=BERRY_LINE), BERRY_ALLOWED_WRITES)
    reader = make_berry_reader(spec.device_id, provenance=spec.provenance)
    try:
        yield StreamDriver(spec, reader=reader, transport=transport, clock=clock, upkeep=BERRY_UPKEEP)
    finally:
        await transport.close()
