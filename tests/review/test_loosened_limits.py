"""Looser limits cannot come out of a what-if quietly: useful alarms are named, and nobody has approved the proposal."""

import ast
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from stored_sessions import stored_session

from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.rules import Channel, LimitRule, PresetCuff, Profile
from monitor.alarms.staged_rules import StagedRule
from monitor.domain.vocabulary import Priority
from monitor.review.proposal import ProposalError, proposal_text
from monitor.review.stored_session import MISSING, StoredSession, UsefulAlarm
from monitor.review.what_if import CAUTION, Comparison, compare
from monitor.review.what_if_lines import lines_of
from monitor.settings import load_profile

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = Profile(name="shipped")
USEFUL = UsefulAlarm(
    session_id=1, alarm_id=41, rule="O2-LO", first_tick=10_100, last_tick=10_600, priority=Priority.MEDIUM
)
NUMBERS = {"schema": 1, "name": "loose", "approved_by": "Dr. A", "rules": {"O2-LO": {"limit": 86, "delay_s": 10.0}}}


def dipped(*, useful: tuple[UsefulAlarm, ...] = (), recorded: int = 0) -> StoredSession:
    codes = np.full((len(CHANNELS), 3600), MISSING, dtype=np.uint8)
    codes[CHANNELS.index(Channel.SPO2)] = 97
    codes[CHANNELS.index(Channel.SPO2), 982:1000] = np.repeat(np.arange(96, 87, -1), 2)  # as fast as blood, no faster
    codes[CHANNELS.index(Channel.SPO2), 1000:1040] = 88
    empty = np.empty(0)
    return StoredSession(
        session_id=1,
        values=codes,
        reading_s=empty.astype(np.int64),
        readings=np.empty((3, 0)),
        useful=useful,
        recorded={"SED": recorded},
        treated=True,
    )


def with_limit(limit: float) -> Profile:
    rules = tuple(
        replace(rule, limit=limit) if isinstance(rule, LimitRule) and rule.rule == "O2-LO" else rule
        for rule in SHIPPED.rules
    )
    return Profile(name="loose", rules=rules)


@pytest.mark.hazard("H57")
def test_no_export_goes_without_the_useful_alarm_that_is_lost() -> None:
    outcome = compare([dipped(useful=(USEFUL,))], old=SHIPPED, new=with_limit(86))
    assert outcome.useful_lost == (USEFUL,)
    lines = list(lines_of(outcome))
    assert (lines[0]["change"], lines[0]["alarm_id"], lines[0]["t_s"]) == ("useful_lost", 41, 1010)
    with pytest.raises(ProposalError, match="41"):
        proposal_text(outcome, NUMBERS, named=())
    text = proposal_text(outcome, NUMBERS, named={41})
    assert "LOST although marked as useful: alarm 41, O2-LO, session 1" in text


def test_a_useful_alarm_that_stays_needs_no_name() -> None:
    outcome = compare([dipped(useful=(USEFUL,))], old=SHIPPED, new=with_limit(89))
    assert outcome.useful_lost == ()
    assert proposal_text(outcome, NUMBERS, named=())


@pytest.mark.parametrize("quieter", [{"priority": Priority.LOW}, {"audible": False}, {"enabled": False}])
def test_an_alarm_that_nobody_hears_so_any_more_is_lost(quieter: dict[str, object]) -> None:
    rules = tuple(replace(rule, **quieter) if rule.rule == "O2-LO" else rule for rule in SHIPPED.rules)  # type: ignore[arg-type]  # keys of the rule
    new = Profile(name="quieter", rules=rules)
    outcome = compare([dipped(useful=(USEFUL,))], old=SHIPPED, new=new)
    assert outcome.useful_lost == (USEFUL,)
    (lost,) = [episode for one in outcome.rules if one.rule == "O2-LO" for episode in one.lost]
    assert lost.milder is ("enabled" not in quieter)
    back = compare([dipped()], old=new, new=SHIPPED)
    assert [len(one.gained) for one in back.rules if one.rule == "O2-LO"] == [1]
    assert not any(one.lost for one in back.rules)


def test_a_useful_alarm_of_a_rule_that_is_not_judged_counts_as_lost() -> None:
    drowsy = replace(USEFUL, rule="SED")
    rules = tuple(
        replace(rule, enabled=False) if isinstance(rule, StagedRule) and rule.rule == "SED" else rule
        for rule in SHIPPED.rules
    )
    outcome = compare([dipped(useful=(drowsy,), recorded=3)], old=SHIPPED, new=Profile(name="other", rules=rules))
    assert outcome.useful_lost == (drowsy,)
    assert [(one.rule, one.recorded) for one in outcome.not_judged] == [("SED", 3)]
    lines = list(lines_of(outcome))
    assert [line["undetermined"] for line in lines if line.get("rule") == "SED" and "why" in line] == [3]
    summary = lines[-1]["summary"]
    assert isinstance(summary, dict)
    assert summary["undetermined"] == 3


