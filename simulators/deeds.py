"""What can be done to a running room: to a device and its cable, to a patient, to the broker. Words only."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from simulators.patient import EventKind


class OrderError(Exception):
    """An order cannot be carried out; its text is meant for people."""


class DeviceDeed(StrEnum):
    UNPLUG = "unplug"
    REPLUG = "replug"
    STALL = "stall"  # the link stays open, nothing is said or answered
    RESUME = "resume"
    GARBAGE = "garbage"  # once
    WRONG_BAUD = "wrong_baud"  # all that is said becomes rubbish
    RIGHT_BAUD = "right_baud"
    PROBE_OFF = "probe_off"
    PROBE_ON = "probe_on"
    KINK_HOSE = "kink_hose"  # the cuff inflates and measures nothing
    FREE_HOSE = "free_hose"
    RESTART = "restart"  # off and on again: the link breaks, comes back, and the device introduces itself
    CLOCK_JUMP = "clock_jump"  # its clock is an hour off from now on


class PlaceDeed(StrEnum):
    SURGE = "surge"
    DESATURATE = "desaturate"
    FAINT = "faint"
    TACHYCARDIA = "tachycardia"
    SVT = "svt"
    APNOEA = "apnoea"
    RETCH = "retch"
    COUGH = "cough"


class BrokerDeed(StrEnum):
    STOP = "stop"
    START = "start"
    RESTART = "restart"  # away for a quarter of a minute


EVENTS: Final = MappingProxyType(
    {
        PlaceDeed.SURGE: EventKind.SURGE,
        PlaceDeed.DESATURATE: EventKind.DESATURATION,
        PlaceDeed.FAINT: EventKind.FAINT,
        PlaceDeed.TACHYCARDIA: EventKind.TACHYARRHYTHMIA,
        PlaceDeed.SVT: EventKind.SVT,
        PlaceDeed.APNOEA: EventKind.APNOEA,
        PlaceDeed.RETCH: EventKind.RETCHING,
        PlaceDeed.COUGH: EventKind.COUGH,
    }
)
UNDONE_BY: Final = MappingProxyType(
    {
        DeviceDeed.UNPLUG: DeviceDeed.REPLUG,
        DeviceDeed.STALL: DeviceDeed.RESUME,
        DeviceDeed.WRONG_BAUD: DeviceDeed.RIGHT_BAUD,
        DeviceDeed.PROBE_OFF: DeviceDeed.PROBE_ON,
        DeviceDeed.KINK_HOSE: DeviceDeed.FREE_HOSE,
    }
)
