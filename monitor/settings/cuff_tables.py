"""Reads the cuff's programme of a profile: the table [cuff], and a table [cuff.NAME] for each preset that differs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from monitor.alarms.rules import PRESET_KEYS, CuffProgramme, PresetCuff, Profile
from monitor.settings.number_fields import interval, number
from monitor.settings.problems import Problem, closest
from monitor.settings.section import SettingsModel, keys_of, read_section, required, sort_out_unknown

NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")  # as [[presets]] of a room file has them
FOR_ALL = "holds for every preset: expected in [cuff]"


class CuffSettings(SettingsModel):
    """How often a pressure is expected, and the caps. Under 60 s an arm cannot recover."""

    baseline_interval_s: float = interval(CuffProgramme().baseline_interval_s, 60, 900)
    infusion_interval_s: float = interval(CuffProgramme().infusion_interval_s, 60, 900)
    infusion_first_for_s: float = interval(CuffProgramme().infusion_first_for_s, 0, 21600)
    infusion_later_interval_s: float = interval(CuffProgramme().infusion_later_interval_s, 60, 1800)
    injection_interval_s: float = interval(CuffProgramme().injection_interval_s, 60, 900)
    injection_first_for_s: float = interval(CuffProgramme().injection_first_for_s, 0, 7200)
    recovery_first_interval_s: float = interval(CuffProgramme().recovery_first_interval_s, 60, 900)
    recovery_first_for_s: float = interval(CuffProgramme().recovery_first_for_s, 0, 7200)
    recovery_interval_s: float = interval(CuffProgramme().recovery_interval_s, 60, 1800)
    recovery_later_after_s: float = interval(CuffProgramme().recovery_later_after_s, 0, 21600)
    recovery_later_interval_s: float = interval(CuffProgramme().recovery_later_interval_s, 60, 3600)
    sooner_interval_s: float = interval(CuffProgramme().sooner_interval_s, 60, 900)
    sooner_systolic: float = number(CuffProgramme().sooner_systolic, 110, 200, "mmHg")
    sooner_diastolic: float = number(CuffProgramme().sooner_diastolic, 70, 130, "mmHg")
    sooner_rise_percent: float = number(CuffProgramme().sooner_rise_percent, 5, 60, "per cent")
    sooner_low_systolic: float = number(CuffProgramme().sooner_low_systolic, 80, 120, "mmHg")
    repeat_after_s: float = number(CuffProgramme().repeat_after_s, 60, 300, "seconds")
    empty_s: float = number(CuffProgramme().empty_s, 60, 300, "seconds")
    repeats_in_row: float = number(CuffProgramme().repeats_in_row, 1, 5, "a number")
    most_in_15_min: float = number(CuffProgramme().most_in_15_min, 3, 12, "inflations")
    most_in_60_min: float = number(CuffProgramme().most_in_60_min, 6, 40, "inflations")
    look_at_arm_after: float = number(CuffProgramme().look_at_arm_after, 10, 100, "inflations")


def read_cuff(raw: object, *, file: str) -> tuple[CuffProgramme | None, tuple[PresetCuff, ...], list[Problem]]:
    """The programme, those of the presets in the order of their names, and what is wrong with the tables of both."""
    tables = _preset_tables(raw)
    own = {key: value for key, value in raw.items() if key not in tables} if isinstance(raw, dict) else raw
    section = read_section(own, CuffSettings, file=file, key="cuff")
    problems = list(section.problems)
    others = {}
    for name in sorted(tables):
        others[name], wrong = _overrides(name, tables[name], file=file)
        problems += wrong
    if problems:
        return None, (), problems
    cuff = CuffProgramme(**required(section).model_dump())
    return cuff, tuple(PresetCuff(preset=name, cuff=replace(cuff, **keys)) for name, keys in others.items()), []


def _preset_tables(raw: object) -> dict[str, Mapping[str, Any]]:
    """Every table in [cuff], under its name; a number of [cuff] that was given a table is none."""
    if not isinstance(raw, dict):
        return {}
    return {key: value for key, value in raw.items() if isinstance(value, dict) and key not in keys_of(CuffSettings)}


def _overrides(name: str, table: Mapping[str, Any], *, file: str) -> tuple[dict[str, float], list[Problem]]:
    key = f"cuff.{name}"
    if not NAME.fullmatch(name):
        words = 'unknown key: expected the name of a preset, small letters such as "pain"'
        return {}, [Problem(file=file, key=key, expected=words)]
    hints = {other: FOR_ALL for other in keys_of(CuffSettings) if other not in PRESET_KEYS}
    given, problems = sort_out_unknown(table, PRESET_KEYS, file=file, key=key, hints=hints)
    section = read_section(given, CuffSettings, file=file, key=key)
    return {one: section.sound[one] for one in given if one in section.sound}, [*problems, *section.problems]


def preset_problems(profile: Profile, known: tuple[str, ...], *, file: str) -> Iterator[Problem]:
    """Presets that the room does not have: nobody would ever be measured by what was written for them."""
    closer = () if profile.closer is None else profile.closer.cuff_presets
    for prefix, presets in (("", profile.cuff_presets), ("closer.", closer)):
        for one in presets:
            if one.preset not in known:
                yield Problem(
                    file=file,
                    key=f"{prefix}cuff.{one.preset}",
                    expected=f"expected a preset of the room: {', '.join(known)}",
                    suggestion=closest(one.preset, known),
                )
