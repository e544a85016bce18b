"""Recordings as patients: the real files, and each way in which sources write that there is no value."""

import gzip
from pathlib import Path

import pytest

from simulators.recording import Columns, RecordedPatient, RecordingError

SENSOR_5 = Columns(spo2="SpO2 5", pulse="Pulse 5", perfusion_index="PI 5")


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "recording.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_induced_hypoxemia_from_second_330(reference: Path) -> None:
    path = reference / "recordings" / "uw_induced_hypoxemia" / "100001.csv.gz"
    patient = RecordedPatient.from_csv(path, columns=SENSOR_5, start_s=330)
    assert [patient.at(t_s).spo2 for t_s in (0, 20, 50, 70, 120)] == [91.0, 90.0, 89.0, 88.0, 86.0]
    first_low_s = next(t_s for t_s in range(200) if (patient.at(t_s).spo2 or 100) < 90)
    assert first_low_s == 41  # counted in the file: 09:31:13 is the first second below 90
    assert patient.at(0).pulse == 60.0


def test_empty_sensor_set_and_end_of_recording_are_no_values(reference: Path) -> None:
    path = reference / "recordings" / "uw_induced_hypoxemia" / "100001.csv.gz"
    patient = RecordedPatient.from_csv(path, columns=Columns(spo2="SpO2 3", pulse="Pulse 3"))
    assert {patient.at(t_s).spo2 for t_s in range(0, 1000, 50)} == {None}
    assert patient.at(patient.duration_s + 2).spo2 is None
    assert patient.at(-1).spo2 is None


def test_standard_columns_are_found_by_themselves(reference: Path) -> None:
    patient = RecordedPatient.from_csv(reference / "recordings" / "ge_s5_pycollect" / "db00_numerics.csv.gz")
    assert (patient.at(0).spo2, patient.at(0).pulse, patient.at(0).systolic) == (100.0, 87.0, 87.0)


def test_zero_empty_text_and_nan_are_missing(tmp_path: Path) -> None:
    path = _file(tmp_path, "t_s,spo2_pct,pr_bpm\n0,97,0\n1,,70\n2,nan,x\n3,-5,71\nCollection Halted,,\n")
    patient = RecordedPatient.from_csv(path)
    assert [patient.at(t_s).spo2 for t_s in range(4)] == [97.0, None, None, None]
    assert [patient.at(t_s).pulse for t_s in range(4)] == [None, 70.0, None, 71.0]


def test_a_gap_between_rows_is_a_gap(tmp_path: Path) -> None:
    patient = RecordedPatient.from_csv(_file(tmp_path, "t_s,spo2_pct\n0,97\n1,97\n2,96\n10,95\n"))
    assert [patient.at(t_s).spo2 for t_s in (2.9, 5.0, 10.0)] == [96.0, None, 95.0]


def test_times_of_day_pass_midnight(tmp_path: Path) -> None:
    patient = RecordedPatient.from_csv(_file(tmp_path, "Time,spo2_pct\n 23:59:59,97\n 00:00:00,96\n 00:00:01,95\n"))
    assert [patient.at(t_s).spo2 for t_s in range(3)] == [97.0, 96.0, 95.0]


def test_minutes_are_minutes(tmp_path: Path) -> None:
    patient = RecordedPatient.from_csv(_file(tmp_path, "t_min,spo2_pct\n0,97\n1,96\n"))
    assert [patient.at(t_s).spo2 for t_s in (59, 60)] == [97.0, 96.0]


def test_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="no column SpO2 9"):
        RecordedPatient.from_csv(_file(tmp_path, "t_s,spo2_pct\n0,97\n"), columns=Columns(spo2="SpO2 9"))


@pytest.mark.parametrize("text", ["", "t_s,spo2_pct\n", "t_s,spo2_pct\nsoon,97\n", "t_s,other\n0,97\n"])
def test_unusable_files_say_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(RecordingError, match=r"recording\.csv"):
        RecordedPatient.from_csv(_file(tmp_path, text))


def test_damaged_archive_says_so(tmp_path: Path) -> None:
    path = tmp_path / "recording.csv.gz"
    path.write_bytes(gzip.compress(b"t_s,spo2_pct\n0,97\n")[:-12])
    with pytest.raises(RecordingError, match="cannot be read"):
        RecordedPatient.from_csv(path)
