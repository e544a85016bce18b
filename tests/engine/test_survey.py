"""What is plugged in or publishes and stands in no room file; nothing of it is ever opened."""

import asyncio
from collections.abc import Sequence

import pytest

from drivers.clock import ManualClock
from drivers.device import DeviceSpec
from drivers.mqtt.presence import MOST_PUBLISHERS, Presence
from drivers.observations import Provenance
from drivers.transport.usb_ports import UsbPort
from monitor.engine.survey import PORTS_EVERY_S, SILENT_AFTER_S, Survey
from monitor.port.snapshot import UnassignedView

FTDI = UsbPort(device="/dev/ttyUSB7", serial_number="A50285BI", product="FT232R USB UART")
QUAD = UsbPort(device="/dev/ttyUSB2", serial_number="FT4X", interface=2, product="Quad RS232")
NAMELESS = UsbPort(device="/dev/ttyUSB9", serial_number=None)
BIRTH = (
    b'{"online": true, "seq": 0, "t_recv": "2024-05-17T14:28:00Z", "model": "CARESCAPE V100", '
    b'"driver": "bridge 1", "codes": [150456]}'
)
OFFLINE = b'{"online": false}'


class NotingClock(ManualClock):
    """Says when somebody has gone to sleep."""

    def __init__(self) -> None:
        super().__init__()
        self.asleep = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.asleep.set()
        await super().sleep(seconds)


def device(link: str) -> DeviceSpec:
    return DeviceSpec(device_id="x", kind="masimo_ascii1", link=link, provenance=Provenance.REAL)


def survey(*links: str, ports: Sequence[UsbPort] = (), clock: ManualClock | None = None) -> Survey:
    return Survey(
        [device(link) for link in links],
        broker=None,
        provenance=Provenance.REAL,
        clock=clock or ManualClock(),
        list_ports=lambda: ports,
    )


async def look(found: Survey, clock: NotingClock) -> None:
    """Let the survey run until it waits for its next look."""
    task = asyncio.create_task(found.run(), name="survey under test")
    async with asyncio.timeout(10):
        await clock.asleep.wait()
    assert not task.done()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def adapters(*links: str, ports: Sequence[UsbPort]) -> list[str]:
    clock = NotingClock()
    found = survey(*links, ports=ports, clock=clock)
    await look(found, clock)
    return [view.link for view in found.found()]


async def test_adapters_that_no_device_names_are_listed_by_what_stays_the_same() -> None:
    assert await adapters(ports=(FTDI, QUAD, NAMELESS)) == [
        "serial://usb:A50285BI",
        "serial://usb:FT4X/2",
        "serial:///dev/ttyUSB9",
    ]


@pytest.mark.parametrize(
    "link",
    [
        "serial:///dev/ttyUSB7?baud=9600",
        "serial://usb:A50285BI?baud=9600",
        "serial://usb:a50285bi?baud=9600",
    ],
)
async def test_an_adapter_that_a_device_names_in_any_way_is_taken(link: str) -> None:
    assert await adapters(link, ports=(FTDI, NAMELESS)) == ["serial:///dev/ttyUSB9"]


async def test_one_port_of_several_on_an_adapter_is_taken() -> None:
    other = UsbPort(device="/dev/ttyUSB3", serial_number="FT4X", interface=3)
    assert await adapters("serial://usb:FT4X/2?baud=9600", ports=(QUAD, other)) == ["serial://usb:FT4X/3"]


@pytest.mark.expect_log
async def test_a_fault_of_the_survey_ends_no_engine(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Sequence[UsbPort]:
        raise ZeroDivisionError("a bug in a library")

    clock = NotingClock()
    await look(Survey([], broker=None, provenance=Provenance.REAL, clock=clock, list_ports=broken), clock)
    assert [record.getMessage() for record in caplog.records] == ["the survey of devices failed"]


def test_ports_are_listed_often_enough_for_somebody_who_waits() -> None:
    assert PORTS_EVERY_S <= 5.0


# --- who publishes -------------------------------------------------------------------------------------------------


def heard(found: Survey, clock: ManualClock, topic: str, payload: bytes = b"{}", *, retained: bool = False) -> None:
    found._presence.feed(topic, payload, retained=retained, stamp=clock.now())


def test_a_publisher_that_no_device_names_is_proposed() -> None:
    clock = ManualClock()
    found = survey("mqtt://vitals/v1/clinic1/known", clock=clock)
    heard(found, clock, "vitals/v1/clinic1/known/spo2")
    heard(found, clock, "vitals/v1/clinic1/gw7/status", BIRTH)
    heard(found, clock, "vitals/v1/clinic1/gw7/spo2")
    assert found.found() == (
        UnassignedView(
            link="mqtt://vitals/v1/clinic1/gw7", what="CARESCAPE V100", kind="mqtt_native", seen="publishing"
        ),
    )
    clock.move(SILENT_AFTER_S + 12)
    assert found.found()[0].seen == "silent for 42 s"


def test_what_the_broker_kept_is_told_from_somebody_who_speaks() -> None:
    clock = ManualClock()
    found = survey(clock=clock)
    heard(found, clock, "vitals/v1/clinic1/gw7/status", BIRTH, retained=True)
    assert found.found()[0].seen == "only messages kept by the broker"


def test_a_device_that_signed_off_and_foreign_topics_are_no_proposal() -> None:
    clock = ManualClock()
    found = survey(clock=clock)
    heard(found, clock, "vitals/v1/clinic1/gw7/status", BIRTH)
    heard(found, clock, "vitals/v1/clinic1/gw7/status", OFFLINE)
    heard(found, clock, "vitals/v1/clinic1/gw8/lights")
    heard(found, clock, "home/kitchen/spo2x")
    assert found.found() == ()


def test_a_flood_of_names_is_bounded() -> None:
    presence, clock = Presence(), ManualClock()
    for number in range(2 * MOST_PUBLISHERS):
        presence.feed(f"vitals/v1/site/{number}/spo2", b"{}", retained=False, stamp=clock.now())
    assert len(presence.publishers) == MOST_PUBLISHERS
