"""The account of a session: everything of one stay, each number as the record has it."""

from datetime import UTC
from pathlib import Path

import pytest
import told_stays
from document_texts import texts_of
from sqlalchemy import delete, select, update
from stays import PHYSICIAN
from told_stays import ANSWERED_RULE, DISCHARGED_S, END_S, PLAN, REVIEWER, SESSION_ID, START_S, SURGE_S, tell_stay
from worlds import EPOCH

from drivers.observations import Parameter, Provenance
from monitor.alarms.profile_text import profile_digest
from monitor.domain.stages import Stage
from monitor.domain.vocabulary import Priority, ValueMark
from monitor.reports.session_report import session_report
from monitor.review.account import Account, MissingCode, OverrideKind
from monitor.review.account_reader import AccountReader
from monitor.review.alarm_rows import AlarmRow
from monitor.review.device_rows import DeviceFacts
from monitor.storage import tables
from monitor.storage.backup import backup
from monitor.storage.database import writing_engine
from monitor.storage.packing import pack, unpack
from monitor.storage.signing import Mark


def utc_ms(seconds: float) -> int:
    return EPOCH.utc_ms + round(seconds * 1000)


@pytest.fixture(name="told", scope="module")
def _told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tell_stay(tmp_path_factory.mktemp("told") / "room.sqlite3")


@pytest.fixture(name="account", scope="module")
def _account(told: Path) -> Account:
    return read(told)


def read(path: Path) -> Account:
    account = AccountReader(path).account(SESSION_ID)
    assert account is not None
    return account


def severe(account: Account) -> AlarmRow:
    return next(alarm for alarm in account.alarms if alarm.rule == ANSWERED_RULE)


def test_the_patient_the_plan_and_the_course(account: Account) -> None:
    assert account.patient == told_stays.PATIENT
    assert (account.course, account.plan) == ("session 3 of 6", PLAN)
    assert [place.place_id for place in account.places] == ["1", "bay1"]
    assert account.places[0].from_utc_ms == account.admitted_utc_ms == utc_ms(60)
    assert account.places[-1].to_utc_ms == account.discharged_utc_ms == utc_ms(DISCHARGED_S)
    assert account.total_minutes == 89
    assert {person.name for person in account.people} == {"R. King", "Dr Lund"}


def test_phases_have_their_times_and_the_dose_is_the_rate_times_the_time(account: Account) -> None:
    assert [(row.stage, row.began_utc_ms) for row in account.phases] == [
        (Stage.BASELINE, utc_ms(60)),
        (Stage.INFUSION, utc_ms(START_S)),
        (Stage.RECOVERY, utc_ms(END_S)),
        (Stage.DISCHARGED, utc_ms(DISCHARGED_S)),
    ]
    assert account.phases[1].planned_s == 2400
    assert account.phases[1].ended_utc_ms == utc_ms(END_S)
    doses = account.doses
    assert (doses.started_utc_ms, doses.ended_utc_ms, doses.running_s) == (utc_ms(START_S), utc_ms(END_S), 2400)
    assert doses.delivered_mg == pytest.approx(PLAN.dose_mg)
    assert doses.lot == told_stays.LOT


def test_readings_are_marked_as_entered_or_measured(account: Account) -> None:
    entered = [row for row in account.readings if row.entered]
    assert [(row.measured_utc_ms, row.systolic, row.device_id) for row in entered] == [(utc_ms(1200), 131, "")]
    assert {row.provenance for row in account.readings if not row.entered} == {Provenance.REAL}
    assert max(row.systolic or 0 for row in account.readings) == 192
    first = next(row for row in account.readings if row.measured_utc_ms >= utc_ms(SURGE_S.start))
    assert first.doubtful, "far from where the trend led"


