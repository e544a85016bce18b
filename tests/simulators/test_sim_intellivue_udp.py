"""The simulated monitor on a real UDP socket, and the driver as a room opens it."""

import asyncio
from datetime import datetime

from drivers.clock import SystemClock
from drivers.device import DeviceSpec
from drivers.observations import Numeric, Parameter, Provenance
from drivers.philips_intellivue.driver import open_intellivue_udp
from drivers.philips_intellivue.protocol import split_messages
from simulators.devices.cuff import Cuff, CuffSettings
from simulators.devices.intellivue import IntellivueMonitor, MonitorOptions, on_network
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.links.udp import UdpLink
from simulators.patient import Vitals

DEADLINE_S = 20.0  # generous: the machine may be busy; nothing here waits that long when it works


class Somebody:
    def at(self, t_s: float) -> Vitals:
        return Vitals(pulse=66.0, spo2=97.0 if t_s >= 0.0 else None, perfusion_index=3.2)


async def test_values_come_over_a_real_socket_and_the_monitor_is_free_again_afterwards() -> None:
    somebody = Somebody()
    monitor = IntellivueMonitor(
        oximeter=Oximeter(somebody, RECORDED),
        cuff=Cuff(None, settings=CuffSettings(programme=()), seed=1),
        epoch=datetime(2026, 5, 4, 9, 0, 0),  # noqa: DTZ001 - a monitor's clock has no zone
        bed_label="SIM 3",
        options=MonitorOptions(objects_per_part=2),  # several datagrams for one answer
    )
    device, link = on_network(monitor), UdpLink(split=split_messages)
    await link.open(lambda data: link.send(device.answer(data, 0.0)))
    try:
        spec = DeviceSpec(device_id="mp5", kind="intellivue_udp", link=link.address, provenance=Provenance.SIMULATED)
        async with asyncio.timeout(DEADLINE_S), open_intellivue_udp(spec, SystemClock()) as driver:
            async for item in driver.observations():
                if isinstance(item, Numeric) and item.parameter is Parameter.PERFUSION_INDEX:
                    assert item.value == 3.2
                    break
            assert monitor.is_associated
            assert driver.statistics.rejected_bytes == 0
        assert not monitor.is_associated
    finally:
        await link.close()
