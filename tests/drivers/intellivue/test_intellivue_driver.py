"""What the driver may write, and which links it takes. Its dialogue with a monitor is tried in tests/simulators."""

import pytest

from drivers.clock import ManualClock
from drivers.device import DeviceSpec
from drivers.errors import AddressError
from drivers.observations import Provenance
from drivers.philips_intellivue.allowed import AllowedWrites
from drivers.philips_intellivue.conversation import FIXED_WRITES, RELEASE
from drivers.philips_intellivue.driver import open_intellivue_serial, open_intellivue_udp
from drivers.philips_intellivue.identity import MdsCreateResult
from drivers.philips_intellivue.lines import DatagramLine, Line, SerialLine
from drivers.philips_intellivue.polls import PollRequest


@pytest.mark.parametrize("line", [DatagramLine(), SerialLine()])
def test_nothing_else_can_leave(line: Line) -> None:
    allowed = AllowedWrites(line)
    assert all(line.pack(message) in allowed for message in FIXED_WRITES)
    assert line.pack(MdsCreateResult(513).encode()) in allowed
    names = PollRequest(invoke_id=1, object_class=0x002A, group=0x0807)
    assert line.pack(names.encode()) not in allowed
    assert line.pack(RELEASE)[:-1] not in allowed
    assert line.pack(MdsCreateResult(1).encode()) + b"\x00" not in allowed
    changed = bytearray(MdsCreateResult(1).encode())
    changed[14] ^= 1
    assert line.pack(bytes(changed)) not in allowed


@pytest.mark.parametrize("query", ["?baud=9600", "?flow=xonxoff", "?parity=even"])
async def test_other_line_settings_than_the_monitors_are_refused(query: str) -> None:
    spec = DeviceSpec(
        device_id="mp5-1", kind="intellivue_serial", link=f"serial:///dev/none{query}", provenance=Provenance.REAL
    )
    with pytest.raises(AddressError):
        async with open_intellivue_serial(spec, ManualClock()):
            pass


async def test_the_network_kind_needs_a_network_link() -> None:
    spec = DeviceSpec(device_id="mp5-1", kind="intellivue_udp", link="tcp://mp5:24105", provenance=Provenance.REAL)
    with pytest.raises(AddressError, match="udp://host"):
        async with open_intellivue_udp(spec, ManualClock()):
            pass
