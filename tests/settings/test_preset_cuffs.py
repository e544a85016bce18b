"""How often the cuff measures under another preset: tables [cuff.NAME], laid over [cuff], and what may stand there."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from settings_samples import REPOSITORY, lines, profile_problems, room_problems

from monitor.alarms.profile_text import profile_digest
from monitor.alarms.rules import PRESET_KEYS, CuffProgramme, Profile
from monitor.settings import load_profile

PROFILES = REPOSITORY / "config" / "profiles"
HEAD = 'schema = 1\nname = "Test"\n'


def loaded(folder: Path, text: str) -> Profile:
    path = folder / "profile.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return load_profile(path)


def test_a_preset_differs_in_what_its_table_says_and_in_nothing_else(tmp_path: Path) -> None:
    profile = loaded(
        tmp_path, "[cuff]\nbaseline_interval_s = 240\nempty_s = 90\n[cuff.pain]\ninfusion_later_interval_s = 900\n"
    )
    own = CuffProgramme(baseline_interval_s=240.0, empty_s=90.0)
    assert profile.cuff == profile.cuff_of("mood") == own
    assert profile.cuff_of("pain") == replace(own, infusion_later_interval_s=900.0)


def test_every_key_that_a_preset_may_have_is_read(tmp_path: Path) -> None:
    assert set(PRESET_KEYS) < {field.name for field in fields(CuffProgramme)}
    text = "[cuff.pain]\n" + "".join(f"{key} = 600\n" for key in PRESET_KEYS)
    pain = loaded(tmp_path, text).cuff_of("pain")
    assert {getattr(pain, key) for key in PRESET_KEYS} == {600.0}


def test_the_order_of_the_tables_does_not_matter(tmp_path: Path) -> None:
    pain, spray = "[cuff.pain]\nrecovery_interval_s = 900\n", "[cuff.spray]\ninjection_interval_s = 150\n"
    one, other = loaded(tmp_path, pain + spray), loaded(tmp_path, spray + pain)
    assert profile_digest(one) == profile_digest(other)
    assert profile_digest(one) != profile_digest(loaded(tmp_path, pain))


@pytest.mark.hazard("H43")
def test_both_shipped_profiles_give_both_presets_the_same_programme() -> None:
    """5 min for 30 min and after each change of the rate, then 10 to 15 (alarm design, section 1.2)."""
    mood, pain = load_profile(PROFILES / "mood.toml"), load_profile(PROFILES / "pain.toml")
    for preset in ("mood", "pain"):
        assert mood.cuff_of(preset) == pain.cuff_of(preset)
    hours = mood.cuff_of("pain")
    assert (hours.infusion_interval_s, hours.infusion_first_for_s, hours.infusion_later_interval_s) == (300, 1800, 600)
    assert mood.cuff_of("mood") == CuffProgramme()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "[cuff.pain]\ninfusion_later_interval_s = 20",
            "cuff.pain.infusion_later_interval_s: 20: expected seconds from 60 to 1800",
        ),
        ("[cuff.pain]\nempty_s = 120", "cuff.pain.empty_s: unknown key: holds for every preset: expected in [cuff]"),
        ("[cuff.pain]\nsooner_systolic = 140", "cuff.pain.sooner_systolic: unknown key: holds for every preset"),
        ("[cuff.pain]\nrecovery_intervall_s = 900", "unknown key; did you mean 'recovery_interval_s'?"),
        ("[cuff.Pain]\nrecovery_interval_s = 900", "cuff.Pain: unknown key: expected the name of a preset"),
        ("[cuff.empty_s]\nvalue = 90", "cuff.empty_s: a table: expected seconds from 60 to 300"),
        ("[cuff]\npain = 900", "cuff.pain: unknown key"),
    ],
)
def test_what_stands_wrong_in_a_table_of_a_preset_is_told(tmp_path: Path, text: str, line: str) -> None:
    found = lines(profile_problems(tmp_path, text + "\n"))
    assert any(line in one for one in found), found


def test_all_that_is_wrong_is_told_together(tmp_path: Path) -> None:
    text = "[cuff]\nbaseline_interval_s = 5\n[cuff.pain]\nempty_s = 90\nrecovery_interval_s = 5\n"
    keys = [problem.key for problem in profile_problems(tmp_path, text)]
    assert keys == ["cuff.baseline_interval_s", "cuff.pain.empty_s", "cuff.pain.recovery_interval_s"]


def test_a_preset_that_the_room_does_not_have_is_refused(tmp_path: Path) -> None:
    """Nobody would be measured so, and nothing would say it."""
    (tmp_path / "near.toml").write_text(HEAD + "[cuff.mod]\nrecovery_interval_s = 600\n", encoding="utf-8")
    table = "[cuff.pian]\nrecovery_interval_s = 900\n"
    found = lines(room_problems(tmp_path, ROOM, profile=HEAD + 'closer = "near.toml"\n' + table))
    expected = "expected a preset of the room: mood, pain, migraine"
    assert found == [
        f"profile.toml: cuff.pian: {expected}; did you mean 'pain'?",
        f"profile.toml: closer.cuff.mod: {expected}; did you mean 'mood'?",
    ]
    table = "[cuff.migraine]\nrecovery_interval_s = 900\n[cuff.mood]\n[cuff.pain]\n"
    assert room_problems(tmp_path, ROOM, profile=HEAD + table) == ()


ROOM = """
schema = 1
name = "Infusion room A"
profile = "profile.toml"
[[places]]
id = "1"
kind = "chair"
[[devices]]
id = "rad8-1"
kind = "masimo_ascii1"
link = "serial:///dev/ttyUSB0?baud=9600"
place = "1"
provenance = "real"
[[presets]]
name = "migraine"
drug = "ketamine"
route = "intravenous"
dose_mg_per_kg = 0.5
least_mg_per_kg = 0.2
most_mg_per_kg = 1.0
duration_min = 240
"""
