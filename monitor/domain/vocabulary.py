"""Closed sets of words, after IEC 60601-1-8 and the session model of the clinic."""

from enum import IntEnum, StrEnum


class Priority(IntEnum):
    """Alarm priority; a larger number is graver."""

    INFORMATION = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def word(self) -> str:
        return self.name.lower()

    @property
    def mark(self) -> str:
        """Shape that stands beside the colour: nobody has to tell colours apart."""
        return ("i", "!", "!!", "!!!")[self]


class AlarmKind(StrEnum):
    PHYSIOLOGICAL = "physiological"
    TECHNICAL = "technical"
    PROCESS = "process"


class AlarmState(IntEnum):
    """State of one condition at one place. What follows what stands in `monitor.alarms.machine`."""

    CLEARED = -1  # over; for a while the record can still be extended
    INACTIVE = 0
    PENDING = 1
    ACTIVE = 2
    ACKNOWLEDGED = 3
    LATCHED = 4  # the condition has gone, the signal stays until somebody acknowledges it


class AlarmChangeKind(StrEnum):
    PENDING = "pending"
    RAISED = "raised"
    ESCALATED = "escalated"
    DE_ESCALATED = "de_escalated"
    ACKNOWLEDGED = "acknowledged"
    CLEARED = "cleared"
    LATCHED = "latched"
    WITHDRAWN = "withdrawn"  # a pending condition that went away before it was raised
    REMINDED = "reminded"
    REOPENED = "reopened"  # an acknowledgement ended: the condition grew worse, or nobody known had given it
    SUSPENDED = "suspended"


class Phase(StrEnum):
    BASELINE = "baseline"
    INFUSION = "infusion"
    RECOVERY = "recovery"
    DISCHARGED = "discharged"


class Verdict(StrEnum):
    """How far a reading is believed."""

    ACCEPTED = "accepted"
    UNEXPECTED = "unexpected"  # possible, but far from where the trend led
    SUSPECT = "suspect"  # shown with "?" and repeated
    REJECTED = "rejected"  # no reading at all


class ValueMark(StrEnum):
    """What a reader has to know of a value wherever it stands (hazard H56)."""

    ENTERED = "entered"
    DOUBTFUL = "doubtful"
    VOIDED = "voided"


class Direction(StrEnum):
    """Where a value is going, as far as one may be sure of it."""

    UNKNOWN = "unknown"  # too few values
    STEADY = "steady"  # no direction that noise does not explain, or one too slow to matter
    UP = "up"
    DOWN = "down"


class CuffMaster(StrEnum):
    """Who decides when the cuff of a place is inflated: one and no other."""

    STATION = "station"
    BEDSIDE = "bedside"  # the monitor's own cycle
    NURSE = "nurse"


class PlaceKind(StrEnum):
    CHAIR = "chair"
    BAY = "bay"


class SoundCategory(StrEnum):
    """What an alarm is about, as far as its melody tells: the categories of IEC 60601-1-8 (2006), annex F."""

    GENERAL = "general"
    CARDIOVASCULAR = "cardiovascular"
    OXYGEN = "oxygen"
    VENTILATION = "ventilation"
    DRUG_DELIVERY = "drug_delivery"
    PERFUSION = "perfusion"
    TEMPERATURE = "temperature"
    EQUIPMENT = "equipment"
