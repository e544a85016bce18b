"""The kinds of Contec, Berry and Capnostream devices: what they promise, and that each opens on a real socket."""

import asyncio

import pytest

from drivers.berry_bci.kind import KINDS as BERRY_KINDS
from drivers.capnostream.kind import KINDS as CAPNOSTREAM_KINDS
from drivers.clock import SystemClock
from drivers.contec_cms50.kind import KINDS as CONTEC_KINDS
from drivers.device import DeviceKind, DeviceSpec
from drivers.errors import CommandRefusedError, LinkUnavailableError
from drivers.observations import Numeric, Observation, Parameter, Provenance

KINDS = {kind.name: kind for kind in (*CONTEC_KINDS, *BERRY_KINDS, *CAPNOSTREAM_KINDS)}
# Captured (Contec) or constructed for the protocol sheets; each gives a saturation.
STREAMS = {
    "contec_v7": bytes.fromhex("01E085B396C1E1FFFF") * 3,
    "bci_5byte": bytes.fromhex("852A064862") * 3,
    "berry_20byte": bytes.fromhex("FFAA010862624849A40024233240E201005F01A7"),
    "pm6750": bytes.fromhex("55AA06040062484B"),
    "capnostream": bytes.fromhex("851c016553f10026000e6148000000000000003c0f1e050864558c32010075"),
}
FIRST_WRITES = {
    "contec_v7": bytes.fromhex("7D81A28080808080807D81A1808080808080"),
    "bci_5byte": b"",
    "berry_20byte": b"",
    "pm6750": bytes.fromhex("55AA040301F755AA040101F9"),
    "capnostream": bytes.fromhex("85010100"),
}
DEADLINE_S = 10.0


async def first_saturation(kind: DeviceKind, link: str) -> tuple[Numeric, str]:
    """The first saturation of the device at `link`, and how it refuses to start a cuff."""
    spec = DeviceSpec(device_id="d1", kind=kind.name, link=link, provenance=Provenance.SIMULATED)
    async with kind.open_driver(spec, SystemClock()) as driver:
        with pytest.raises(CommandRefusedError) as refused:
            await driver.start_cuff()
        async for item in driver.observations():
            if isinstance(item, Numeric) and item.parameter is Parameter.SPO2:
                return item, str(refused.value)
    raise AssertionError("the stream ended without a saturation")


@pytest.mark.parametrize("name", KINDS)
async def test_each_opens_speaks_and_is_understood(name: str) -> None:
    heard, greeted = bytearray(), asyncio.Event()

    async def device(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.extend(await reader.readexactly(len(FIRST_WRITES[name])))
        greeted.set()
        writer.write(STREAMS[name])
        await reader.read()  # until the driver hangs up
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(device, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    async with server:
        value, refusal = await asyncio.wait_for(first_saturation(KINDS[name], f"tcp://{host}:{port}"), DEADLINE_S)
    assert greeted.is_set()
    assert bytes(heard) == FIRST_WRITES[name]
    assert value.value in (97.0, 98.0)
    assert value.provenance is Provenance.SIMULATED
    assert ("not allowed" if KINDS[name].can_start_cuff else "no cuff") in refusal


@pytest.mark.parametrize("name", KINDS)
async def test_a_link_that_is_not_there_is_refused_in_words(name: str) -> None:
    spec = DeviceSpec(device_id="d1", kind=name, link="serial:///dev/no-such-port", provenance=Provenance.REAL)
    with pytest.raises(LinkUnavailableError, match="no-such-port"):
        async with KINDS[name].open_driver(spec, SystemClock()):
            raise AssertionError("it opened")


def test_what_the_room_may_expect() -> None:
    assert list(KINDS) == ["contec_v7", "bci_5byte", "berry_20byte", "pm6750", "capnostream"]
    assert [name for name, kind in KINDS.items() if kind.has_cuff or kind.can_start_cuff] == ["pm6750"]
    assert [name for name, kind in KINDS.items() if kind.experimental] == ["berry_20byte", "pm6750", "capnostream"]
    assert [name for name, kind in KINDS.items() if kind.reports_alarms] == ["contec_v7", "capnostream"]
    for kind in KINDS.values():
        assert {Parameter.SPO2, Parameter.PULSE} <= kind.parameters
        assert kind.make_decoder is not None
        assert "bytes arrive but no" in kind.nothing_parses_hint


@pytest.mark.parametrize("name", KINDS)
def test_recordings_of_each_decode_without_a_link(name: str) -> None:
    make_decoder = KINDS[name].make_decoder
    assert make_decoder is not None
    decoder = make_decoder()
    stamp = SystemClock().now()
    said: list[Observation] = [
        item for item in [*decoder.feed(STREAMS[name], stamp), *decoder.finish()] if isinstance(item, Numeric)
    ]
    assert Parameter.SPO2 in {item.parameter for item in said if isinstance(item, Numeric)}
    assert {item.provenance for item in said} == {Provenance.REPLAYED}
    assert decoder.statistics.rejected_bytes == 0
