"""Hazard H41: a limit, unit or delay that is mistyped never reaches the rules, and each slip is named by itself."""

from pathlib import Path

import pytest
from bounds_in_figures import GATE_BOUNDS
from settings_samples import REPOSITORY, profile_problems

from monitor.alarms.rules import GateProgramme
from monitor.settings import SettingsError, load_profile
from monitor.settings.profile import GateSettings, RecoverySettings

PROFILES = REPOSITORY / "config" / "profiles"
WRONG = [
    ("[rules.O2-LO]\nlimit = 9\n", "rules.O2-LO.limit", "a number from 80 to 98"),
    ("[rules.HR-HI]\ndelay_s = 600\n", "rules.HR-HI.delay_s", "a number from 0 to 60"),
    ("[rules.HR-HI]\ndelay_ms = 10\n", "rules.HR-HI.delay_ms", "unknown"),
    ('[rules.O2-LO]\nlimit = "90"\n', "rules.O2-LO.limit", "a number from 80 to 98"),
    ("[rules.O2-LO]\nlimit = true\n", "rules.O2-LO.limit", "a number from 80 to 98"),
    ("[rules.BP-SEV]\nlimit = 200\n", "rules.BP-SEV.limit", "less than that of BP-CRIT, which is 200"),
    ("[rules.O2-LO]\nlimit = 85\n", "rules.O2-LO.limit", "more than that of O2-XLO, which is 85"),
    ("[rules.HR-XHI]\nclear = 141\n", "rules.HR-XHI.clear", "an alarm must end where the limit is kept again"),
    ("[rules.T-LINK]\nenabled = false\n", "rules.T-LINK.enabled", "without data nothing else can alarm"),
    ("[rules.HR-XHI]\naudible = false\n", "rules.HR-XHI.audible", "a high alarm must be heard"),
]


@pytest.mark.hazard("H41")
def test_ten_wrong_files_give_ten_messages_each_its_own(tmp_path: Path) -> None:
    said = set()
    for text, key, expected in WRONG:
        problems = profile_problems(tmp_path, text)
        (problem,) = problems
        assert problem.key == key
        assert expected in str(problem), str(problem)
        said.add(str(problem))
    assert len(said) == len(WRONG) == 10


@pytest.mark.hazard("H41")
@pytest.mark.parametrize("name", GateSettings.model_fields)
def test_numbers_of_the_gate_have_hard_bounds(tmp_path: Path, name: str) -> None:
    found = {type(each).__name__: each for each in GateSettings.model_fields[name].metadata}
    assert set(GATE_BOUNDS) == set(GateSettings.model_fields)
    low, high = getattr(found["Ge"], "ge", None), getattr(found["Le"], "le", None)
    assert low is not None
    assert high is not None
    assert (low, high) == GATE_BOUNDS[name]
    assert low <= getattr(GateProgramme(), name) <= high
    cases = [(low - 1, False), (low, True), (low + 1, True), (high - 1, True), (high, True), (high + 1, False)]
    for value, is_right in cases:
        assert (profile_problems(tmp_path, f"[gate]\n{name} = {value}\n") == ()) is is_right, value


@pytest.mark.hazard("H41")
def test_the_minimum_of_recovery_has_hard_bounds(tmp_path: Path) -> None:
    assert set(RecoverySettings.model_fields) == {"minimum_min"}
    for value, is_right in ((-1, False), (0, True), (1, True), (359, True), (360, True), (361, False)):
        assert (profile_problems(tmp_path, f"[recovery]\nminimum_min = {value}\n") == ()) is is_right, value


def closer_file(folder: Path, text: str) -> Path:
    (folder / "closer.toml").write_text(f'schema = 1\nname = "Closer"\n{text}', encoding="utf-8")
    path = folder / "profile.toml"
    path.write_text('schema = 1\nname = "Test"\ncloser = "closer.toml"\n', encoding="utf-8")
    return path


def test_shipped_profiles_name_the_closer_one() -> None:
    closer = load_profile(PROFILES / "closer.toml")
    assert closer.closer is None
    for name in ("mood", "pain"):
        assert load_profile(PROFILES / f"{name}.toml").closer == closer


@pytest.mark.hazard("H41")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[rules.O2-LO]\nlimit = 9\n", "closer.toml: rules.O2-LO.limit"),
        ('closer = "profile.toml"\n', 'closer.toml: closer: "profile.toml": a closer one names no other'),
        ('[rules.BP-SEV]\ndiastolic_limit = "none"\ndiastolic_clear = "none"\n', "rules.BP-SEV: has other branches"),
    ],
)
def test_a_closer_profile_that_does_not_fit_is_named(tmp_path: Path, text: str, expected: str) -> None:
    path = closer_file(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_profile(path)
    (problem,) = caught.value.problems
    assert expected in str(problem), str(problem)


def test_after_a_plunge_nothing_waits_less_long_than_with_any_poor_signal(tmp_path: Path) -> None:
    (problem,) = profile_problems(tmp_path, "[rules.O2-XLO]\ngate_max_s = 25\nplunge_max_s = 20\n")
    assert (problem.key, problem.expected) == ("rules.O2-XLO.plunge_max_s", "expected at least gate_max_s, which is 25")


@pytest.mark.hazard("H41")
@pytest.mark.parametrize(
    ("text", "graver"),
    [
        ("[rules.O2-LO]\nenabled = false\n", "O2-XLO"),
        ('[rules.O2-LO]\ndeep_gate_max_s = "none"\n', "O2-XLO"),
        ("[rules.HR-LO]\ngate_max_s = 31\n", "HR-XLO"),
    ],
)
def test_high_waits_for_a_good_signal_only_where_medium_is_heard_meanwhile(
    tmp_path: Path, text: str, graver: str
) -> None:
    long = f"[rules.{graver}]\nplunge_max_s = 90\n"
    assert profile_problems(tmp_path, long) == ()
    (problem,) = profile_problems(tmp_path, text + long)
    assert problem.key == f"rules.{graver}.plunge_max_s"
    assert "heard within 30 s" in problem.expected


@pytest.mark.hazard("H15")
@pytest.mark.hazard("H41")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[rules.HR-XLO]\nfollow_offset = 5\n",
            "rules.HR-LO.limit: 38: with a baseline of 30 it must be reached before that of HR-XLO, which is 40",
        ),
        (
            '[rules.O2-LO]\noxygen_limit = "none"\n[rules.O2-XLO]\noxygen_limit = 90\n',
            "rules.O2-LO.limit: 90: with no baseline and oxygen it must be reached before that of O2-XLO, which is 90",
        ),
    ],
)
def test_medium_comes_before_high_for_every_baseline_and_with_oxygen(tmp_path: Path, text: str, said: str) -> None:
    (problem,) = profile_problems(tmp_path, text)
    assert said in str(problem)
