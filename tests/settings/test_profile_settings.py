"""Profiles: single numbers over the shipped ones, hard bounds, and numbers that must agree."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from bounds_in_figures import COMMON_BOUNDS, CUFF_BOUNDS, RULE_BOUNDS
from settings_samples import REPOSITORY, lines, profile_problems

from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.profile_text import profile_digest
from monitor.alarms.rules import SHIPPED_RULES, CuffProgramme, LimitRule, Profile, Rule
from monitor.domain.vocabulary import Priority
from monitor.settings import load_profile
from monitor.settings.bounds import COMMON, OF_RULE, bound_of
from monitor.settings.cuff_tables import CuffSettings
from monitor.settings.rule_checks import rule_problems
from monitor.settings.rule_tables import changeable, read_rules

PROFILES = REPOSITORY / "config" / "profiles"
NUMBERS = [
    (rule.rule, name)
    for rule in SHIPPED_RULES
    for name, kind in changeable(rule).items()
    if kind in {float, float | None}
]


def _load(folder: Path, text: str) -> dict[str, Rule]:
    path = folder / "profile.toml"
    path.write_text(f'schema = 1\nname = "Test"\n{text}', encoding="utf-8")
    return {rule.rule: rule for rule in load_profile(path).rules}


def test_the_shipped_numbers_keep_their_own_rules() -> None:
    assert list(rule_problems(SHIPPED_RULES, file="shipped")) == []
    for rule, name in NUMBERS:
        value = getattr(next(one for one in SHIPPED_RULES if one.rule == rule), name)
        assert value is None or bound_of(rule, name).holds(value), (rule, name, value)


@pytest.mark.hazard("H41")
def test_the_bounds_are_these_figures_and_no_others() -> None:
    assert {name: (bound.low, bound.high) for name, bound in COMMON.items()} == COMMON_BOUNDS
    assert {
        rule: {name: (bound.low, bound.high) for name, bound in own.items()} for rule, own in OF_RULE.items()
    } == RULE_BOUNDS
    assert set(CUFF_BOUNDS) == set(CuffSettings.model_fields)


@pytest.mark.hazard("H41")
@pytest.mark.parametrize(("rule", "name"), NUMBERS)
def test_every_number_has_hard_bounds(rule: str, name: str) -> None:
    """One below, on, and one above each bound: of the single key, whatever else would have to change with it."""
    bound = bound_of(rule, name)
    own = RULE_BOUNDS[rule]
    assert (bound.low, bound.high) == (own[name] if name in own else COMMON_BOUNDS[name])
    cases = [
        (bound.low - 1, False),
        (bound.low, True),
        (bound.low + 1 if bound.high - bound.low > 1 else bound.high, True),
    ]
    cases += [(bound.high, True), (bound.high + 1, False)]
    for value, is_right in cases:
        rules, problems = read_rules({rule: {name: value}}, file="profile.toml")
        assert (problems == ()) is is_right, (value, problems)
        changed = next(one for one in rules if one.rule == rule)
        assert (getattr(changed, name) == value) or not is_right


def test_the_bounds_name_no_number_that_is_not_there() -> None:
    assert set(OF_RULE) == {rule.rule for rule in SHIPPED_RULES}
    names = {name for _, name in NUMBERS}
    assert set(COMMON) <= names
    assert all(set(own) <= names for own in OF_RULE.values())
    assert all(bound.low < bound.high for own in OF_RULE.values() for bound in own.values())


@pytest.mark.parametrize("name", CuffSettings.model_fields)
def test_cuff_intervals_have_hard_bounds(tmp_path: Path, name: str) -> None:
    low, high = CUFF_BOUNDS[name]
    for value, is_right in (
        (low - 1, False),
        (low, True),
        (low + 1, True),
        (high - 1, True),
        (high, True),
        (high + 1, False),
    ):
        assert (profile_problems(tmp_path, f"[cuff]\n{name} = {value}\n") == ()) is is_right, value


def test_cuff_settings_know_the_keys_of_the_programme_and_its_numbers() -> None:
    assert set(CuffSettings.model_fields) == {field.name for field in fields(CuffProgramme)}
    assert CuffProgramme(**CuffSettings().model_dump()) == CuffProgramme()


def test_a_profile_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    rules = _load(tmp_path, '[rules.O2-LO]\nlimit = 92\npriority = "high"\n')
    shipped = {rule.rule: rule for rule in SHIPPED_RULES}
    changed = rules.pop("O2-LO")
    original = shipped.pop("O2-LO")
    assert isinstance(original, LimitRule)
    assert changed == replace(original, limit=92.0, priority=Priority.HIGH)
    assert rules == shipped


def test_the_word_none_takes_a_branch_away(tmp_path: Path) -> None:
    rule = _load(tmp_path, '[rules.BP-SEV]\ndiastolic_limit = "none"\ndiastolic_clear = "none"\n')["BP-SEV"]
    assert isinstance(rule, PressureRule)
    assert (rule.limit, rule.diastolic_limit, rule.diastolic_clear) == (180, None, None)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[rules.O2-LOW]\nlimit = 91", "rules.O2-LOW: unknown key; did you mean 'O2-LO'?"),
        ("[rules.O2-LO]\nlimits = 91", "rules.O2-LO.limits: unknown key; did you mean 'limit'?"),
        ("[rules.O2-LO]\nlimit = true", 'limit: true: expected a number from 80 to 98 or "none"'),
        ('[rules.O2-LO]\nlimit = "90"', "limit: '90': expected a number from 80 to 98"),
        ("[rules.O2-LO]\nlimit = nan", "limit: nan: expected a number"),
        ("[rules.O2-LO]\nlimit = inf", "limit: inf: expected a number"),
        ("[rules.O2-LO]\ndelay_s = 600", "delay_s: 600: expected a number from 0 to 60"),
        (
            '[rules.O2-LO]\npriority = "hihg"',
            'priority: \'hihg\': expected "high" or "medium" or "low"; did you mean \'high\'?',
        ),
        ("[rules.O2-LO]\npriority = 3", "priority: 3: expected"),
        ("[rules.O2-LO]\nenabled = 1", "enabled: 1: expected true or false"),
        ('[rules.O2-LO]\nop = ">"', 'op: \'>\': expected "<" or "<="'),
        ('[rules.O2-LO]\nchannel = "rate"', "channel: unknown key: what a rule looks at cannot be changed"),
        ("[rules.T-LINK]\nenabled = false", "enabled: false: expected true: without data nothing else can alarm"),
        ("[rules.O2-LO]\nclear = 89", "rules.O2-LO.clear: 89: expected at least limit, which is 90"),
        ('[rules.O2-LO]\nop = "<="\nclear_margin = 0', "clear_margin: 0: expected more than 0"),
        ("[rules.HR-HI]\nlimit = 110", "rules.HR-HI.clear: 117: expected at most limit, which is 110"),
        ("[rules.HR-LO]\nclear = 60", "rules.HR-LO.clear: 60: is never used where baseline_ratio moves the limit"),
        ("[rules.BP-SEV]\nclear = 180", "rules.BP-SEV.clear: 180: expected less than limit, which is 180"),
        ('[rules.BP-SEV]\ndiastolic_limit = "none"', "diastolic_clear: 105: belongs to diastolic_limit, which is none"),
        ('[rules.BP-MOD]\nrise_clear_percent = "none"', "rise_clear_percent: is missing"),
        ("[rules.BP-LOW]\nlow_baseline_floor = 95", "low_baseline_floor: 95: expected at most limit, which is 90"),
        ("[rules.BP-SEV]\naudible = false", "audible: expected true: a high alarm must be heard"),
        ('[rules.HR-REL]\nbaseline_ratio = "none"', "rules.HR-REL.limit: is missing"),
        ("[rules.O2-LO]\nlimit = 85", "rules.O2-LO.limit: 85: expected more than that of O2-XLO, which is 85"),
        ("[rules.HR-HI]\nlimit = 140", "rules.HR-HI.limit: 140: expected less than that of HR-XHI, which is 140"),
        ("[rules.HR-LO]\nbaseline_low = 35", "rules.HR-LO.baseline_low: 35: expected more than that of HR-XLO"),
        ("[rules.BP-MOD]\nlimit = 180", "rules.BP-MOD.limit: 180: expected less than that of BP-SEV, which is 180"),
        (
            "[rules.BP-MOD]\ndiastolic_limit = 110",
            "rules.BP-MOD.diastolic_limit: 110: expected less than that of BP-SEV",
        ),
        ("[rules.T-LINK]\nlow_after_s = 30", "rules.T-LINK.medium_after_s: 30: expected more than low_after_s"),
        ("[rules.T-LINK]\nknown_break_after_s = 10\nlow_after_s = 5", "known_break_after_s: 10: expected at most"),
        ("rules = 3", "rules: 3: expected tables"),
        ("[rules]\nO2-LO = 90", "rules.O2-LO: 90: expected a table"),
        (
            "[cuff]\ninfusion_interval_min = 5",
            "cuff.infusion_interval_min: unknown key; did you mean 'infusion_interval_s'?",
        ),
        ("[recovery]\nminimum_min = -1", "recovery.minimum_min: -1: expected minutes from 0 to 360"),
        ("[gate]\nmax_s = 45", "gate.max_s: unknown key"),
        ('approved_by = "Dr. A"', "approved_on: is missing: approved_by is given"),
        ("approved_on = 2026-01-31", "approved_by: is missing: approved_on is given"),
        ('approved_by = "Dr. A"\napproved_on = "2026-01-31"', "approved_on: '2026-01-31': expected a date"),
    ],
)
def test_each_mistake_in_a_profile_is_told(tmp_path: Path, text: str, line: str) -> None:
    found = lines(profile_problems(tmp_path, text + "\n"))
    assert any(line in one for one in found), found


def test_a_rule_that_is_switched_off_need_not_agree_with_others(tmp_path: Path) -> None:
    rules = _load(tmp_path, "[rules.O2-XLO]\nenabled = false\n[rules.O2-LO]\nlimit = 85\n")
    assert not rules["O2-XLO"].enabled


def test_several_mistakes_are_told_together(tmp_path: Path) -> None:
    text = "[rules.O2-LO]\nlimit = 9\nholds = 3\n[rules.HR-HI]\nlimit = 140\n[cuff]\nbaseline_interval_s = 5\n"
    keys = [problem.key for problem in profile_problems(tmp_path, text)]
    assert keys == ["rules.O2-LO.holds", "rules.O2-LO.limit", "cuff.baseline_interval_s", "rules.HR-HI.limit"]


def test_mood_spells_out_the_shipped_numbers() -> None:
    profile = load_profile(PROFILES / "mood.toml")
    assert profile.rules == SHIPPED_RULES
    assert profile.cuff == CuffProgramme()


@pytest.mark.parametrize("name", ["mood", "pain", "closer", "plain-limits"])
def test_shipped_profiles_are_right_and_approved_by_nobody(name: str) -> None:
    profile = load_profile(PROFILES / f"{name}.toml")
    assert profile.approved_by == ""
    assert len(profile.rules) == len(SHIPPED_RULES)


def test_closer_alarms_earlier() -> None:
    rules = {rule.rule: rule for rule in load_profile(PROFILES / "closer.toml").rules}
    severe, saturation = rules["BP-SEV"], rules["O2-LO"]
    assert isinstance(severe, PressureRule)
    assert isinstance(saturation, LimitRule)
    assert (severe.limit, severe.diastolic_limit, saturation.limit) == (170, 105, 92)


def test_plain_limits_are_plain() -> None:
    rules = [rule for rule in load_profile(PROFILES / "plain-limits.toml").rules if rule.enabled]
    continuous = {rule.rule: rule for rule in rules if isinstance(rule, LimitRule)}
    pressures = [rule for rule in rules if isinstance(rule, PressureRule)]
    assert {name: (rule.op, rule.limit) for name, rule in continuous.items()} == {
        "O2-LO": ("<", 90),
        "HR-LO": ("<", 50),
        "HR-HI": (">", 120),
    }
    for rule in continuous.values():
        assert (rule.delay_s, rule.hold_s, rule.baseline_ratio) == (0, 0, None)
        assert rule.clear in {None, rule.limit}
        assert rule.clear_margin == 0
    assert [(rule.rule, rule.op, rule.limit, rule.clear) for rule in pressures] == [("BP-MOD", ">", 160, 160)]
    branches = ("diastolic_limit", "mean_limit", "rise_percent", "rise_mmhg", "rise_mean_percent")
    assert all(getattr(pressures[0], branch) is None for branch in branches)
    assert {rule.rule for rule in rules if rule.rule.startswith("T-")} == {
        "T-LINK", "T-SPO2", "T-STALE", "T-MISM", "T-CLOCK", "T-MUTED", "T-NIBPFAIL", "T-NOBASE", "T-CUFF",
    }  # fmt: skip


def test_the_digest_follows_the_numbers_and_not_the_file(tmp_path: Path) -> None:
    def digest(text: str) -> str:
        path = tmp_path / "profile.toml"
        path.write_text(f'schema = 1\nname = "Test"\n{text}')
        return profile_digest(load_profile(path))

    plain = digest("")
    assert digest("# a word\n[rules.O2-LO]\nlimit = 90\n[rules.HR-HI]\nlimit = 120.0\n") == plain
    assert digest("[rules.HR-HI]\nlimit = 120\n[rules.O2-LO]\nlimit = 90.0\n") == plain
    assert digest("[rules.O2-LO]\nlimit = 91\n") != plain
    assert digest("[cuff]\ninfusion_interval_s = 240\n") != plain
    assert digest('approved_by = "Dr. A"\napproved_on = 2026-01-31\n') != plain
    assert profile_digest(Profile(name="Test")) == plain
    assert len(plain) == 64