def test_programmes_are_not_judged_and_that_is_said() -> None:
    sooner, longer = replace(SHIPPED.cuff, infusion_interval_s=150.0), replace(SHIPPED.recovery, minimum_min=120.0)
    closer = replace(SHIPPED, name="closer", cuff=sooner)
    pain = (PresetCuff(preset="pain", cuff=replace(SHIPPED.cuff, infusion_later_interval_s=600.0)),)
    for new, words in (
        (replace(SHIPPED, cuff=sooner), ("cuff programme",)),
        (replace(SHIPPED, recovery=longer), ("recovery programme",)),
        (replace(SHIPPED, closer=closer), ("cuff programme of the closer limits",)),
        (replace(SHIPPED, cuff=sooner, closer=closer), ("cuff programme",)),
        (replace(SHIPPED, cuff_presets=pain), ("cuff programme of pain",)),
        (replace(SHIPPED, cuff_presets=(PresetCuff(preset="pain", cuff=SHIPPED.cuff),)), ()),
        (SHIPPED, ()),
    ):
        outcome = compare([dipped()], old=SHIPPED, new=new)
        assert outcome.programmes_not_judged == words
        lines = list(lines_of(outcome))
        assert [line["not_judged"] for line in lines if "not_judged" in line] == list(words)
        summary = lines[-1]["summary"]
        assert isinstance(summary, dict)
        assert summary["not_judged"] == list(words)
        assert all(f"Not judged: {one}." in proposal_text(outcome, NUMBERS, named=()) for one in words)


@pytest.mark.hazard("H57")
def test_a_proposal_is_a_profile_that_nobody_has_approved(tmp_path: Path) -> None:
    outcome = compare([dipped()], old=SHIPPED, new=with_limit(86))
    path = tmp_path / "proposal.toml"
    path.write_text(proposal_text(outcome, NUMBERS, named=()), encoding="utf-8")
    profile = load_profile(path)
    assert (profile.name, profile.approved_by, profile.approved_on) == ("loose", "", "")
    assert [rule.limit for rule in profile.rules if isinstance(rule, LimitRule) and rule.rule == "O2-LO"] == [86]
    words = path.read_text(encoding="utf-8")
    assert CAUTION in words
    assert "1 of 1 sessions were treated" in words
    assert "O2-LO: 1 lost, 0 gained" in words


@pytest.mark.parametrize("file", sorted((ROOT / "config" / "profiles").glob("*.toml")), ids=lambda file: file.stem)
def test_a_proposal_holds_the_numbers_of_its_file(file: Path, tmp_path: Path) -> None:
    outcome = compare([dipped()], old=SHIPPED, new=SHIPPED)
    path = tmp_path / "proposal.toml"
    shutil.copy(file.parent / "closer.toml", tmp_path)
    numbers = tomllib.loads(file.read_text(encoding="utf-8"))
    path.write_text(proposal_text(outcome, numbers, named=()), encoding="utf-8")
    proposed, original = load_profile(path), load_profile(file)
    assert proposed == replace(original, approved_by="", approved_on="")


@pytest.mark.hazard("H57")
def test_review_reaches_no_settings_and_writes_no_file() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (contract,) = [one for one in rules if one.get("source_modules") == ["monitor.review"]]
    assert contract["type"] == "forbidden"
    assert "monitor.settings" in contract["forbidden_modules"]
    assert not contract.get("allow_indirect_imports", False)
    for file in (ROOT / "monitor" / "review").glob("*.py"):
        calls = [
            node.func for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
        ]
        names = {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}
        assert not names & {"write", "write_text", "write_bytes", "replace_file", "rename"}, file.name


def test_progress_can_be_watched_and_a_comparison_stopped() -> None:
    sessions = [stored_session(number, minutes=10) for number in range(5)]
    comparison = Comparison(old=SHIPPED, new=with_limit(86))
    steps = comparison.steps(iter(sessions), total=5, tile=2)
    assert (next(steps).sessions_done, next(steps).sessions_done) == (2, 4)
    steps.close()  # type: ignore[attr-defined]  # a generator can be closed: what a window does to stop
    with pytest.raises(ValueError, match="stopped"):
        comparison.outcome()


def test_tiles_change_nothing() -> None:
    sessions = [stored_session(number, minutes=20, calm=0.7) for number in range(9)]
    comparison = Comparison(old=SHIPPED, new=with_limit(86))
    done = [progress.sessions_done for progress in comparison.steps(sessions, total=9, tile=4)]
    assert done == [4, 8, 9]
    assert comparison.outcome() == compare(sessions, old=SHIPPED, new=with_limit(86))