def test_minutes_have_a_middle_and_no_zero_for_a_gap(account: Account) -> None:
    (column,) = [one for one in account.values if one.parameter is Parameter.SPO2 and one.device_id == "d1"]
    minutes = column.minutes()
    assert minutes.lowest.min() == 96
    assert set(minutes.median.tolist()) == {97.0}
    assert minutes.count.sum() == column.measured.sum()
    rows = list(column.seconds())
    gap = next(row for row in rows if row.utc_ms == utc_ms(97))
    assert gap.value is None
    assert len(rows) == len(column.value)


@pytest.mark.hazard("H56")
def test_silenced_going_and_acted_are_three_different_times(account: Account) -> None:
    alarm = severe(account)
    answers = (alarm.sound_silenced, alarm.person_going, alarm.action_noted)
    assert [(one.after_s, one.by, one.what) for one in answers if one is not None] == [
        (told_stays.SILENCED_AFTER_S, "R. King", "sound paused"),
        (told_stays.GOING_AFTER_S, "Dr Lund", "going"),
        (told_stays.ACTION_AFTER_S, "R. King", "Labetalol 10 mg IV"),
    ]


def test_an_alarm_has_value_limit_peak_duration_and_the_reviewers_mark(account: Account) -> None:
    alarm = severe(account)
    assert (alarm.value, alarm.op, alarm.limit, alarm.shown) == (192, ">=", 180, "192/104")
    assert alarm.peak == 192
    assert alarm.value_marks == (ValueMark.DOUBTFUL,), "far from where the trend led"
    assert alarm.peak_marks == (), "measured again, and as trusted"
    assert alarm.priority is Priority.HIGH
    assert alarm.duration_s is not None
    assert alarm.duration_s > 300
    assert alarm.mark is not None
    assert (alarm.mark.mark, alarm.mark.reviewer) == (Mark.USEFUL, "Dr Lund")


def test_what_was_voided_stays_in_the_record_and_does_not_count(account: Account) -> None:
    wrong = next(row for row in account.entries if row.text == told_stays.WRONG_NOTE)
    assert (wrong.voided, wrong.counts) == ("not this patient", False)
    assert told_stays.NOTE in [row.text for row in account.notes]
    assert wrong not in account.notes


def test_everything_set_aside_is_listed_with_who_and_why(account: Account) -> None:
    assert [(row.kind, row.reason, row.actor) for row in account.overrides] == [
        (OverrideKind.CHECK, "a biscuit at seven", "Dr Lund"),
        (OverrideKind.OWN_LIMIT, "athlete", "Dr Lund"),
        (OverrideKind.RULE_SUSPENDED, "athlete", "Dr Lund"),
        (OverrideKind.BASELINE, "usual pressure at home", "Dr Lund"),
        (OverrideKind.DISCHARGE, "physician saw the patient", "Dr Lund"),
    ]
    left_open = {check.check for check in account.discharge_checks if check.done is None}
    assert "cannula_out" in left_open
    assert "gait" not in left_open


def test_signature_and_addendum(account: Account) -> None:
    (row,) = account.signatures
    assert (row.signature.reviewer, row.signature.comment, row.holds) == ("Dr Lund", told_stays.COMMENT, True)
    assert [addendum.text for addendum in account.addenda] == [told_stays.ADDENDUM]
    assert (account.inconsistencies, account.missing) == ((), ())


@pytest.mark.hazard("H55")
def test_a_changed_baseline_is_told_with_the_measured_one_and_as_an_override(account: Account) -> None:
    base = account.baseline
    assert base is not None
    assert (base.systolic, base.diastolic, base.changed_by) == (122, 76, PHYSICIAN.name)
    assert (base.reason, base.measured) == ("usual pressure at home", "128/80")
    (row,) = [row for row in account.overrides if row.kind is OverrideKind.BASELINE]
    assert (row.what, row.actor) == ("122/76, before 128/80", PHYSICIAN.name)
    printed = " ".join(texts_of(session_report(account, zone=UTC)))
    assert f"122/76, rate 74; entered by {base.changed_by}: usual pressure at home; measured 128/80" in printed


