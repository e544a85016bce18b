"""The tables of a room file about everything outside the room: who is called, what is published, where HL7 goes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from monitor.settings.section import SettingsModel

_Text = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^\S(.*\S)?$")]
_FileName = Annotated[str, Field(min_length=1, max_length=1000)]
_Topic = Annotated[str, Field(pattern=r"^[^/+#?\s\x00]{1,64}(/[^/+#?\s\x00]{1,64}){0,6}$")]
_Facility = Annotated[str, Field(pattern=r"^[A-Za-z0-9 ._-]{1,40}$")]


class CallKind(StrEnum):
    WEBHOOK = "webhook"
    MQTT = "mqtt"


class EscalationSettings(SettingsModel):
    """One receiver of calls for a second person."""

    name: _Text = Field(description="who is called, at most 80 letters")
    kind: Annotated[CallKind, Field(strict=False)] = Field(description='"webhook" or "mqtt"')
    url: Annotated[str, Field(min_length=1, max_length=500)] | None = Field(
        default=None, description='an address such as "https://calls.clinic.example/room-a"'
    )
    topic: _Topic | None = Field(default=None, description='a topic prefix such as "calls/room-a"')
    token_file: _FileName = Field(description="the path of a file that holds the secret shared with the receiver")


class PublishSettings(SettingsModel):
    topic: _Topic = Field(description='a topic prefix such as "out/room-a"')


class Hl7Settings(SettingsModel):
    host: Annotated[str, Field(pattern=r"^[A-Za-z0-9.:_-]{1,253}$")] = Field(description="the name of a computer")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(description="a port number from 1 to 65535")
    tls: bool = Field(default=True, description="true or false")
    ca_file: _FileName | None = Field(default=None, description="the path of a certificate file")
    allow_plain: bool = Field(default=False, description="true or false")
    plain_because: Annotated[str, Field(min_length=10, max_length=300)] | None = Field(
        default=None, description="a sentence that says why nobody can listen on this network"
    )
    sending_facility: _Facility = Field(description="the clinic's name towards the receiver")
    receiving_application: _Facility = Field(default="EHR", description="the receiver's name for itself")
    receiving_facility: _Facility = Field(description="the receiver's name for its facility")
    every_s: Annotated[int, Field(ge=10, le=3600)] = Field(default=60, description="10 to 3600 seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSettings:
    """All three; empty: nothing leaves the room."""

    escalation: tuple[EscalationSettings, ...] = ()
    publish: PublishSettings | None = None
    hl7: Hl7Settings | None = None
