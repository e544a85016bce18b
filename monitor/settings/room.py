"""Loads a room file with the profile it names, or reports everything that is wrong with both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from drivers.device import DeviceKind
from drivers.observations import Provenance
from drivers.registry import KINDS
from monitor.alarms.rules import Profile
from monitor.domain.policy import MOOD, PAIN
from monitor.settings.aftercare_models import AfterCareSettings
from monitor.settings.cuff_tables import preset_problems
from monitor.settings.maps import read_device
from monitor.settings.outside_models import EscalationSettings, Hl7Settings, PublishSettings
from monitor.settings.outside_parts import OUTSIDE_TABLES, OutsideParts
from monitor.settings.problems import Problem, SettingsError, written
from monitor.settings.profile import read_profile
from monitor.settings.room_checks import RoomDraft, cross_problems
from monitor.settings.room_models import (
    BrokerSettings,
    DeviceSettings,
    PlaceSettings,
    RoomHeader,
    RoomSettings,
    StorageSettings,
)
from monitor.settings.room_notes import room_notes
from monitor.settings.section import NO_HINTS, M, Section, keys_of, read_section, required, sort_out_unknown
from monitor.settings.stay_models import CheckSettings, DrugSettings, PresetSettings, StaySettings, policy_of
from monitor.settings.toml_file import Table, read_toml

_TABLES = (
    *("places", "devices", "broker", "storage", "stay", "checks", "presets", "drugs", "aftercare"),
    *OUTSIDE_TABLES,
)
_BROKER_HINTS = MappingProxyType(
    {"password": "a password never stands in this file, use password_file or password_env"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The tables of one room file, each read by itself."""

    header: Section[RoomHeader]
    places: tuple[Section[PlaceSettings], ...]
    devices: tuple[Section[DeviceSettings], ...]
    broker: Section[BrokerSettings] | None  # None: the file has no such table
    storage: Section[StorageSettings]
    stay: Section[StaySettings]
    checks: tuple[Section[CheckSettings], ...]
    presets: tuple[Section[PresetSettings], ...]
    drugs: tuple[Section[DrugSettings], ...]
    aftercare: Section[AfterCareSettings]
    outside: OutsideParts

    def problems(self) -> list[Problem]:
        broker = () if self.broker is None else (self.broker,)
        sections = (self.header, *self.places, *self.devices, *broker, self.storage, self.stay, self.aftercare)
        lists = (*self.checks, *self.presets, *self.drugs, *self.outside.sections())
        return [problem for section in (*sections, *lists) for problem in section.problems]


def load_room(path: Path, *, kinds: Mapping[str, DeviceKind] = KINDS) -> RoomSettings:
    """Read a room file and its profile.

    Raises:
        SettingsError: with every problem of both files.

    """
    raw, unreadable = read_toml(path, shown_as=str(path))
    if unreadable is not None:
        raise SettingsError((unreadable,))
    table, problems = sort_out_unknown(raw, (*keys_of(RoomHeader), *_TABLES), file=path.name, key="")
    parts = _read_parts(table, file=path.name)
    draft = RoomDraft(
        file=path.name,
        places=[place.sound for place in parts.places],
        devices=[device.sound for device in parts.devices],
        broker=None if parts.broker is None else parts.broker.sound,
        storage=parts.storage.sound,
        kinds=kinds,
        outside=parts.outside,
    )
    profile, profile_problems = _profile(path, parts)
    problems += (*parts.problems(), *cross_problems(draft), *profile_problems)
    if problems or profile is None:
        raise SettingsError(tuple(problems))
    return _room(path, parts, profile)


def _read_parts(table: Table, *, file: str) -> _Parts:
    header = {key: value for key, value in table.items() if key not in _TABLES}
    return _Parts(
        header=read_section(header, RoomHeader, file=file, key=""),
        places=_read_list(table.get("places", []), _reader(PlaceSettings), file=file, key="places"),
        devices=_read_list(table.get("devices", []), read_device, file=file, key="devices"),
        broker=_read_optional(table, BrokerSettings, file=file, key="broker", hints=_BROKER_HINTS),
        storage=read_section(table.get("storage", {}), StorageSettings, file=file, key="storage"),
        stay=read_section(table.get("stay", {}), StaySettings, file=file, key="stay"),
        checks=_read_list(table.get("checks", []), _reader(CheckSettings), file=file, key="checks"),
        presets=_read_list(table.get("presets", []), _reader(PresetSettings), file=file, key="presets"),
        drugs=_read_list(table.get("drugs", []), _reader(DrugSettings), file=file, key="drugs"),
        outside=OutsideParts(
            escalation=_read_list(
                table.get("escalation", []), _reader(EscalationSettings), file=file, key="escalation"
            ),
            publish=_read_optional(table, PublishSettings, file=file, key="publish"),
            hl7=_read_optional(table, Hl7Settings, file=file, key="hl7"),
        ),
        aftercare=read_section(table.get("aftercare", {}), AfterCareSettings, file=file, key="aftercare"),
    )


def _read_list(
    raw: object, read_one: Callable[[object, str, str], Section[M]], *, file: str, key: str
) -> tuple[Section[M], ...]:
    if not isinstance(raw, list):
        problem = Problem(file=file, key=key, value=written(raw), expected=f"expected [[{key}]] in double brackets")
        return (Section(None, {}, (problem,)),)
    return tuple(read_one(one, file, f"{key}[{index}]") for index, one in enumerate(raw))


def _read_optional(
    table: Table, model: type[M], *, file: str, key: str, hints: Mapping[str, str] = NO_HINTS
) -> Section[M] | None:
    return read_section(table[key], model, file=file, key=key, hints=hints) if key in table else None


def _reader(model: type[M]) -> Callable[[object, str, str], Section[M]]:
    return lambda raw, file, key: read_section(raw, model, file=file, key=key)


def _profile(path: Path, parts: _Parts) -> tuple[Profile | None, tuple[Problem, ...]]:
    name = parts.header.sound.get("profile")
    if name is None:
        return None, ()
    profile, problems = read_profile(path.parent / Path(name).expanduser(), shown_as=name)
    if profile is None:
        return None, problems
    own = (str(preset.sound.get("name", "")) for preset in parts.presets)
    presets = tuple(dict.fromkeys((MOOD.name, PAIN.name, *filter(None, own))))
    return profile, (*problems, *preset_problems(profile, presets, file=name))


def _room(path: Path, parts: _Parts, profile: Profile) -> RoomSettings:
    header, devices = required(parts.header), tuple(required(device) for device in parts.devices)
    room = RoomSettings(
        file=path,
        name=header.name,
        provenance=Provenance(devices[0].provenance),
        profile_file=path.parent / Path(header.profile).expanduser(),
        profile=profile,
        places=tuple(required(place) for place in parts.places),
        devices=devices,
        broker=None if parts.broker is None else required(parts.broker),
        storage=required(parts.storage),
        aftercare=required(parts.aftercare),
        theme=header.theme,
        language=header.language,
        policy=policy_of(
            required(parts.stay),
            checks=tuple(required(check) for check in parts.checks),
            presets=tuple(required(preset) for preset in parts.presets),
            drugs=tuple(required(drug) for drug in parts.drugs),
        ),
        outside=parts.outside.settings(),
    )
    return replace(room, notes=tuple(room_notes(room)))
