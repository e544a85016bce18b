"""Faults 9, 13 and 14 of other systems: a silent fake, decimal commas, a fixed time zone."""

import locale
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from drivers.clock import ManualClock, SystemClock
from drivers.device import Broker, DeviceSpec
from drivers.errors import AddressError, LinkUnavailableError
from drivers.masimo_ascii1.protocol import Decoder
from drivers.observations import Provenance
from drivers.registry import KINDS
from monitor.ui.presenter import words

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("drivers", "monitor", "simulators")
NOBODY = "127.0.0.1:9"  # the discard port: nobody listens there


def unreachable(kind: str) -> DeviceSpec:
    """A device of this kind that cannot be reached."""
    mqtt = kind.startswith("mqtt")
    return DeviceSpec(
        device_id="SIM-x",
        kind=kind,
        link="mqtt://vitals/v1/site/x" if mqtt else f"tcp://{NOBODY}",
        provenance=Provenance.SIMULATED,
        broker=Broker(url=f"mqtt://{NOBODY}", username="u", password="p") if mqtt else None,  # noqa: S106 - nobody's
    )


@pytest.mark.parametrize("kind", sorted(name for name in KINDS if name != "intellivue_udp"))
async def test_fault_9_a_device_that_cannot_be_reached_is_an_error_and_never_a_fake(kind: str) -> None:
    with pytest.raises((LinkUnavailableError, AddressError)) as caught:
        async with KINDS[kind].open_driver(unreachable(kind), SystemClock()):
            pytest.fail("a driver was opened although nobody is there")
    assert str(caught.value)


def test_fault_9_no_module_of_the_monitor_can_reach_a_simulator() -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for package in ("drivers", "monitor")
        for path in (ROOT / package).rglob("*.py")
        if re.search(r"^\s*(from|import) simulators", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert offenders == []


def test_fault_13_parsing_knows_no_locale() -> None:
    line = b"03/06/05 21:11:30 SN=0000066575 SPO2=098% BPM=057 PI=00.55% ALARM=0000 EXC=000800\r\n"
    before = locale.setlocale(locale.LC_NUMERIC)
    available = [name for name in ("de_DE.UTF-8", "de_DE.utf8", "C.UTF-8", "C") if _has_locale(name)]
    try:
        for name in available:
            locale.setlocale(locale.LC_NUMERIC, name)
            (record,) = Decoder().feed(b"\r\n" + line)
            assert record.pi_percent == 0.55
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)


def _has_locale(name: str) -> bool:
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_NUMERIC, before)
    return True


def test_fault_14_no_time_zone_stands_in_the_code() -> None:
    pattern = re.compile(r"ZoneInfo\(\s*[\"']|timezone\(\s*timedelta|pytz|[\"'](Europe|America|Asia)/")
    offenders = [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert offenders == []


def test_fault_14_the_same_instant_reads_as_each_zone_s_own_time() -> None:
    moment = datetime(2026, 11, 20, 13, 9, tzinfo=UTC)
    shown = [words.local_minute(moment, timezone(timedelta(hours=hours))) for hours in (-8, 0, 5.5)]
    assert shown == ["05:09", "13:09", "18:39"]
    assert ManualClock().now().utc.tzinfo is UTC
