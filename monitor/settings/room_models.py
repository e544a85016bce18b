"""The tables of a room file, as types. What must fit together between them is checked elsewhere."""

import os
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from drivers.mqtt.adapters.mapping import CareMonitor, Mapping, TopicMap
from drivers.observations import Provenance
from monitor.alarms.rules import Profile
from monitor.domain.policy import Policy
from monitor.domain.vocabulary import CuffMaster, PlaceKind
from monitor.settings.aftercare_models import AfterCareSettings
from monitor.settings.outside_models import OutsideSettings
from monitor.settings.problems import Problem, SettingsError
from monitor.settings.section import SettingsModel


class LinkProvenance(StrEnum):
    """What a link may be; ENTERED belongs to people, not to links."""

    REAL = Provenance.REAL.value
    SIMULATED = Provenance.SIMULATED.value
    REPLAYED = Provenance.REPLAYED.value


_Text = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^\S(.*\S)?$")]
_Reason = Annotated[str, Field(min_length=10, max_length=300)]
LEAST_KEPT_DAYS = 30  # as the storage has it: younger sessions are never deleted, signed or not
SHORTEST_TOKEN = 20  # characters; with fewer the code of a message could be guessed
_FileName = Annotated[str, Field(min_length=1, max_length=1000)]


class RoomHeader(SettingsModel):
    schema_version: Literal[1] = Field(alias="schema", description="1, the version of this file format")
    name: _Text = Field(description="the room's name, at most 80 letters")
    profile: _FileName = Field(description="the path of a profile file, seen from this file")
    theme: Literal["dark", "light"] = Field(default="dark", description='"dark" or "light", how the display looks')
    language: Annotated[str, Field(pattern=r"^([a-z]{2,3}(_[A-Z]{2})?)?$")] = Field(
        default="", description='a language such as "de" or "de_AT"; without it that of the computer'
    )


class PlaceSettings(SettingsModel):
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,15}$")] = Field(
        description='a short text in quotes such as "1" (letters, digits, blanks and . _ -, at most 16)'
    )
    kind: Annotated[PlaceKind, Field(strict=False)] = Field(description='"chair" or "bay"')
    prefer: Annotated[tuple[_Text, ...], Field(strict=False)] = Field(
        default=(), description='a list of device ids such as ["rad8-1", "dinamap-1"]'
    )
    cuff_driven_by: Annotated[CuffMaster, Field(strict=False)] | None = Field(
        default=None, description='"station", "bedside" or "nurse"'
    )


class DeviceSettings(SettingsModel):
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$")] = Field(
        description='a short text in quotes such as "rad8-1" (letters, digits and . _ -, at most 32)'
    )
    kind: _Text = Field(description="the name of a device kind")
    link: Annotated[str, Field(min_length=1, max_length=500)] = Field(
        description='a link such as "serial:///dev/ttyUSB0?baud=9600"'
    )
    place: _Text = Field(description="the id of a place of this room")
    provenance: Annotated[LinkProvenance, Field(strict=False)] = Field(
        description='"real", "simulated" or "replayed"'  # no default: nobody should call a fake real by forgetting
    )
    mobile: bool = Field(default=False, description="true or false")
    serial_number: Annotated[str, Field(min_length=1, max_length=40)] | None = Field(
        default=None, description="the serial number on the device, in quotes"
    )
    cuff_start: bool = Field(default=False, description="true or false")
    real_because: _Reason | None = Field(
        default=None, description="a sentence that says why a real device stands behind this link"
    )
    # Tables of their own, which `maps` reads; it is their product that stands here.
    map: TopicMap | None = Field(default=None, description="a table [devices.map]")
    care: CareMonitor | None = Field(default=None, description="a table [devices.care]")

    @property
    def mapping(self) -> Mapping | None:
        """How the device's MQTT messages are read; None: its kind says so."""
        return self.map or self.care


