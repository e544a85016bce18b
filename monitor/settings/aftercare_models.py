"""The table [aftercare] of a room file: what the sheet for patient and escort says. The shipped texts are English."""

from typing import Annotated

from pydantic import Field

from monitor.settings.section import SettingsModel

_Line = Annotated[str, Field(min_length=1, max_length=200)]
_Lines = Annotated[tuple[_Line, ...], Field(min_length=1, max_length=12, strict=False)]

INSTRUCTIONS = (
    "Rest for the remainder of the day.",
    "Drink enough, in small amounts.",
    "Eat a light meal once you feel like it.",
    "No alcohol for 48 hours.",
    "Use no machines, and make no big or legal decisions today.",
    "Somebody stays with you until tomorrow morning.",
    "Write down within 24 hours how you felt: mood, sleep, thoughts, anything unusual.",
)
WATCH_FOR = (
    "vomiting that does not stop, or a bad headache",
    "pain in the chest, trouble with breathing, a faint",
    "confusion, or things that are not there, more than an hour after you left",
    "thoughts of harming yourself: call at once, at any time",
)


class AfterCareSettings(SettingsModel):
    clinic: Annotated[str, Field(max_length=80)] = Field(default="", description="the name of the clinic")
    phone: Annotated[str, Field(max_length=60)] = Field(
        default="", description="the telephone number of the clinic, in quotes"
    )
    emergency_phone: Annotated[str, Field(max_length=60)] = Field(
        default="", description="the telephone number for emergencies, in quotes"
    )
    no_driving_until: _Line = Field(
        default="tomorrow, after a full night's sleep", description='a time in words such as "tomorrow at noon"'
    )
    instructions: _Lines = Field(default=INSTRUCTIONS, description="a list of 1 to 12 sentences in quotes")
    watch_for: _Lines = Field(default=WATCH_FOR, description="a list of 1 to 12 phrases in quotes")
