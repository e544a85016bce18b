"""A profile as text and back, and what differs between two, line by line."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitor.alarms.profile_changes import profile_changes
from monitor.alarms.profile_text import ProfileTextError, profile_digest, profile_text, read_text, text_digest
from monitor.alarms.rules import CuffProgramme, LimitRule, PresetCuff, Profile
from monitor.settings import load_profile

PROFILES = Path(__file__).parents[2] / "config" / "profiles"


def with_limit(profile: Profile, rule: str, limit: float) -> Profile:
    """The same profile with another limit of one rule."""
    rules = tuple(
        replace(each, limit=limit) if isinstance(each, LimitRule) and each.rule == rule else each
        for each in profile.rules
    )
    return replace(profile, rules=rules)


@pytest.mark.parametrize("name", ["mood", "pain", "closer", "plain-limits"])
def test_a_profile_comes_back_from_its_text_with_its_digest(name: str) -> None:
    profile = load_profile(PROFILES / f"{name}.toml")
    text = profile_text(profile)
    assert read_text(text) == profile
    assert text_digest(text) == profile_digest(profile) == profile_digest(read_text(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"format":1', '"format":2'),
        ('"format":1', '"format":3'),
        ('"is":"LimitRule"', '"is":"OtherRule"'),
        ('"hold_s":20.0', '"held_s":20.0'),
        ('"priority":"HIGH"', '"priority":"HIGHEST"'),
        ('{"', "{"),
    ],
)
def test_a_text_that_this_version_cannot_honour_is_refused(old: str, new: str) -> None:
    text = profile_text(Profile(name="test"))
    assert old in text
    with pytest.raises(ProfileTextError, match="cannot be read"):
        read_text(text.replace(old, new))


def test_a_rule_that_a_later_version_brings_is_not_in_an_older_text() -> None:
    older = Profile(name="test", rules=Profile(name="test").rules[1:])
    assert read_text(profile_text(older)) == older
    gone = Profile(name="test").rules[0].rule
    changes = profile_changes(older, Profile(name="test"))
    assert changes
    assert all(line.startswith(f"rules.{gone}.") and ": not there → " in line for line in changes)


def tables_of(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every table of a profile's text that holds numbers or switches."""
    yield from (said[name] for name in ("cuff", "gate", "recovery"))
    yield from said["rules"]
    yield from (one["cuff"] for one in said.get("cuff_presets", ()))
    if said["closer"] is not None:
        yield from tables_of(said["closer"])


@pytest.mark.hazard("H41")
def test_no_number_and_no_switch_of_a_profile_changes_unseen() -> None:
    """What makes no line is in force at once, without a physician: there must be no such number."""
    mood = load_profile(PROFILES / "mood.toml")
    assert mood.closer is not None
    assert mood.cuff_presets
    text = profile_text(mood)
    checked = 0
    for number in range(len(list(tables_of(json.loads(text))))):
        said = json.loads(text)
        table = list(tables_of(said))[number]
        changed = {
            key: not value if isinstance(value, bool) else value + 1.0
            for key, value in table.items()
            if isinstance(value, bool | float)
        }
        table |= changed
        changes = profile_changes(mood, read_text(json.dumps(said)))
        missing = [key for key in changed if not any(f".{key}: " in line for line in changes)]
        assert missing == [], number
        checked += len(changed)
    assert checked > 500


@pytest.mark.hazard("H41")
def test_differences_are_named_old_and_new_line_by_line() -> None:
    mood = load_profile(PROFILES / "mood.toml")
    changed = with_limit(mood, "O2-LO", 88.0)
    assert profile_changes(mood, changed) == ("rules.O2-LO.limit: 90 → 88",)
    assert profile_changes(changed, mood) == ("rules.O2-LO.limit: 88 → 90",)
    assert profile_changes(mood, mood) == ()
    shorter = replace(mood, cuff=replace(mood.cuff, infusion_interval_s=240.0), cuff_presets=(), approved_by="Dr. A")
    assert profile_changes(replace(mood, cuff_presets=()), shorter) == (
        "approved_by: nobody → Dr. A",
        "cuff.infusion_interval_s: 300 → 240",
    )
    assert mood.closer is not None
    nearer = replace(mood, closer=with_limit(mood.closer, "O2-LO", 93.0))
    assert profile_changes(mood, nearer) == ("closer.rules.O2-LO.limit: 92 → 93",)
    assert "closer.rules.O2-LO.limit: 92 → not there" in profile_changes(mood, replace(mood, closer=None))


@pytest.mark.hazard("H41")
def test_the_programme_of_a_preset_is_in_the_text_and_named_where_it_differs() -> None:
    """A version that knows no presets refuses the text; one without presets keeps the digest that it always had."""
    mood = load_profile(PROFILES / "mood.toml")
    without = replace(mood, cuff_presets=())
    assert '"format":2' in profile_text(mood)
    assert "preset" not in profile_text(without)
    assert profile_changes(without, mood) == (
        "cuff.pain.infusion_first_for_s: 7200 → 1800",
        "cuff.pain.infusion_later_interval_s: 300 → 600",
        "cuff.pain.recovery_interval_s: 600 → 900",
    )
    (pain,) = mood.cuff_presets
    later = replace(mood, cuff_presets=(replace(pain, cuff=replace(pain.cuff, recovery_interval_s=1200.0)),))
    assert profile_changes(mood, later) == ("cuff.pain.recovery_interval_s: 900 → 1200",)


def test_a_preset_is_named_with_what_it_is_measured_by_before_and_after() -> None:
    """A preset that is "not there" would read as if its patients were not measured any more."""
    pain = PresetCuff(preset="pain", cuff=CuffProgramme(recovery_interval_s=900))
    own, alike = Profile(name="a", cuff_presets=(pain,)), CuffProgramme(recovery_interval_s=900)
    assert profile_changes(own, replace(own, cuff_presets=())) == ("cuff.pain.recovery_interval_s: 900 → 600",)
    assert profile_changes(own, replace(own, cuff=alike)) == ("cuff.recovery_interval_s: 600 → 900",)
    slower = replace(own, cuff=CuffProgramme(infusion_interval_s=600), cuff_presets=())
    assert "cuff.pain.infusion_interval_s: 300 → 600" in profile_changes(own, slower)
