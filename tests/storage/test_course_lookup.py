"""What an admission learns of a patient's earlier real sessions: reaction, treatment, weight, baseline."""

from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from stays import NURSE, act, at, record
from worlds import EPOCH, order, plan, pulse, reading, spo2, step

from drivers.observations import Provenance
from monitor.alarms.rules import Profile
from monitor.app import course_desk
from monitor.app.course_desk import CourseDesk, LookedUpPort
from monitor.domain.admission import EarlierSession, Patient, Plan
from monitor.domain.commands import Admit, Command, Discharge, VoidEntry
from monitor.domain.entries import (
    DrugGiven,
    InfusionAct,
    OxygenSet,
    SideEffect,
    SideEffectNoted,
)
from monitor.domain.inputs import Input
from monitor.port.course_port import wants_look
from monitor.port.snapshot import Snapshot
from monitor.room.room import Room
from monitor.storage import Batch, Journal
from monitor.storage.course import earlier_sessions

ADMIT = Admit(
    place_id="1",
    label="A.M. 59",
    planned_infusion_s=2400,
    patient=Patient(label="A.M. 59", clinic_id="4711"),
    plan=Plan(weight_kg=82.0),
    actor=NURSE,
)


class Clinic:
    """A room that keeps a record."""

    def __init__(self, path: Path, provenance: Provenance = Provenance.REAL) -> None:
        self.path = path
        self.room = Room(replace(plan(), provenance=provenance), Profile(name="test"), EPOCH)
        self.journal = Journal.open(path, room_name="Room", provenance=provenance, epoch=EPOCH, profile_digest="test")

    def step(self, seconds: float, *inputs: Input) -> None:
        events = step(self.room, seconds, *inputs)
        now = self.room.now
        self.journal.write([Batch(tick=now.tick, utc_ms=now.utc_ms, inputs=inputs, events=tuple(events))])


def surge(path: Path, provenance: Provenance = Provenance.REAL) -> None:
    """A session with a severe pressure, a faint and two treatments; and one that was cancelled."""
    clinic = Clinic(path, provenance)
    clinic.step(10, order(10, ADMIT))
    for second, systolic in ((30, 130.0), (100, 124.0), (160, 126.0)):
        clinic.step(second, reading(second, systolic, 76), spo2(second, 97), pulse(second, 70))
    clinic.step(200, act(200, InfusionAct.START))
    clinic.step(600, reading(600, 190, 104))
    clinic.step(670, reading(670, 192, 104))
    clinic.step(700, record(700, SideEffectNoted(effect=SideEffect.NAUSEA)))
    clinic.step(701, record(701, SideEffectNoted(effect=SideEffect.FAINT)))
    clinic.step(702, record(702, SideEffectNoted(effect=SideEffect.UNRESPONSIVE)))
    wrong = clinic.room.sessions[1].book.entries[-1].seq
    clinic.step(703, order(703, VoidEntry(place_id="1", session_id=1, entry_seq=wrong, reason="other chair")))
    clinic.step(704, record(704, DrugGiven(name="labetalol", dose=10, unit="mg", route="IV")))
    clinic.step(705, record(705, OxygenSet(flow_l_per_min=2)))
    clinic.step(800, act(800, InfusionAct.END))
    clinic.step(900, order(900, Discharge(place_id="1", session_id=1, actor=NURSE)))
    clinic.step(1000, order(1000, replace(ADMIT, place_id="2")))
    clinic.step(1100, order(1100, Discharge(place_id="2", session_id=2, actor=NURSE)))
    clinic.journal.close()


def test_reaction_treatment_weight_and_baseline_of_a_real_session(tmp_path: Path) -> None:
    path = tmp_path / "room.db"
    surge(path)
    (found,) = earlier_sessions(path, "4711")  # the cancelled one was no infusion
    assert found == EarlierSession(
        ended_utc_ms=at(800),
        weight_kg=82.0,
        worst="BP-SEV 190/104, faint",
        treatment="given labetalol 10 mg IV, oxygen 2 l/min",
        baseline_systolic=125.0,
    )
    assert earlier_sessions(path, "4712") == ()
    assert earlier_sessions(path, "") == ()


@pytest.mark.parametrize("other", [Provenance.SIMULATED, Provenance.REPLAYED])
def test_what_was_not_real_is_never_part_of_a_course(tmp_path: Path, other: Provenance) -> None:
    surge(tmp_path / "room.db", other)
    assert earlier_sessions(tmp_path / "room.db", "4711") == ()


class FakePort:
    def __init__(self) -> None:
        self.commands: Future[Command] = Future()

    def snapshot(self) -> Snapshot | None:
        return None

    def engine_age_s(self) -> float:
        return 0.0

    def submit(self, command: Command) -> None:
        self.commands.set_result(command)

    def painted(self) -> None:
        return


@pytest.mark.hazard("H56")
def test_an_admission_reaches_the_room_only_with_its_course(tmp_path: Path) -> None:
    """Whoever hands it over: the reaction is in it, and the room refuses until somebody says that it was read."""
    surge(tmp_path / "room.db")
    course, port = CourseDesk(tmp_path / "room.db"), FakePort()
    LookedUpPort(port, course).submit(ADMIT)
    command = port.commands.result(timeout=20)
    course.close()
    assert isinstance(command, Admit)
    assert not wants_look(command)
    assert [one.worst for one in command.earlier] == ["Severe blood pressure 190/104, faint"]


@pytest.mark.expect_log
def test_a_record_that_cannot_be_read_is_a_question_and_not_an_empty_course(tmp_path: Path) -> None:
    course, port = CourseDesk(tmp_path / "missing" / "room.db"), FakePort()
    LookedUpPort(port, course).submit(ADMIT)
    command = port.commands.result(timeout=20)
    course.close()
    assert isinstance(command, Admit)
    assert command.earlier_unknown
    assert (command.looked_up, command.earlier) == (True, ())


@pytest.mark.hazard("H56")
@pytest.mark.expect_log
def test_no_fault_of_the_look_loses_the_admission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object, **_named: object) -> object:
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(course_desk, "earlier_sessions", broken)
    monkeypatch.setattr(course_desk, "earlier_curves", broken)
    course, port = CourseDesk(tmp_path / "room.db"), FakePort()
    LookedUpPort(port, course).submit(ADMIT)
    command = port.commands.result(timeout=20)
    curves = course.curves(1).result(timeout=20)
    course.close()
    assert isinstance(command, Admit)
    assert (command.looked_up, command.earlier) == (True, ())
    assert command.earlier_unknown == curves == course_desk.UNREADABLE


def test_other_commands_and_unknown_patients_are_not_held_up(tmp_path: Path) -> None:
    course = CourseDesk(tmp_path / "room.db")
    for command in (
        replace(ADMIT, patient=None),
        replace(ADMIT, looked_up=True),
        Discharge(place_id="1", session_id=1),
    ):
        port = FakePort()
        LookedUpPort(port, course).submit(command)
        assert port.commands.result(timeout=0) is command
    course.close()
