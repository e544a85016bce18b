"""Makes the simulated device that a plan names, on the instruments it is given. Patients and seeds belong to `room`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from drivers.nonin.protocol import DataFormat
from simulators.devices.base import LineDevice
from simulators.devices.bci_5byte import BciModule
from simulators.devices.berry import BerryOximeter, Pm6750
from simulators.devices.capnostream import Capnostream, PatientBreathing
from simulators.devices.contec_v7 import ContecCms50
from simulators.devices.cuff import Cuff
from simulators.devices.ge_dinamap import Dinamap
from simulators.devices.ge_dri import DriMonitor
from simulators.devices.intellivue import IntellivueMonitor, on_network, on_serial_port
from simulators.devices.masimo_ascii1 import MasimoRad8
from simulators.devices.mqtt_care import CareGateway
from simulators.devices.mqtt_home_assistant import HomeAssistantBridge
from simulators.devices.mqtt_map import FlatBridge
from simulators.devices.mqtt_native import MqttMonitor, NativeVoice
from simulators.devices.nellcor_ascii import NellcorN560
from simulators.devices.nonin import Nonin9560, NoninAvant, NoninModule
from simulators.devices.oximeter import Oximeter
from simulators.devices.publishing import Publisher
from simulators.kinds import DeviceKind
from simulators.patient import Patient

SimulatedDevice = LineDevice | Publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All that any device may be made from."""

    device_id: str
    place_id: str
    epoch: datetime  # the run's second 0 by the device's own clock
    serial_number: str
    oximeter: Oximeter
    oximeter_used: bool  # False: a monitor's oximeter stands by; an oximeter has nothing else to do
    cuff: Cuff
    patient: Patient | None

    @property
    def monitor_oximeter(self) -> Oximeter | None:
        """Give the oximeter of a box that can do without."""
        return self.oximeter if self.oximeter_used else None


def make_device(kind: DeviceKind, parts: Parts) -> SimulatedDevice:
    """Make a device of that kind."""
    return _MAKERS[kind](parts)


def _masimo(parts: Parts) -> SimulatedDevice:
    return MasimoRad8(oximeter=parts.oximeter, epoch=parts.epoch, serial_number=parts.serial_number)


def _nellcor(parts: Parts) -> SimulatedDevice:
    return NellcorN560(oximeter=parts.oximeter, epoch=parts.epoch)


def _nonin(data_format: DataFormat) -> Callable[[Parts], SimulatedDevice]:
    def make(parts: Parts) -> SimulatedDevice:
        return NoninModule(oximeter=parts.oximeter, data_format=data_format)

    return make


def _spot_checks(parts: Parts) -> SimulatedDevice:
    return Nonin9560(oximeter=parts.oximeter, epoch=parts.epoch)


def _avant(parts: Parts) -> SimulatedDevice:
    return NoninAvant(oximeter=parts.oximeter, epoch=parts.epoch)


def _contec(parts: Parts) -> SimulatedDevice:
    return ContecCms50(oximeter=parts.oximeter)


def _bci(parts: Parts) -> SimulatedDevice:
    return BciModule(oximeter=parts.oximeter)


def _berry(parts: Parts) -> SimulatedDevice:
    return BerryOximeter(oximeter=parts.oximeter)


def _pm6750(parts: Parts) -> SimulatedDevice:
    return Pm6750(oximeter=parts.oximeter, cuff=parts.cuff, patient=parts.patient)


def _dinamap(parts: Parts) -> SimulatedDevice:
    return Dinamap(oximeter=parts.monitor_oximeter, cuff=parts.cuff)


def _dri(parts: Parts) -> SimulatedDevice:
    return DriMonitor(oximeter=parts.monitor_oximeter, cuff=parts.cuff, ecg=parts.patient, epoch=parts.epoch)


def _intellivue(parts: Parts) -> IntellivueMonitor:
    return IntellivueMonitor(
        oximeter=parts.monitor_oximeter, cuff=parts.cuff, epoch=parts.epoch, bed_label=f"SIM {parts.place_id}"
    )


def _intellivue_serial(parts: Parts) -> SimulatedDevice:
    return on_serial_port(_intellivue(parts))


def _intellivue_udp(parts: Parts) -> SimulatedDevice:
    return on_network(_intellivue(parts))


def _capnostream(parts: Parts) -> SimulatedDevice:
    breathing = PatientBreathing(parts.patient)
    return Capnostream(oximeter=parts.oximeter, epoch=parts.epoch, breathing=breathing)


def _native(parts: Parts) -> SimulatedDevice:
    voice = NativeVoice(device_id=parts.device_id, epoch=parts.epoch)
    return MqttMonitor(voice=voice, oximeter=parts.monitor_oximeter, cuff=parts.cuff)


def _care(parts: Parts) -> SimulatedDevice:
    return CareGateway(
        device_id=parts.device_id,
        epoch=parts.epoch,
        oximeter=parts.monitor_oximeter,
        cuff=parts.cuff,
        worn_by=parts.patient,
    )


def _home_assistant(parts: Parts) -> SimulatedDevice:
    return HomeAssistantBridge(device_id=parts.device_id, oximeter=parts.oximeter, cuff=parts.cuff)


def _flat_bridge(parts: Parts) -> SimulatedDevice:
    return FlatBridge(device_id=parts.device_id, oximeter=parts.oximeter, cuff=parts.cuff)


_MAKERS: Final[Mapping[DeviceKind, Callable[[Parts], SimulatedDevice]]] = {
    DeviceKind.MASIMO_ASCII1: _masimo,
    DeviceKind.NELLCOR_ASCII: _nellcor,
    DeviceKind.NONIN_DF1: _nonin(DataFormat.DF1),
    DeviceKind.NONIN_DF2: _nonin(DataFormat.DF2),
    DeviceKind.NONIN_DF7: _nonin(DataFormat.DF7),
    DeviceKind.NONIN_DF8: _nonin(DataFormat.DF8),
    DeviceKind.NONIN_DF13: _spot_checks,
    DeviceKind.NONIN_AVANT_ASCII: _avant,
    DeviceKind.CONTEC_V7: _contec,
    DeviceKind.BCI_5BYTE: _bci,
    DeviceKind.BERRY_20BYTE: _berry,
    DeviceKind.PM6750: _pm6750,
    DeviceKind.GE_DINAMAP: _dinamap,
    DeviceKind.GE_DRI: _dri,
    DeviceKind.INTELLIVUE_UDP: _intellivue_udp,
    DeviceKind.INTELLIVUE_SERIAL: _intellivue_serial,
    DeviceKind.CAPNOSTREAM: _capnostream,
    DeviceKind.MQTT_NATIVE: _native,
    DeviceKind.MQTT_CARE: _care,
    DeviceKind.MQTT_HOME_ASSISTANT: _home_assistant,
    DeviceKind.MQTT_MAP: _flat_bridge,
}
