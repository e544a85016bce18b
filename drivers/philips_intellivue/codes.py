"""Numbers of the Data Export nomenclature that this product knows, as closed sets.

From the reference sheet; those marked "header" are from a public transcription of the vendor's guide
(4535 642 59271) and have not been seen in a capture.
"""

from enum import IntEnum, IntFlag


class ObjectClass(IntEnum):
    """What can be polled (partition 1)."""

    ENUMERATIONS = 0x0005
    NUMERICS = 0x0006
    WAVES = 0x0009
    MONITOR = 0x0021
    DEMOGRAPHICS = 0x002A  # never asked for: names are not needed here
    ALERTS = 0x0036


class AttributeGroup(IntEnum):
    ALL = 0x0000
    ALERTS = 0x0801
    VALUES = 0x0803
    DEMOGRAPHICS = 0x0807


class Attribute(IntEnum):
    PATIENT_ALERTS = 0x0902
    TECHNICAL_ALERTS = 0x0904
    ALERT_CONDITION = 0x0916
    BED_LABEL = 0x091E
    LABEL_ID = 0x0924
    LABEL_TEXT = 0x0927
    MODEL = 0x0928
    OPERATING_MODE = 0x0946
    SEVERAL_VALUES = 0x094B
    ONE_VALUE = 0x0950
    ABSOLUTE_TIME = 0x0987
    RELATIVE_TIME = 0x098F
    MEASUREMENT_TIME = 0x0990
    ADDRESS = 0xF100
    PROTOCOLS = 0xF101
    BED_LABEL_ANNOUNCED = 0xF135
    POLL_DURATION = 0xF13E


class Physio(IntEnum):
    """What a numeric measures."""

    HEART_RATE_ECG = 0x4182
    PULSE_OXIMETER = 0x4822
    PULSE_CHOSEN = 0x480A  # from the source chosen at the monitor
    PULSE_CUFF = 0xF0E5
    CUFF_GROUP = 0x4A04
    CUFF_SYSTOLIC = 0x4A05
    CUFF_DIASTOLIC = 0x4A06
    CUFF_MEAN = 0x4A07
    TEMPERATURE = 0x4B48  # header
    PERFUSION = 0x4BB0
    SPO2 = 0x4BB8
    RESPIRATION = 0x500A
    RESPIRATION_AIRWAY = 0x5012  # header
    ETCO2 = 0x50B0  # header


class Unit(IntEnum):
    NONE = 0x0200
    PERCENT = 0x0220
    BEATS_PER_MIN = 0x0AA0
    BREATHS_PER_MIN = 0x0AE0
    KILOPASCAL = 0x0F00  # header
    MMHG = 0x0F20
    CELSIUS = 0x17A0  # header


class MeasurementState(IntFlag):
    INVALID = 0x8000
    QUESTIONABLE = 0x4000
    UNAVAILABLE = 0x2000
    CALIBRATING = 0x1000
    TEST_DATA = 0x0800
    DEMO_DATA = 0x0400
    VALIDATED = 0x0080
    EARLY = 0x0040  # systolic before mean and diastolic are final
    MEASURING = 0x0020
    IN_ALARM = 0x0002
    ALARMS_OFF = 0x0001


class OperatingMode(IntFlag):
    """Header; 2000 was seen in the capture of a monitor in demonstration mode."""

    MONITORING = 0x4000
    DEMO = 0x2000
    SERVICE = 0x1000
    STANDBY = 0x0002
    CONFIGURATION = 0x0001


class AlertType(IntEnum):
    """Header."""

    TECHNICAL_LOW = 0x0001
    TECHNICAL_MEDIUM = 0x0002
    TECHNICAL_HIGH = 0x0004
    PATIENT_LOW = 0x0100
    PATIENT_MEDIUM = 0x0200
    PATIENT_HIGH = 0x0400


class AlertState(IntFlag):
    """Header; 1100 was seen in the capture, silenced and in demonstration mode."""

    INHIBITED = 0x8000
    SUSPENDED = 0x4000
    LATCHED = 0x2000
    SILENCED = 0x1000
    TEST_MODE = 0x0400
    STANDBY = 0x0200
    DEMO_MODE = 0x0100
    NEW = 0x0008


class Refusal(IntEnum):
    """Why a remote operation was refused. Header."""

    NO_SUCH_CLASS = 0
    NO_SUCH_INSTANCE = 1
    ACCESS_DENIED = 2
    GET_LIST = 7
    SET_LIST = 8
    NO_SUCH_ACTION = 9
    PROCESSING_FAILURE = 10
    INVALID_ARGUMENT = 15
    INVALID_SCOPE = 16
    INVALID_INSTANCE = 17
