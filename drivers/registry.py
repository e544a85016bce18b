"""The kinds of device that a room file may name, and what each offers.

A closed table that is read, never added to at run time.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from drivers.berry_bci import kind as berry_bci
from drivers.capnostream import kind as capnostream
from drivers.contec_cms50 import kind as contec_cms50
from drivers.device import DeviceKind
from drivers.errors import UnknownDeviceKindError
from drivers.ge_dinamap import kind as ge_dinamap
from drivers.ge_s5_dri import kind as ge_s5_dri
from drivers.masimo_ascii1 import kind as masimo_ascii1
from drivers.mqtt import kind as mqtt
from drivers.mqtt.adapters import kind as mqtt_adapters
from drivers.nellcor_ascii import kind as nellcor_ascii
from drivers.nonin import kind as nonin
from drivers.philips_intellivue import kind as philips_intellivue

_FAMILIES: tuple[tuple[DeviceKind, ...], ...] = (
    masimo_ascii1.KINDS,
    nellcor_ascii.KINDS,
    nonin.KINDS,
    contec_cms50.KINDS,
    berry_bci.KINDS,
    ge_dinamap.KINDS,
    ge_s5_dri.KINDS,
    philips_intellivue.KINDS,
    capnostream.KINDS,
    mqtt.KINDS,
    mqtt_adapters.KINDS,
)
KINDS: Mapping[str, DeviceKind] = MappingProxyType({kind.name: kind for family in _FAMILIES for kind in family})


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
