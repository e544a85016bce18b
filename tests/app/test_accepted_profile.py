"""Hazard H41: a profile that changed unseen does not judge until a physician has read and accepted what changed."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from app_samples import blueprint_of_one_chair, journal_at, later
from typer.testing import CliRunner, Result

from drivers.clock import SystemClock
from drivers.errors import DriverError
from drivers.observations import Parameter, Quality, Source, Stamp
from monitor.alarms.profile_text import profile_digest
from monitor.alarms.rules import LimitRule, Profile
from monitor.app import profile_office
from monitor.app.profile_in_force import NO_RECORD, UNREADABLE, in_force, recall_accepted, without_record
from monitor.app.profile_office import ProfileOfficeError, accept_by
from monitor.cli import DONE, NO, app
from monitor.domain.commands import AcceptProfile, Admit, Command
from monitor.domain.events import CommandRefused, Event, PatientAdmitted, RestartNoted
from monitor.domain.inputs import CommandGiven, Input, Sample
from monitor.domain.people import Actor
from monitor.domain.profile_events import ProfileAccepted, ProfileChangeFound
from monitor.port.projection import Projector
from monitor.port.snapshot import Snapshot
from monitor.room.checkpoint import CheckpointError
from monitor.room.room import Room
from monitor.storage import Batch, Records, SessionFilter
from monitor.storage.accounts import Accounts, Role
from monitor.storage.profiles import AcceptedProfile, accepted_profile
from monitor.storage.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.app.compose import Blueprint

NURSE, PHYSICIAN = Actor("R. King", "nurse"), Actor("Dr Lund", "physician")
ROOT = Path(__file__).resolve().parents[2]


def changed(limit: float, *, name: str = "test") -> Profile:
    """The shipped limits with another one of O2-LO."""
    rules = tuple(
        replace(rule, limit=limit) if isinstance(rule, LimitRule) and rule.rule == "O2-LO" else rule
        for rule in Profile(name="test").rules
    )
    return Profile(name=name, rules=rules, approved_by="Dr. Abel", approved_on="2026-01-31")


class Station:
    """One life of a station: it starts, judges some steps and is closed."""

    def __init__(self, path: Path, profile: Profile, start: Stamp) -> None:
        blueprint = replace(blueprint_of_one_chair(), profile=profile)
        self.journal = journal_at(path)
        self.blueprint: Blueprint
        self.blueprint, beginning = recall_accepted(blueprint, self.journal, start)
        self.room: Room = beginning.room
        self.start = beginning.timeline.instant(start)
        self.events: list[Event] = []
        self._waiting: Sequence[Input] = beginning.first_inputs
        self.step(0)

    def step(self, after_s: float, *said: Command | Sample) -> list[Event]:
        now = self.start.at_tick(self.start.tick + round(after_s * 10))
        given = [item if isinstance(item, Sample) else CommandGiven(tick=now.tick, command=item) for item in said]
        inputs = (*self._waiting, *given)
        self._waiting = ()
        events = self.room.step(now, inputs)
        self.journal.write([Batch(tick=now.tick, utc_ms=now.utc_ms, inputs=inputs, events=tuple(events))])
        self.events += events
        return events

    def snapshot(self) -> Snapshot:
        return Projector(self.room).snapshot(1, {})

    def saturation(self, after_s: float, value: float) -> Sample:
        return Sample(
            tick=self.start.tick + round(after_s * 10),
            device_id="SIM-ox",
            parameter=Parameter.SPO2,
            value=value,
            quality=Quality.VALID,
            source=Source.OXIMETER,
        )

    def judges_89(self) -> bool:
        """Whether a saturation of 89 stands as low after a quarter of a minute."""
        self.step(1, Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400, actor=NURSE))
        for second in range(2, 18):
            self.step(second, self.saturation(second, 89))
        return self.room.board.find("1", "O2-LO") is not None


def of(events: list[Event], kind: type) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


@pytest.mark.hazard("H41")
def test_a_first_start_takes_the_profile_as_shipped_and_says_who_approved_it(tmp_path: Path) -> None:
    path = tmp_path / "room.db"
    station = Station(path, changed(90), later(0))
    (event,) = of(station.events, ProfileAccepted)
    assert isinstance(event, ProfileAccepted)
    assert (event.first, event.approved_by, event.approved_on) == (True, "Dr. Abel", "2026-01-31")
    assert station.snapshot().profile_change is None
    station.journal.close()
    kept = accepted_profile(path)
    assert kept is not None
    assert (kept.digest, kept.first, kept.accepted_by) == (profile_digest(changed(90)), True, "station")


@pytest.mark.hazard("H41")
@pytest.mark.expect_log
def test_after_an_update_the_old_limits_judge_until_a_physician_accepts(tmp_path: Path) -> None:
    """The update takes O2-LO from 90 to 88: 89 alarms all the same, until somebody has accepted it."""
    path, old, new = tmp_path / "room.db", changed(90), changed(88)
    Station(path, old, later(0)).journal.close()
    station = Station(path, new, later(60))
    assert station.judges_89()
    (found,) = of(station.events, ProfileChangeFound)
    assert isinstance(found, ProfileChangeFound)
    assert found.changes == ("rules.O2-LO.limit: 90 → 88",)
    change = station.snapshot().profile_change
    assert change is not None
    assert change.words == "Profile changed, not accepted: old limits in force"
    assert change.changes == found.changes
    nurse = of(station.step(20, AcceptProfile(digest=change.digest, actor=NURSE)), CommandRefused)
    other = of(station.step(21, AcceptProfile(digest=profile_digest(old), actor=PHYSICIAN)), CommandRefused)
    assert len(nurse) == len(other) == 1
    (accepted,) = of(station.step(22, AcceptProfile(digest=change.digest, actor=PHYSICIAN)), ProfileAccepted)
    assert isinstance(accepted, ProfileAccepted)
    assert (accepted.actor, accepted.first, accepted.digest) == (PHYSICIAN, False, profile_digest(new))
    after = station.snapshot().profile_change
    assert after is not None
    assert after.words == "Profile changed, accepted by Dr Lund: new limits from the next start"
    assert of(station.step(23, AcceptProfile(digest=change.digest, actor=PHYSICIAN)), CommandRefused)
    station.journal.close()
    again = Station(path, new, later(120))
    assert again.snapshot().profile_change is None
    assert again.room.profile == new
    (restart,) = of(again.events, RestartNoted)
    assert isinstance(restart, RestartNoted)
    assert restart.profile_digest == profile_digest(new)
    again.journal.close()
    assert verify(path).findings == ()


@pytest.mark.hazard("H41")
@pytest.mark.expect_log
def test_the_head_of_each_sessions_record_names_the_limits_that_judged_it(tmp_path: Path) -> None:
    path, old = tmp_path / "room.db", changed(90)
    Station(path, old, later(0)).journal.close()
    station = Station(path, changed(88), later(60))
    station.judges_89()
    (admitted,) = of(station.events, PatientAdmitted)
    assert isinstance(admitted, PatientAdmitted)
    assert admitted.profile_digest == profile_digest(old)
    station.journal.close()
    (summary,) = Records(path).sessions(SessionFilter())
    assert summary.profile_digest == profile_digest(old)


@pytest.mark.expect_log
def test_a_change_outlives_a_restart_and_may_be_taken_back(tmp_path: Path) -> None:
    path, old = tmp_path / "room.db", changed(90)
    Station(path, old, later(0)).journal.close()
    for number in range(1, 3):
        station = Station(path, changed(88), later(60 * number))
        assert station.room.profile == old
        again = Room.restore(station.blueprint.plan, old, station.room.checkpoint())
        assert again.profiles.change == station.room.profiles.change
        station.journal.close()
    back = Station(path, old, later(240))
    assert back.snapshot().profile_change is None
    back.journal.close()


def kept_as(profile: Profile, **changes: str) -> AcceptedProfile:
    told = in_force(profile, None, tick=1).told
    fields = {"digest": told.in_force, "text": told.text, **changes}
    return AcceptedProfile(
        utc_ms=0, name=profile.name, approved_by="", approved_on="", accepted_by="Dr Lund", first=False, **fields
    )


@pytest.mark.hazard("H41")
def test_accepted_limits_that_cannot_be_read_never_give_way_silently() -> None:
    """Changed in the record, or of a version that knew other rules: the file judges, and the screen says so."""
    for spoilt in (kept_as(changed(90), text="{}"), kept_as(changed(90), digest="0" * 64)):
        found = in_force(changed(88), spoilt, tick=1)
        assert (found.profile, found.told.why) == (changed(88), UNREADABLE)
    assert without_record(changed(88), tick=1).told.why == NO_RECORD
    assert in_force(changed(90), kept_as(changed(90)), tick=1).told.text == ""


ROOM = """
schema = 1
name = "Test room"
profile = "profile.toml"
[[places]]
id = "1"
kind = "chair"
[[devices]]
id = "SIM-ox"
kind = "masimo_ascii1"
link = "tcp://127.0.0.1:4001"
place = "1"
provenance = "simulated"
"""


def run(*words: str, typed: str = "") -> tuple[Result, dict[str, object]]:
    result = CliRunner().invoke(app, list(words), input=typed)
    return result, json.loads(result.stdout) if result.stdout.strip() else {}


@pytest.mark.parametrize("fault", [CheckpointError("place 3 is gone"), DriverError("no such kind")])
def test_a_room_that_cannot_go_on_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def refuses(*_given: object) -> object:
        raise fault

    (tmp_path / "room.toml").write_text(ROOM, encoding="utf-8")
    (tmp_path / "profile.toml").write_text('schema = 1\nname = "test"\n', encoding="utf-8")
    database = tmp_path / "test-room.simulated.db"
    Station(database, Profile(name="test"), later(0)).journal.close()
    Accounts(database, clock=SystemClock()).add("Admin", Role.ADMINISTRATOR, "739154", by="test")
    monkeypatch.setattr(profile_office, "_accept", refuses)
    with pytest.raises(ProfileOfficeError, match=str(fault)):
        accept_by(tmp_path / "room.toml", tmp_path, name="Admin", pin="739154", digest="x")


@pytest.mark.hazard("H41")
@pytest.mark.expect_log
def test_show_and_accept_at_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "room.toml").write_text(ROOM, encoding="utf-8")
    profile = tmp_path / "profile.toml"
    profile.write_text('schema = 1\nname = "test"\n', encoding="utf-8")
    room = str(tmp_path / "room.toml")
    where = ("--data-dir", str(tmp_path))
    database = tmp_path / "test-room.simulated.db"
    result, _ = run("profile", "show", room, *where)
    assert (result.exit_code, "no record" in result.stderr) == (NO, True)
    Station(database, Profile(name="test"), later(0)).journal.close()
    accounts = Accounts(database, clock=SystemClock())
    accounts.add("Admin", Role.ADMINISTRATOR, "739154", by="test")
    accounts.add("Dr Lund", Role.PHYSICIAN, "620517", by="test")
    accounts.add("R. King", Role.NURSE, "915283", by="test")
    result, said = run("profile", "show", room, *where)
    assert (result.exit_code, said["waits"]) == (DONE, False)
    profile.write_text('schema = 1\nname = "test"\n[rules.O2-LO]\nlimit = 88\n', encoding="utf-8")
    result, said = run("profile", "show", room, *where)
    assert (result.exit_code, said["waits"], said["changes"]) == (NO, True, ["rules.O2-LO.limit: 90 → 88"])
    assert "rules.O2-LO.limit: 90 → 88" in result.stderr
    file = said["file"]
    assert isinstance(file, dict)
    digest = ("--digest", str(file["digest"]), "--pin-stdin")

    def accept(name: str, pin: str) -> Result:
        return run("profile", "accept", room, "--name", name, *digest, *where, typed=f"{pin}\n")[0]

    assert "do not fit" in accept("Dr Lund", "000000").stderr
    assert "physician" in accept("R. King", "915283").stderr
    assert accept("Dr Lund", "620517").exit_code == DONE
    assert run("profile", "show", room, *where)[0].exit_code == DONE
    kept = accepted_profile(database)
    assert kept is not None
    assert (kept.accepted_by, kept.digest) == ("Dr Lund", str(file["digest"]))
