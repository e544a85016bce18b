"""What one simulated device of each kind says in so many seconds while a host speaks to it as the driver would.

Bytes for the decoders to work on; whether they are right is the tests' business, not this file's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from drivers.berry_bci.pm6750_driver import SWITCH_ON
from drivers.capnostream.driver import ENABLE, LINK_IS_ACTIVE
from drivers.capnostream.driver import START as START_CAPNOGRAPHY
from drivers.contec_cms50.driver import KEEP_ALIVE
from drivers.contec_cms50.driver import START as START_CONTEC
from drivers.ge_dinamap.protocol import Command, Request
from drivers.ge_s5_dri.requests import ValuesRequest, Wanted
from drivers.philips_intellivue.conversation import ASSOCIATE, EXTENDED_POLLS, MONITOR_POLL
from drivers.philips_intellivue.identity import MdsCreateResult
from drivers.philips_intellivue.serial_frame import encode_message
from simulators.devices.base import LineDevice
from simulators.devices.cuff import Cuff, CuffSettings, CycleChange
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.devices.publishing import Publisher
from simulators.kinds import DeviceKind
from simulators.making import Parts, make_device
from simulators.patient import Vitals

_EPOCH = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
_WELL = Vitals(
    systolic=128.0,
    diastolic=79.0,
    mean=95.0,
    pulse=71.0,
    spo2=97.0,
    perfusion_index=3.2,
    respiration=14.0,
    etco2=38.0,
)
_SPOT_CHECK_EVERY_S, _FINGER_IN_S = 30, 20


class _Somebody:
    """Is always the same."""

    def at(self, t_s: float) -> Vitals:  # noqa: ARG002 - at all times
        return _WELL


@dataclass(frozen=True, slots=True)
class _Host:
    """What a host says: once at the beginning, and again every `period_s`."""

    first: tuple[bytes, ...] = ()
    again: tuple[bytes, ...] = ()
    period_s: int = 1


_DATA_EXPORT: Final = (ASSOCIATE, MdsCreateResult(1).encode(), *EXTENDED_POLLS.values())
_POLLS: Final = (Command.READ_NIBP, Command.READ_SPO2, Command.READ_RATE)
_HOSTS: Final[Mapping[DeviceKind, _Host]] = {
    DeviceKind.CONTEC_V7: _Host((START_CONTEC,), (KEEP_ALIVE,), 5),
    DeviceKind.CAPNOSTREAM: _Host((ENABLE, START_CAPNOGRAPHY), (LINK_IS_ACTIVE,), 5),
    DeviceKind.PM6750: _Host(SWITCH_ON),
    DeviceKind.GE_DINAMAP: _Host((), tuple(Request(command).encode() for command in _POLLS)),
    DeviceKind.GE_DRI: _Host((ValuesRequest(Wanted.DISPLAYED, 5).record(10).encode(),)),
    DeviceKind.INTELLIVUE_UDP: _Host(_DATA_EXPORT, (MONITOR_POLL,), 5),
    DeviceKind.INTELLIVUE_SERIAL: _Host(tuple(map(encode_message, _DATA_EXPORT)), (encode_message(MONITOR_POLL),), 5),
}


def spoken(kind: DeviceKind, *, seconds: int) -> bytes:
    """Give what the device says in that time; nothing for kinds that publish messages."""
    device = _device(kind)
    if isinstance(device, Publisher):
        return b""
    host = _HOSTS.get(kind, _Host())
    said = [device.answer(request, 0.0) for request in host.first]
    for second in range(seconds):
        if kind is DeviceKind.NONIN_DF13 and device.oximeter is not None:
            device.oximeter.probe_on = second % _SPOT_CHECK_EVERY_S < _FINGER_IN_S
        said.append(device.tick(float(second)))
        if second % host.period_s == 0:
            said += [device.answer(request, float(second)) for request in host.again]
    return b"".join(said)


def _device(kind: DeviceKind) -> LineDevice | Publisher:
    patient = _Somebody()
    settings = CuffSettings(programme=(CycleChange(from_s=0.0, interval_s=300.0),))
    parts = Parts(
        device_id=f"SIM-{kind}",
        place_id="1",
        epoch=_EPOCH,
        serial_number="0000000001",
        oximeter=Oximeter(patient, RECORDED),
        oximeter_used=True,
        cuff=Cuff(patient, settings=settings, seed=1),
        patient=patient,
    )
    return make_device(kind, parts)
