"""The Nellcor driver on an in-memory link, its captures and its kind: XON is all that is ever written."""

import asyncio

import pytest
from nellcor_samples import CAPTURED, END, GOOD, HEADER, LOW_SILENCED, at

from drivers.captures import as_line
from drivers.clock import ManualClock
from drivers.device import DeviceSpec
from drivers.errors import CommandRefusedError, LinkLostError, LinkUnavailableError
from drivers.nellcor_ascii.driver import (
    ALLOWED_WRITES,
    STALLED_AFTER_S,
    NellcorCaptureDecoder,
    NellcorDriver,
    open_nellcor_driver,
)
from drivers.nellcor_ascii.kind import KINDS
from drivers.observations import Numeric, Observation, Parameter, Provenance
from drivers.transport.memory import MemoryTransport, memory_pair


def linked(clock: ManualClock) -> tuple[NellcorDriver, MemoryTransport]:
    near, far = memory_pair(clock)
    driver = NellcorDriver(device_id="n560-1", provenance=Provenance.SIMULATED, transport=near, clock=clock)
    return driver, far


async def heard(driver: NellcorDriver, far: MemoryTransport) -> list[Observation]:
    """All that is said until the link, closed now, is found broken."""
    await far.close()
    found: list[Observation] = []
    stream = driver.observations()
    while True:
        try:
            found.append(await anext(stream))
        except LinkLostError:
            return found


async def test_lines_become_values_stamped_at_receipt_until_the_link_breaks() -> None:
    clock = ManualClock()
    driver, oximeter = linked(clock)
    await oximeter.send(LOW_SILENCED[30:] + END)  # the port was opened in the middle of a line
    clock.move(1)
    await oximeter.send(HEADER[0] + END + GOOD[:30])
    clock.move(1)
    await oximeter.send(GOOD[30:] + END)
    found = await heard(driver, oximeter)
    numerics = [item for item in found if isinstance(item, Numeric)]
    assert {item.parameter: item.value for item in numerics} == {Parameter.SPO2: 99.0, Parameter.PULSE: 66.0}
    assert {item.stamp for item in numerics} == {clock.now()}
    statistics = driver.statistics
    assert (statistics.frames, statistics.rejected_bytes) == (2, 0)
    assert statistics.last_frame == clock.now()
    assert statistics.device_clock_offset_s is not None


async def test_a_stalled_print_out_is_restarted_with_xon() -> None:
    clock = ManualClock()
    driver, oximeter = linked(clock)
    stream = driver.observations()

    async def first() -> Observation:
        return await anext(stream)

    listening = asyncio.create_task(first(), name="listening")
    await clock.advance(STALLED_AFTER_S - 0.5)
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(oximeter.receive(), timeout=0)
    await clock.advance(1.0)
    assert (await oximeter.receive()).data == b"\x11"
    await clock.advance(STALLED_AFTER_S)
    assert (await oximeter.receive()).data == b"\x11"
    await oximeter.send(END + GOOD + END)
    assert isinstance(await listening, Numeric)


async def test_the_wrong_output_mode_shows_as_bytes_without_frames() -> None:
    driver, oximeter = linked(ManualClock())
    await oximeter.send(b"\x1b3\x18\x1bK0\x00\n" * 5)
    assert await heard(driver, oximeter) == []
    assert driver.statistics.frames == 0
    assert driver.statistics.rejected_bytes > 0


async def test_an_oximeter_has_no_cuff() -> None:
    driver, _ = linked(ManualClock())
    with pytest.raises(CommandRefusedError, match="no cuff"):
        await driver.start_cuff()
    with pytest.raises(CommandRefusedError, match="no cuff"):
        await driver.cancel_cuff()


@pytest.mark.hazard("H47")
def test_the_allow_list_holds_xon_alone() -> None:
    assert frozenset({b"\x11"}) == ALLOWED_WRITES


async def test_a_link_that_cannot_be_opened_is_told() -> None:
    spec = DeviceSpec(
        device_id="n560-1", kind="nellcor_ascii", link="serial:///dev/no-such-port", provenance=Provenance.REAL
    )
    with pytest.raises(LinkUnavailableError):
        async with open_nellcor_driver(spec, ManualClock()):
            pass


def test_a_capture_gives_every_line_its_values() -> None:
    decoder = NellcorCaptureDecoder()
    stream = b"".join(line + END for line in (*HEADER, *CAPTURED))
    lines = [as_line(item, timed=False) for item in [*decoder.feed(stream, at(0)), *decoder.finish()]]
    saturations = [line["value"] for line in lines if line.get("parameter") == "spo2"]
    assert saturations == [99, 89, 79, None, None, None, None, 100]
    assert [line["value"] for line in lines if line.get("parameter") == "pulse"] == [66, 66, 66, *[None] * 4, 102]
    assert (decoder.statistics.frames, decoder.statistics.rejected_bytes) == (11, 0)
    assert decoder.statistics.received_bytes == len(stream)


def test_a_line_without_its_end_is_read_at_the_end_of_a_capture_with_doubt() -> None:
    decoder = NellcorCaptureDecoder()
    assert decoder.feed(GOOD, at(0)) == []
    lines = [as_line(item, timed=False) for item in decoder.finish()]
    assert [(line["value"], line["quality"]) for line in lines] == [(99, "questionable"), (66, "questionable")]


def test_the_kind_is_that_of_room_files() -> None:
    (kind,) = KINDS
    assert kind.name == "nellcor_ascii"
    assert kind.reports_alarms
    assert kind.period_s == 2.0
    assert kind.make_decoder is not None
    assert kind.make_decoder().feed(GOOD + END, at(0)) != []
