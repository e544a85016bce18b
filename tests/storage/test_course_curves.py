"""Pressure responses of earlier real infusions, as they lie behind today's curve."""

from dataclasses import replace
from pathlib import Path

import pytest
from stays import NURSE, act
from worlds import EPOCH, order, plan, reading, step

from drivers.observations import Provenance, Quality
from monitor.alarms.rules import Profile
from monitor.app.course_desk import CourseDesk
from monitor.domain.admission import Patient
from monitor.domain.commands import Admit, Discharge
from monitor.domain.earlier_curve import CurvePoint, EarlierCurve
from monitor.domain.entries import InfusionAct
from monitor.domain.inputs import Input
from monitor.room.room import Room
from monitor.storage import Batch, Journal
from monitor.storage.course_curves import MOST_CURVES, MOST_POINTS, earlier_curves

STAY_S = 10_000.0


def admission(clinic_id: str) -> Admit:
    patient = Patient(label="A.M. 59", clinic_id=clinic_id)
    return Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400, patient=patient, actor=NURSE)


class Clinic:
    """A room that keeps a record; each stay begins STAY_S after the one before it."""

    def __init__(self, path: Path, provenance: Provenance = Provenance.REAL) -> None:
        self.room = Room(replace(plan(), provenance=provenance), Profile(name="test"), EPOCH)
        self.journal = Journal.open(path, room_name="Room", provenance=provenance, epoch=EPOCH, profile_digest="test")
        self.journal.bind_devices({each.device_id: each.place_id for each in self.room.plan.devices})
        self.path = path
        self.stays = 0

    def step(self, seconds: float, *inputs: Input) -> None:
        events = step(self.room, seconds, *inputs)
        now = self.room.now
        self.journal.write([Batch(tick=now.tick, utc_ms=now.utc_ms, inputs=inputs, events=tuple(events))])

    def curves(self) -> tuple[EarlierCurve, ...]:
        """Behind the newest session, once everything is on the disk."""
        self.journal.close()
        found = earlier_curves(self.path, self.stays)
        assert found is not None
        return found

    def begin(self, clinic_id: str = "4711") -> float:
        """Admit; the moment."""
        from_s = 10 + self.stays * STAY_S
        self.stays += 1
        self.step(from_s, order(from_s, admission(clinic_id)))
        return from_s

    def stay(self, *pressures: tuple[float, float, float], clinic_id: str = "4711") -> None:
        """A whole stay: infusion from minute 10, `pressures` as minutes from its start, systolic, diastolic."""
        from_s = self.begin(clinic_id)
        started = False
        for minute, systolic, diastolic in sorted(pressures):
            if minute > 0 and not started:
                self.step(from_s + 600, act(from_s + 600, InfusionAct.START, session_id=self.stays))
                started = True
            at_s = from_s + 600 + minute * 60
            self.step(at_s, reading(at_s, systolic, diastolic))
        end_s = from_s + STAY_S - 100
        self.step(end_s, act(end_s, InfusionAct.END, session_id=self.stays))
        self.step(end_s + 60, order(end_s + 60, Discharge(place_id="1", session_id=self.stays, actor=NURSE)))


def test_readings_count_from_the_start_of_their_own_infusion(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path / "room.db")
    clinic.stay((-5, 124, 78), (10, 150, 90), (20, 162, 95))
    clinic.stay((-5, 128, 80), (15, 171, 99))
    clinic.stay((5, 200, 110), clinic_id="4712")
    clinic.begin()
    newest, oldest = clinic.curves()
    assert newest.points == (CurvePoint(-5, 128, 80), CurvePoint(15, 171, 99))
    assert oldest.points == (CurvePoint(-5, 124, 78), CurvePoint(10, 150, 90), CurvePoint(20, 162, 95))
    assert newest.started_utc_ms - oldest.started_utc_ms == STAY_S * 1000
    assert earlier_curves(tmp_path / "room.db", 1) == ()  # what came later is not behind the first


def test_an_unknown_session_and_a_patient_without_a_number(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path / "room.db")
    clinic.stay((10, 150, 90), clinic_id="")
    clinic.begin(clinic_id="")
    assert clinic.curves() == ()
    assert earlier_curves(tmp_path / "room.db", 99) is None


@pytest.mark.parametrize("other", [Provenance.SIMULATED, Provenance.REPLAYED])
def test_what_was_not_real_never_lies_behind_a_patient(tmp_path: Path, other: Provenance) -> None:
    clinic = Clinic(tmp_path / "room.db", other)
    clinic.stay((10, 150, 90))
    clinic.begin()
    assert clinic.curves() == ()


def test_curves_are_few_and_short_and_keep_the_peak(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path / "room.db")
    for _ in range(MOST_CURVES):
        clinic.stay((10, 150, 90))
    clinic.stay(*((minute, 190.0 if minute == 38 else 140.0, 80.0) for minute in range(1, 101)))
    clinic.begin()
    curves = clinic.curves()
    assert len(curves) == MOST_CURVES
    assert len(curves[0].points) == MOST_POINTS
    assert (curves[0].points[0].at_min, curves[0].points[-1].at_min) == (1, 100)
    assert CurvePoint(38, 190, 80) in curves[0].points


def test_a_doubtful_reading_is_no_part_of_a_curve(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path / "room.db")
    from_s = clinic.begin()
    clinic.step(from_s + 60, act(from_s + 60, InfusionAct.START))
    clinic.step(from_s + 120, replace(reading(from_s + 120, 220, 90), quality=Quality.QUESTIONABLE))
    clinic.step(from_s + 180, reading(from_s + 180, 140, 85))
    clinic.step(from_s + 240, act(from_s + 240, InfusionAct.END))
    clinic.step(from_s + 300, order(from_s + 300, Discharge(place_id="1", session_id=1, actor=NURSE)))
    clinic.begin()
    (curve,) = clinic.curves()
    assert [point.systolic for point in curve.points] == [140]


@pytest.mark.expect_log
def test_a_record_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    desk = CourseDesk(tmp_path / "missing" / "room.db")
    found = desk.curves(1).result(timeout=20)
    desk.close()
    assert isinstance(found, str)
    assert found