def test_devices_are_those_of_then_whatever_the_room_file_says_today(told: Path) -> None:
    today = {"d1": DeviceFacts(kind="nellcor_ascii", title="N-595", serial_number="SN 17")}
    account = AccountReader(told, devices=today).account(SESSION_ID)
    assert account is not None
    chair, bay = account.devices
    assert (chair.kind, chair.title, chair.serial_number) == ("ge_dinamap", "V100", told_stays.SERIAL_NUMBER)
    assert chair.says == "V100, serial number 00004711, software R2"
    assert (bay.serial_number, bay.says) == (None, "")
    assert chair.recorded
    assert bay.recorded
    assert chair.value_count > 0
    assert not any("serial number" in words for words in account.inconsistencies)  # "SN 4711" and "00004711" are one


def test_a_record_without_devices_takes_the_room_files_words_and_says_so(told: Path, tmp_path: Path) -> None:
    path = copied(told, tmp_path)
    with writing_engine(path).begin() as connection:
        connection.execute(delete(tables.events).where(tables.events.c.type == "devices_bound"))
    account = AccountReader(path, devices={"d1": DeviceFacts(title="V100", serial_number="SN 17")}).account(SESSION_ID)
    assert account is not None
    chair = account.devices[0]
    assert (chair.title, chair.serial_number, chair.recorded) == ("V100", "SN 17", False)
    assert "the time of printing" in " ".join(texts_of(session_report(account, zone=UTC)))


def test_the_limits_at_the_admission_have_name_digest_and_approval(account: Account) -> None:
    profile = account.profile
    assert profile is not None
    assert (profile.name, profile.digest) == ("test", profile_digest(told_stays.PROFILE))
    assert (profile.approved_by, profile.approved_on, profile.accepted_by) == (REVIEWER, "2023-11-01", "station")


def test_what_was_not_recorded_is_missing_by_name(tmp_path: Path) -> None:
    account = read(tell_stay(tmp_path / "room.sqlite3", complete=False))
    assert [item.code for item in account.missing] == [MissingCode.DOSE, MissingCode.LOT, MissingCode.ESCORT]
    assert account.doses.delivered_mg is None
    assert account.signatures == ()


@pytest.mark.hazard("H55")
def test_an_alarm_taken_out_of_the_record_breaks_the_count_and_the_signature(told: Path, tmp_path: Path) -> None:
    path = copied(told, tmp_path)
    with writing_engine(path).begin() as connection:
        connection.execute(delete(tables.events).where(tables.events.c.rule == ANSWERED_RULE))
    account = read(path)
    assert any("register counts" in words for words in account.inconsistencies)
    assert "The session is not what Dr Lund signed." in account.inconsistencies


@pytest.mark.hazard("H55")
def test_one_changed_stored_value_is_told(told: Path, tmp_path: Path) -> None:
    path = copied(told, tmp_path)
    parts = tables.packed_parts
    with writing_engine(path).begin() as connection:
        first = connection.execute(select(parts.c.payload).order_by(parts.c.part)).scalars().first() or b""
        part = unpack(first)
        part.samples.value[0] = 55.0
        connection.execute(update(parts).where(parts.c.part == 0).values(payload=pack(part)))
    account = read(path)
    assert account.inconsistencies == ("The session is not what Dr Lund signed.",)
    assert not account.signatures[0].holds


def copied(told: Path, folder: Path) -> Path:
    path = folder / "room.sqlite3"
    backup(told, path)
    return path


def test_there_is_no_account_of_a_session_that_never_was(told: Path) -> None:
    assert AccountReader(told).account(99) is None


def test_a_session_that_still_runs_has_an_account(tmp_path: Path) -> None:
    account = read(tell_stay(tmp_path / "room.sqlite3", until_s=2000, complete=False))
    assert (account.discharged_utc_ms, account.total_minutes) == (None, None)
    assert account.phases[-1].stage is Stage.INFUSION
    assert account.alarm_counts.total == len(account.alarms) > 0
    assert {item.code for item in account.missing} >= {MissingCode.TOTAL_MINUTES, MissingCode.END_PRESSURE}
