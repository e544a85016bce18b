"""A proposal of the review window: it loads as a profile that nobody approved, and hides no lost alarm."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from review_samples import episode, result

from monitor.alarms.profile_text import profile_digest
from monitor.alarms.rules import Profile
from monitor.app import proposal_files
from monitor.app.proposal_files import proposal_text, write_proposal
from monitor.app.review_rules import changed
from monitor.port.review_port import Change, Proposal, Refused, WhatIfRequest
from monitor.port.review_views import ReviewMark
from monitor.settings import load_profile

SHIPPED = Profile(name="shipped")
LOOSER = (Change(rule="BP-MOD", key="limit", value=170.0), Change(rule="O2-LO", key="delay_s", value=15.0))
PROFILES = Path(__file__).resolve().parents[2] / "config" / "profiles"


def proposal(path: Path, changes: tuple[Change, ...] = LOOSER, **of_result: object) -> Proposal:
    made = result(WhatIfRequest(changes=changes), lost=(episode(ReviewMark.USEFUL), episode(rule="O2-LO")))
    return Proposal(
        changes=changes,
        result=replace(made, **of_result),  # type: ignore[arg-type]  # fields by name, given by the test
        author="Dr. F.\n[rules.BP-SEV]",
        path=path,
    )


@pytest.mark.hazard("H57")
def test_a_proposal_is_a_profile_that_nobody_approved_and_names_every_lost_alarm(tmp_path: Path) -> None:
    path = tmp_path / "looser.toml"
    assert write_proposal(SHIPPED, proposal(path)) is None
    loaded = load_profile(path)
    assert loaded.approved_by == ""
    assert profile_digest(replace(loaded, name="x")) == profile_digest(replace(changed(SHIPPED, LOOSER), name="x"))
    text = path.read_text(encoding="utf-8")
    assert "# LOST although marked as useful: BP-MOD, session 1, peak 168" in text
    assert "# lost: O2-LO, session 1" in text
    assert "taken under the old rules" in text
    assert "19 of them treated" in text
    assert "\n[rules.BP-SEV]" not in text  # a name cannot slip a table into the file


@pytest.mark.hazard("H57")
def test_each_useful_alarm_that_would_be_lost_is_named_by_its_number(tmp_path: Path) -> None:
    lost = (episode(ReviewMark.USEFUL, alarm_id=17, milder=True), episode(rule="O2-LO", alarm_id=18), episode())
    lines = proposal_text(SHIPPED, proposal(tmp_path / "x.toml", lost=lost)).splitlines()
    assert [line for line in lines if line[2:].lower().startswith("lost")] == [
        "# LOST although marked as useful: alarm 17, BP-MOD, session 1, peak 168, only milder.",
        "# lost: alarm 18, O2-LO, session 1, peak 168.",
        "# lost: BP-MOD, session 1, peak 168.",
    ]


@pytest.mark.hazard("H57")
def test_the_closer_limits_in_force_come_along(tmp_path: Path) -> None:
    """Of a profile as it is in force, wherever its files are now: both files together say the same."""
    in_force = load_profile(PROFILES / "mood.toml")
    assert in_force.closer is not None
    path = tmp_path / "looser.toml"
    assert write_proposal(in_force, proposal(path)) is None
    loaded = load_profile(path)
    wanted = changed(in_force, LOOSER)
    assert loaded.closer is not None
    assert wanted.closer is not None
    assert loaded.closer.name == in_force.closer.name
    assert loaded.cuff_presets
    assert (loaded.rules, loaded.cuff, loaded.cuff_presets, loaded.recovery, loaded.gate) == (
        wanted.rules,
        wanted.cuff,
        wanted.cuff_presets,
        wanted.recovery,
        wanted.gate,
    )
    assert replace(loaded.closer, approved_by="", approved_on="") == replace(
        wanted.closer, approved_by="", approved_on=""
    )
    assert sorted(one.name for one in tmp_path.iterdir()) == ["looser-closer.toml", "looser.toml"]


@pytest.mark.parametrize("taken", ["looser.toml", "looser-closer.toml"])
def test_where_one_of_the_two_files_is_there_neither_is_written(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("somebody's", encoding="utf-8")
    refused = write_proposal(load_profile(PROFILES / "mood.toml"), proposal(tmp_path / "looser.toml"))
    assert isinstance(refused, Refused)
    assert f"{tmp_path / taken}" in refused.why
    assert "is there already" in refused.why
    assert [(one.name, one.read_text(encoding="utf-8")) for one in tmp_path.iterdir()] == [(taken, "somebody's")]


def test_a_proposal_that_no_room_could_read_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The closer file is read back first and is right; the proposal is not."""
    monkeypatch.setattr(proposal_files, "proposal_text", lambda *_: "schema = 2\n")
    refused = write_proposal(load_profile(PROFILES / "mood.toml"), proposal(tmp_path / "looser.toml"))
    assert isinstance(refused, Refused)
    assert "not written" in refused.why
    assert list(tmp_path.iterdir()) == []


@pytest.mark.hazard("H57")
def test_what_differs_from_the_shipped_numbers_is_in_the_proposal(tmp_path: Path) -> None:
    text = proposal_text(SHIPPED, proposal(tmp_path / "x"))
    assert text.count("\n[rules.") == 2
    off = (Change(rule="HR-REL", key="enabled", value=0.0),)
    assert "[rules.HR-REL]\nenabled = false" in proposal_text(SHIPPED, proposal(tmp_path / "x", off))


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


def test_a_disk_that_is_full_is_told_with_the_name_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such an error comes from writing, and names no file."""

    def full(_part: Path, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    path = tmp_path / "x.toml"
    answer = write_proposal(SHIPPED, proposal(path))
    assert answer == Refused(f"The proposal was not written: {path}: No space left on device")
    assert list(tmp_path.iterdir()) == []
