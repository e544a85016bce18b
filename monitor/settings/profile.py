"""Loads a profile: the numbers that one physician approved, on top of the shipped ones."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from monitor.alarms.rules import GateProgramme, Profile, RecoveryProgramme, Rule
from monitor.settings.closer_checks import closer_problems
from monitor.settings.cuff_tables import read_cuff
from monitor.settings.number_fields import interval, number
from monitor.settings.problems import Problem, SettingsError
from monitor.settings.rule_checks import rule_problems
from monitor.settings.rule_tables import read_rules
from monitor.settings.section import SettingsModel, keys_of, read_section, required, sort_out_unknown
from monitor.settings.toml_file import read_toml

_TABLES = ("rules", "cuff", "recovery", "gate")


class ProfileHeader(SettingsModel):
    schema_version: Literal[1] = Field(alias="schema", description="1, the version of this file format")
    name: Annotated[str, Field(min_length=1, max_length=80)] = Field(
        description="the profile's name, at most 80 letters"
    )
    approved_by: Annotated[str, Field(max_length=80)] = Field(default="", description="the name of a physician")
    approved_on: date | None = Field(default=None, description="a date such as 2026-01-31, without quotes")
    closer: Annotated[str, Field(min_length=1, max_length=1000)] | None = Field(
        default=None, description="the path of the profile for patients at risk, seen from this file"
    )


class RecoverySettings(SettingsModel):
    minimum_min: float = Field(
        default=RecoveryProgramme().minimum_min, ge=0, le=360, description="minutes from 0 to 360"
    )


class GateSettings(SettingsModel):
    """When a signal counts as poor, besides the device's own word. No gate may hold an alarm back for long."""

    rate_jump: float = number(GateProgramme().rate_jump, 2, 40, "beats a minute")
    rate_jump_percent: float = number(GateProgramme().rate_jump_percent, 5, 60, "per cent")
    rate_jump_for_s: float = interval(GateProgramme().rate_jump_for_s, 0, 30)
    saturation_plunge: float = number(GateProgramme().saturation_plunge, 3, 20, "per cent")
    saturation_plunge_within_s: int = Field(
        default=int(GateProgramme().saturation_plunge_within_s), ge=2, le=15, description="whole seconds from 2 to 15"
    )
    saturation_shift: float = number(GateProgramme().saturation_shift, 2, 20, "per cent")
    saturation_plunge_for_s: float = interval(GateProgramme().saturation_plunge_for_s, 0, 90)
    cuff_after_s: float = interval(GateProgramme().cuff_after_s, 0, 30)
    least_perfusion: float = number(GateProgramme().least_perfusion, 0, 2, "per cent")
    frail_max_s: float = interval(GateProgramme().frail_max_s, 0, 20)


def load_profile(path: Path) -> Profile:
    """Read a profile file.

    Raises:
        SettingsError: with every problem of the file.

    """
    profile, problems = read_profile(path, shown_as=path.name)
    if profile is None:
        raise SettingsError(problems)
    return profile


def read_profile(
    path: Path, *, shown_as: str, may_name_closer: bool = True
) -> tuple[Profile | None, tuple[Problem, ...]]:
    """Read a profile file, which messages call `shown_as`; None where anything in it is wrong."""
    raw, unreadable = read_toml(path, shown_as=shown_as)
    if unreadable is not None:
        return None, (unreadable,)
    table, problems = sort_out_unknown(raw, (*keys_of(ProfileHeader), *_TABLES), file=shown_as, key="")
    head = {key: value for key, value in table.items() if key not in _TABLES}
    header = read_section(head, ProfileHeader, file=shown_as, key="")
    rules, wrong_rules = read_rules(table.get("rules", {}), file=shown_as)
    cuff, cuff_presets, wrong_cuff = read_cuff(table.get("cuff", {}), file=shown_as)
    recovery = read_section(table.get("recovery", {}), RecoverySettings, file=shown_as, key="recovery")
    gate = read_section(table.get("gate", {}), GateSettings, file=shown_as, key="gate")
    problems += (*header.problems, *wrong_rules, *wrong_cuff, *recovery.problems, *gate.problems)
    problems += (*_half_approved(header.sound.get("approved_by"), header.sound.get("approved_on"), file=shown_as),)
    reported = {problem.key for problem in problems}
    problems += (one for one in rule_problems(rules, file=shown_as) if one.key not in reported)
    name = header.sound.get("closer")
    if name is not None and not may_name_closer:
        problems.append(Problem(file=shown_as, key="closer", value=f'"{name}"', expected="a closer one names no other"))
    closer, wrong_closer = _read_closer(path, name if may_name_closer else None, rules, file=shown_as)
    problems += wrong_closer
    if problems or cuff is None:
        return None, tuple(problems)
    approved = required(header)
    return Profile(
        name=approved.name,
        approved_by=approved.approved_by,
        approved_on="" if approved.approved_on is None else approved.approved_on.isoformat(),
        rules=rules,
        cuff=cuff,
        cuff_presets=cuff_presets,
        recovery=RecoveryProgramme(**required(recovery).model_dump()),
        gate=GateProgramme(**required(gate).model_dump()),
        closer=closer,
    ), ()


def _read_closer(
    path: Path, name: str | None, rules: Sequence[Rule], *, file: str
) -> tuple[Profile | None, tuple[Problem, ...]]:
    """Read the profile for patients at risk that the profile at `path` names, and look whether the two fit."""
    if name is None:
        return None, ()
    closer, problems = read_profile(path.parent / Path(name).expanduser(), shown_as=name, may_name_closer=False)
    if closer is None:
        return None, problems
    return closer, tuple(closer_problems(rules, closer, name=name, file=file))


def _half_approved(by: object, on: object, *, file: str) -> tuple[Problem, ...]:
    if by and on is None:
        return (Problem(file=file, key="approved_on", expected="is missing: approved_by is given"),)
    if on is not None and not by:
        return (Problem(file=file, key="approved_by", expected="is missing: approved_on is given"),)
    return ()
