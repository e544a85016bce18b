"""Numbers of a what-if, and the proposal file: it loads as a profile that nobody approved, and hides no lost alarm."""

from dataclasses import replace
from pathlib import Path

import pytest
from review_samples import episode, result

from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.profile_text import profile_digest
from monitor.alarms.rules import Profile
from monitor.app.review_rules import RulesError, changed, knobs_of, proposal_text, write_proposal
from monitor.port.review_port import Change, Proposal, Refused, WhatIfRequest
from monitor.port.review_views import ReviewMark
from monitor.settings import load_profile

SHIPPED = Profile(name="shipped")
LOOSER = (Change(rule="BP-MOD", key="limit", value=170.0), Change(rule="O2-LO", key="delay_s", value=15.0))


def rule(profile: Profile, name: str) -> PressureRule:
    found = next(one for one in profile.rules if one.rule == name)
    assert isinstance(found, PressureRule)
    return found


def proposal(path: Path, changes: tuple[Change, ...] = LOOSER, **of_result: object) -> Proposal:
    made = result(WhatIfRequest(changes=changes), lost=(episode(ReviewMark.USEFUL), episode(rule="O2-LO")))
    return Proposal(
        changes=changes,
        result=replace(made, **of_result),  # type: ignore[arg-type]  # fields by name, given by the test
        author="Dr. F.\n[rules.BP-SEV]",
        path=path,
    )


def test_every_number_can_be_set_to_both_its_bounds() -> None:
    for knob in knobs_of(SHIPPED):
        assert knob.low <= knob.value <= knob.high, knob
        assert knob.words, knob


def test_a_clear_value_moves_with_its_limit() -> None:
    before, after = rule(SHIPPED, "BP-MOD"), rule(changed(SHIPPED, LOOSER), "BP-MOD")
    assert before.limit is not None
    assert before.clear is not None
    assert after.limit == 170
    assert after.clear == before.clear + 170 - before.limit


def test_numbers_that_no_profile_could_have_are_refused_in_words() -> None:
    with pytest.raises(RulesError, match="BP-MOD limit must be less than"):
        changed(SHIPPED, (Change(rule="BP-MOD", key="limit", value=199.0),))
    with pytest.raises(RulesError, match="no wish"):
        changed(SHIPPED, (Change(rule="BP-MOD", key="wish", value=1.0),))


@pytest.mark.hazard("H57")
def test_a_proposal_is_a_profile_that_nobody_approved_and_names_every_lost_alarm(tmp_path: Path) -> None:
    path = tmp_path / "looser.toml"
    assert write_proposal(SHIPPED, proposal(path)) is None
    loaded = load_profile(path)
    assert loaded.approved_by == ""
    assert profile_digest(replace(loaded, name="x")) == profile_digest(replace(changed(SHIPPED, LOOSER), name="x"))
    text = path.read_text(encoding="utf-8")
    assert "# LOST although marked useful: session 1, BP-MOD, peak 168" in text
    assert "# lost: session 1, O2-LO" in text
    assert "taken under the old rules" in text
    assert "19 of them treated" in text
    assert "\n[rules.BP-SEV]" not in text  # a name cannot slip a table into the file


@pytest.mark.hazard("H57")
def test_a_proposal_says_that_it_lacks_the_closer_limits(tmp_path: Path) -> None:
    flagged = replace(SHIPPED, closer=replace(SHIPPED, name="Closer"))
    lines = proposal_text(flagged, proposal(tmp_path / "x")).splitlines()
    assert [line for line in lines if line.startswith('# MISSING: the closer limits "Closer" of patients at risk.')]
    assert "MISSING" not in proposal_text(SHIPPED, proposal(tmp_path / "x"))


def test_what_differs_from_the_shipped_numbers_is_in_the_proposal(tmp_path: Path) -> None:
    text = proposal_text(SHIPPED, proposal(tmp_path / "x"))
    assert text.count("\n[rules.") == 2
    off = (Change(rule="HR-HI", key="enabled", value=0.0),)
    assert "[rules.HR-HI]\nenabled = false" in proposal_text(SHIPPED, proposal(tmp_path / "x", off))


def test_a_proposal_takes_the_place_of_no_file_and_comes_from_no_simulation(tmp_path: Path) -> None:
    path = tmp_path / "mood.toml"
    path.write_text("schema = 1\n", encoding="utf-8")
    assert isinstance(write_proposal(SHIPPED, proposal(path)), Refused)
    assert path.read_text(encoding="utf-8") == "schema = 1\n"
    simulated = write_proposal(SHIPPED, proposal(tmp_path / "new.toml", real=False))
    assert isinstance(simulated, Refused)
    assert not (tmp_path / "new.toml").exists()
    missing = write_proposal(SHIPPED, proposal(tmp_path / "nowhere" / "new.toml"))
    assert isinstance(missing, Refused)
    assert "not written" in missing.why
