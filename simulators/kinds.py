"""Which kinds of device can be simulated, and over which links each is offered. Making them is `simulators.making`."""

from enum import StrEnum

from drivers.registry import KINDS


class DeviceKind(StrEnum):
    """The kinds of a room file, by the same names; a test holds them against the registry."""

    MASIMO_ASCII1 = "masimo_ascii1"
    NELLCOR_ASCII = "nellcor_ascii"
    NONIN_DF1 = "nonin_df1"
    NONIN_DF2 = "nonin_df2"
    NONIN_DF7 = "nonin_df7"
    NONIN_DF8 = "nonin_df8"
    NONIN_DF13 = "nonin_df13"
    NONIN_AVANT_ASCII = "nonin_avant_ascii"
    CONTEC_V7 = "contec_v7"
    BCI_5BYTE = "bci_5byte"
    BERRY_20BYTE = "berry_20byte"
    PM6750 = "pm6750"
    GE_DINAMAP = "ge_dinamap"
    GE_DRI = "ge_dri"
    INTELLIVUE_UDP = "intellivue_udp"
    INTELLIVUE_SERIAL = "intellivue_serial"
    CAPNOSTREAM = "capnostream"
    MQTT_NATIVE = "mqtt_native"
    MQTT_CARE = "mqtt_care"
    MQTT_HOME_ASSISTANT = "mqtt_home_assistant"
    MQTT_MAP = "mqtt_map"


class LinkKind(StrEnum):
    PTY = "pty"
    TCP = "tcp"
    UDP = "udp"
    MQTT = "mqtt"


def links_of(kind: DeviceKind) -> tuple[LinkKind, ...]:
    """Over what a device of this kind can be offered."""
    facts = KINDS[kind]
    if facts.make_decoder is None:
        return (LinkKind.MQTT,)
    return (LinkKind.UDP,) if facts.udp_ports else (LinkKind.PTY, LinkKind.TCP)


def has_cuff(kind: DeviceKind) -> bool:
    """Whether the device measures pressures."""
    return KINDS[kind].has_cuff


def line_query(kind: DeviceKind) -> str:
    """What stands behind the port in a serial link: the usual speed. The rest of the line the kind itself says."""
    line = KINDS[kind].line
    return "" if line is None else f"?baud={line.line.baud}"
