"""The kinds of device that a room file may name, and what each offers.

A closed table that is read, never added to at run time.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from drivers.device import DeviceKind
from drivers.errors import UnknownDeviceKindError
from drivers.ge_dinamap.driver import DinamapCaptureDecoder, open_dinamap_driver
from drivers.masimo_ascii1.driver import MasimoCaptureDecoder, open_masimo_driver
from drivers.mqtt.session import open_mqtt_driver
from drivers.observations import Parameter

_KINDS = (
    DeviceKind(
        name="masimo_ascii1",
        title="Masimo Rad-8 / Radical-7 (ASCII 1)",
        open_driver=open_masimo_driver,
        make_decoder=MasimoCaptureDecoder,
        period_s=1.0,
        parameters=frozenset({Parameter.SPO2, Parameter.PULSE, Parameter.PERFUSION_INDEX}),
        reports_alarms=True,
        nothing_parses_hint=(
            "bytes arrive but no line can be read: the serial output is probably set to ASCII 2; "
            "choose ASCII 1 (AS1) under SEr in menu level 3 of the oximeter"
        ),
    ),
    DeviceKind(
        name="ge_dinamap",
        title="GE DINAMAP ProCare / CARESCAPE V100",
        open_driver=open_dinamap_driver,
        make_decoder=DinamapCaptureDecoder,
        period_s=1.0,
        parameters=frozenset({Parameter.SPO2, Parameter.PULSE}),
        has_cuff=True,
        can_start_cuff=True,
        nothing_parses_hint=(
            "bytes arrive but no reply can be read: check 9600 baud 8N1, the levels of the cable (RS-232, not TTL) "
            "and that the host port is set to host communications"
        ),
        experimental=True,  # replies to START, CANCEL and errors are not public
    ),
    DeviceKind(
        name="mqtt_native",
        title="MQTT, native schema",
        open_driver=open_mqtt_driver,
        make_decoder=None,
        period_s=1.0,
        parameters=frozenset(Parameter),
        has_cuff=True,
        reports_alarms=True,
    ),
)
KINDS: Mapping[str, DeviceKind] = MappingProxyType({kind.name: kind for kind in _KINDS})


def kind_named(name: str) -> DeviceKind:
    """The kind of that name.

    Raises:
        UnknownDeviceKindError: there is none; the text lists those there are and suggests the nearest.

    """
    if name in KINDS:
        return KINDS[name]
    close = get_close_matches(name, KINDS, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    raise UnknownDeviceKindError(f"device kind {name!r}: expected one of {', '.join(KINDS)}{hint}")