class BrokerSettings(SettingsModel):
    url: Annotated[str, Field(min_length=1, max_length=500)] = Field(description='"mqtts://host:port"')
    username: Annotated[str, Field(min_length=1)] | None = Field(default=None, description="a user name")
    password_file: _FileName | None = Field(default=None, description="the path of a file that holds the password")
    password_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = Field(
        default=None, description="the name of an environment variable that holds the password"
    )
    ca_file: _FileName | None = Field(default=None, description="the path of a certificate file")
    client_cert_file: _FileName | None = Field(default=None, description="the path of a certificate file")
    client_key_file: _FileName | None = Field(default=None, description="the path of a key file")
    allow_plain: bool = Field(default=False, description="true or false")
    plain_because: _Reason | None = Field(
        default=None, description="a sentence that says why nobody can listen on this network"
    )


class StorageSettings(SettingsModel):
    path: _FileName | None = Field(default=None, description="the path of the database file")
    url: str | None = Field(default=None, description="an address in quotes")  # its form: see the cross-checks
    keep_days: Annotated[int, Field(ge=LEAST_KEPT_DAYS, le=36_500)] | None = Field(
        default=None,
        description=f"a whole number of days, at least {LEAST_KEPT_DAYS}; without it everything is kept for ever",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSettings:
    """One room whose file has no mistake. Relative paths of the file are seen from its own folder."""

    file: Path
    name: str
    provenance: Provenance  # of every device alike
    profile_file: Path
    profile: Profile
    places: tuple[PlaceSettings, ...]
    devices: tuple[DeviceSettings, ...]
    broker: BrokerSettings | None
    storage: StorageSettings
    aftercare: AfterCareSettings = field(default_factory=AfterCareSettings)
    theme: Literal["dark", "light"] = "dark"
    language: str = ""  # of the display; empty: that of the computer
    policy: Policy = field(default_factory=Policy)
    outside: OutsideSettings = field(default_factory=OutsideSettings)
    notes: tuple[str, ...] = ()  # no mistakes, but people should know

    def beside(self, name: str) -> Path:
        """Path of a file that the room file names."""
        return self.file.parent / Path(name).expanduser()

    def cuff_master(self, place: PlaceSettings) -> CuffMaster:
        """Who inflates there; where the file does not say: the station where it may start a cuff, else the monitor."""
        if place.cuff_driven_by is not None:
            return place.cuff_driven_by
        may_start = any(device.place == place.id and device.cuff_start for device in self.devices)
        return CuffMaster.STATION if may_start else CuffMaster.BEDSIDE

    @property
    def database_file(self) -> Path | None:
        """Where the room file wants its database; None: the program's own choice."""
        return None if self.storage.path is None else self.beside(self.storage.path)

    def broker_password(self) -> str | None:
        """Read the password from where the room file says it is; None: it names none.

        Raises:
            SettingsError: the file or the variable is not there or empty.

        """
        if self.broker is None:
            return None
        if self.broker.password_env is not None:
            return self._required(os.environ.get(self.broker.password_env), "broker.password_env")
        if self.broker.password_file is None:
            return None
        text = self._read_secret(self.broker.password_file, "broker.password_file")
        return self._required(text, "broker.password_file")

    def token_of(self, index: int) -> str:
        """Read the secret shared with a receiver of calls.

        Raises:
            SettingsError: the file is not there, or holds less than a secret.

        """
        key = f"escalation[{index}].token_file"
        token = self._read_secret(self.outside.escalation[index].token_file, key)
        if len(token) < SHORTEST_TOKEN:
            raise self._password_error(key, f"holds {len(token)} characters: expected {SHORTEST_TOKEN} or more")
        return token

    def _read_secret(self, name: str, key: str) -> str:
        try:
            return self.beside(name).read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not UTF-8 text"
            raise self._password_error(key, f"cannot be read: {reason}") from error

    def _required(self, password: str | None, key: str) -> str:
        if not password:
            raise self._password_error(key, "holds no password")
        return password

    def _password_error(self, key: str, why: str) -> SettingsError:
        return SettingsError((Problem(file=self.file.name, key=key, expected=why),))
