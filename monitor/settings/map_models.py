"""The tables of a room file that say where values stand in foreign MQTT messages, as types. `maps` joins them."""

from typing import Annotated

from pydantic import Field

from drivers.mqtt.adapters.mapping import Effect, GivenUnit, NewWhen, TimeFormat
from drivers.observations import NoticeKind, NoticePriority, Source
from monitor.settings.section import SettingsModel

_Topic = Annotated[str, Field(max_length=300, pattern=r"^([^/+#\s\x00]+(/[^/+#\s\x00]+)*)?$")]
_FullTopic = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^/?[^/+#\s\x00]+(/[^/+#\s\x00]+)*$")]
_Path = Annotated[str, Field(pattern=r"^([^.\x00]{1,60}(\.[^.\x00]{1,60}){0,7})?$")]
_NamedPath = Annotated[str, Field(pattern=r"^[^.\x00]{1,60}(\.[^.\x00]{1,60}){0,7}$")]
_Word = bool | int | float | Annotated[str, Field(max_length=80)]
_Words = Annotated[tuple[_Word, ...], Field(strict=False, min_length=1, max_length=20)]
Match = dict[_NamedPath, _Word]

_TOPIC = 'a topic below the link such as "state", without + # or blanks'
_PATH = 'names joined by dots such as "data.value.spo2"'
_WORDS = 'a list of numbers or texts such as ["online"]'
_MATCH = 'what must stand in a message, such as { mac = "e4:5f:01:ed:82:59" }'
_MISSING = 'a list of what stands there without a value, such as [0, 127, "--"]'
_PERIOD = "seconds between two values, from 0.1 to 60"
_Period = Annotated[float, Field(ge=0.1, le=60)]


class MapHeader(SettingsModel):
    period_s: _Period = Field(default=1.0, description=_PERIOD)
    match: Match = Field(default={}, description=_MATCH)


class ValueSettings(SettingsModel):
    """One continuous value: either `topic`, `path`, `unit` and so on, or `discovery` alone."""

    topic: _Topic = Field(default="", description=_TOPIC)
    path: _Path = Field(default="", description=_PATH)
    unit: Annotated[GivenUnit, Field(strict=False)] | None = Field(
        default=None, description='"%", "/min", "mm[Hg]", "kPa", "Cel" or "degF"'
    )
    scale: Annotated[float, Field(gt=0, le=1000)] | None = Field(default=None, description="a number above 0")
    missing: Annotated[list[_Word], Field(max_length=20)] | None = Field(default=None, description=_MISSING)
    source: Annotated[Source, Field(strict=False)] | None = Field(
        default=None, description='"ecg", "oximeter", "cuff" or "other"'
    )
    match: Match = Field(default={}, description=_MATCH)
    discovery: _FullTopic | None = Field(
        default=None, description='the full topic of a configuration such as "homeassistant/sensor/spo2/config"'
    )


class CuffSettings(SettingsModel):
    topic: _Topic = Field(default="", description=_TOPIC)
    systolic: _NamedPath = Field(description=_PATH)
    diastolic: _NamedPath = Field(description=_PATH)
    mean: _NamedPath | None = Field(default=None, description=_PATH)
    pulse: _NamedPath | None = Field(default=None, description=_PATH)
    unit: Annotated[GivenUnit, Field(strict=False)] = Field(description='"mm[Hg]" or "kPa"')
    missing: Annotated[list[_Word], Field(max_length=20)] | None = Field(default=None, description=_MISSING)
    new_when: Annotated[NewWhen, Field(strict=False)] = Field(
        description='"message" (each is sent once), "changed" (it is repeated) or "time" (it is repeated with its time)'
    )
    time: _NamedPath | None = Field(default=None, description=_PATH)
    time_format: Annotated[TimeFormat, Field(strict=False)] | None = Field(
        default=None, description='"iso", "unix_s" or "unix_ms"'
    )
    match: Match = Field(default={}, description=_MATCH)


class AvailabilitySettings(SettingsModel):
    topic: _Topic | None = Field(default=None, description=_TOPIC)
    shared_topic: _FullTopic | None = Field(
        default=None, description='a full topic that may serve several devices, such as "bridge/state"'
    )
    path: _Path = Field(default="", description=_PATH)
    # Home Assistant's own defaults for payload_available and payload_not_available
    available: _Words = Field(default=("online",), description=_WORDS)
    unavailable: _Words = Field(default=("offline",), description=_WORDS)


class StateSettings(SettingsModel):
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")] = Field(
        description='a name of small letters, digits and _ such as "motion"'
    )
    topic: _Topic = Field(default="", description=_TOPIC)
    path: _Path = Field(default="", description=_PATH)
    when: _Words = Field(description='a list of what stands there while it lasts, such as [true, "ON"]')
    why: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^\S(.*\S)?$")] = Field(
        description="what people are to read, at most 80 letters"
    )
    notice: Annotated[NoticeKind, Field(strict=False)] = Field(
        default=NoticeKind.TECHNICAL, description='"technical", "physiological" or "information"'
    )
    priority: Annotated[NoticePriority, Field(strict=False)] = Field(
        default=NoticePriority.UNKNOWN, description='"high", "medium", "low" or "unknown"'
    )
    effect: Annotated[Effect, Field(strict=False)] = Field(
        default=Effect.NONE, description='"none", "questionable" or "invalid"'
    )


class TimeSettings(SettingsModel):
    path: _NamedPath = Field(description=_PATH)
    format: Annotated[TimeFormat, Field(strict=False)] = Field(description='"iso", "unix_s" or "unix_ms"')


class CareSettings(SettingsModel):
    monitor: Annotated[str, Field(min_length=1, max_length=80)] = Field(
        description='the device_id of the monitor in the CARE messages, such as "192.168.1.14"'
    )
    period_s: _Period = Field(default=1.0, description=_PERIOD)
