"""The Masimo driver on an in-memory link: the stream begins mid-line, and nothing is ever written."""

import pytest

from drivers.clock import ManualClock
from drivers.errors import CommandRefusedError, LinkLostError
from drivers.masimo_ascii1.driver import ALLOWED_WRITES, MasimoDriver
from drivers.observations import DeviceIdentity, Numeric, Parameter, Provenance
from drivers.transport.memory import MemoryTransport, memory_pair

# Captured from a Rad-8; published in a README without a named repository.
RAD8 = (
    b"02/22/16 22:47:45 SN=0000056661 SPO2=098% BPM=097 PI=03.60% SPCO=--.-% SPMET=--.-% DESAT=-- PIDELTA=+-- "
    b"ALARM=0000 EXC=000800\r\n"
)


def linked(clock: ManualClock) -> tuple[MasimoDriver, MemoryTransport]:
    near, far = memory_pair(clock)
    return MasimoDriver(device_id="rad8-1", provenance=Provenance.SIMULATED, transport=near), far


async def test_lines_become_values_stamped_at_receipt_until_the_link_breaks() -> None:
    clock = ManualClock()
    driver, oximeter = linked(clock)
    await oximeter.send(RAD8[50:])  # the port was opened in the middle of a line
    clock.move(1)
    await oximeter.send(RAD8[:30])
    clock.move(1)
    await oximeter.send(RAD8[30:])
    await oximeter.close()
    stream = driver.observations()
    found = [await anext(stream) for _ in range(5)]  # what it is, three values and "Masimo SET is running"
    with pytest.raises(LinkLostError):
        await anext(stream)
    assert [item.serial_number for item in found if isinstance(item, DeviceIdentity)] == ["0000056661"]
    values = {item.parameter: item.value for item in found if isinstance(item, Numeric)}
    assert values == {Parameter.SPO2: 98, Parameter.PULSE: 97, Parameter.PERFUSION_INDEX: 3.6}
    assert {item.stamp for item in found} == {clock.now()}
    assert driver.statistics.frames == 1
    assert driver.statistics.rejected_bytes == 0
    assert driver.statistics.received_bytes == len(RAD8) + len(RAD8[50:])
    assert driver.statistics.last_frame == clock.now()
    assert driver.statistics.device_clock_offset_s is not None


async def test_the_wrong_output_mode_shows_as_bytes_without_frames() -> None:
    driver, oximeter = linked(ManualClock())
    await oximeter.send(b"\x02S098\x03\r\n" * 5)
    await oximeter.close()
    with pytest.raises(LinkLostError):
        await anext(driver.observations())
    assert driver.statistics.received_bytes > 0
    assert driver.statistics.frames == 0
    assert driver.statistics.rejected_bytes > 0


async def test_an_oximeter_has_no_cuff() -> None:
    driver, _ = linked(ManualClock())
    with pytest.raises(CommandRefusedError, match="no cuff"):
        await driver.start_cuff()
    with pytest.raises(CommandRefusedError, match="no cuff"):
        await driver.cancel_cuff()


@pytest.mark.hazard("H47")
def test_the_allow_list_is_empty() -> None:
    assert frozenset() == ALLOWED_WRITES
