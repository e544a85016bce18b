"""HL7 v2.6 of a session and of a place: read by two libraries; the numbers are the account's."""

import math
from dataclasses import replace
from pathlib import Path

import hl7
import pytest
from corrected_stays import corrected
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message
from told_stays import ANSWERED_RULE, LOT, NOTE
from worlds import admit, make_room, pulse, reading, spo2, step

from drivers.observations import Parameter, Provenance
from monitor.port.projection import Projector
from monitor.reports.hl7_live import live_oru
from monitor.reports.hl7_segments import Parties
from monitor.reports.hl7_text import escaped, moment, number
from monitor.reports.hl7v2 import oru_of
from monitor.reports.mdc import CONTINUOUS, CUFF, Cuff
from monitor.review.account import Account, AlarmCounts

PARTIES = Parties(sending_facility="Clinic & Co", receiving_application="EHR", receiving_facility="Main")


@pytest.fixture(scope="module")
def oru(account: Account) -> str:
    return oru_of(account, parties=PARTIES)


Row = list[str]


def rows(text: str, name: str) -> list[Row]:
    """Fields of each segment as the `hl7` library reads them, escapes undone."""
    parsed = hl7.parse(text)
    found = [segment for segment in parsed if str(segment[0]) == name]
    return [[parsed.unescape(str(field)) if "^" not in str(field) else str(field) for field in each] for each in found]


def numeric(text: str) -> list[Row]:
    return [row for row in rows(text, "OBX") if row[2] == "NM"]


def values_of(text: str, code: int) -> list[float]:
    return [float(row[5]) for row in numeric(text) if row[3].startswith(f"{code}^") and row[5]]


def test_hl7_reads_it(oru: str, account: Account) -> None:
    (header,) = rows(oru, "MSH")
    assert (header[3], header[4], header[9], header[12]) == (
        "INFUSION_MONITOR",
        "Clinic & Co",
        "ORU^R01^ORU_R01",
        "2.6",
    )
    (patient,) = rows(oru, "PID")
    assert patient[5].startswith(f"{account.patient.label}^")
    assert len(rows(oru, "OBR")) == 4


def test_hl7apy_finds_the_structure_of_version_2_6_strictly(oru: str) -> None:
    parsed = parse_message(oru, validation_level=VALIDATION_LEVEL.STRICT)
    assert parsed.version == "2.6"
    parsed.validate()
    result = parsed.oru_r01_patient_result
    assert len(result.oru_r01_order_observation) == 4
    first = result.oru_r01_order_observation[0]
    assert first.oru_r01_observation[0].obx.obx_3.obx_3_2.value == "MDC_PRESS_BLD_NONINV_SYS"


def test_pressures_are_those_of_the_account(oru: str, account: Account) -> None:
    told = [each for each in account.readings if not each.failed]
    for part in Cuff:
        expected = [getattr(each, part.value) for each in told if getattr(each, part.value) is not None]
        if part is not Cuff.PULSE:
            assert expected
        assert values_of(oru, CUFF[part].mdc_code) == expected
    systolic = [row for row in numeric(oru) if row[3].startswith("150021^") and row[5]]
    assert [row[14] for row in systolic] == [moment(each.measured_utc_ms) for each in told]


@pytest.mark.parametrize("parameter", [Parameter.SPO2, Parameter.PULSE])
def test_values_are_the_middles_of_the_accounts_minutes(oru: str, account: Account, parameter: Parameter) -> None:
    columns = [column.minutes() for column in account.values if column.parameter is parameter]
    expected = [value for column in columns for value in column.median.tolist()]
    assert len(expected) > 80
    assert all(math.isfinite(value) for value in expected)
    assert values_of(oru, CONTINUOUS[parameter].mdc_code) == expected


def test_entered_and_doubtful_and_failed_are_marked(oru: str, account: Account) -> None:
    by_hand = [row for row in numeric(oru) if row[17].startswith("MMEAS")]
    entered = [each for each in account.readings if each.entered]
    assert entered
    assert {float(row[5]) for row in by_hand if row[3].startswith("150021^")} == {each.systolic for each in entered}
    doubtful = [row for row in numeric(oru) if "QUES" in row[8] and row[3].startswith("150021^")]
    assert [float(row[5]) for row in doubtful] == [each.systolic for each in account.readings if each.doubtful]


def test_each_alarm_and_override_of_the_record_is_there_and_counted(oru: str, account: Account) -> None:
    alarms = [row[5] for row in rows(oru, "OBX") if row[3].startswith("196616^")]
    assert [text.split()[0] for text in alarms] == [alarm.rule for alarm in account.alarms]
    notes = [row[3] for row in rows(oru, "NTE")]
    (counted,) = [note for note in notes if "alarms on record" in note]
    total, *parts = (int(word) for word in counted.replace(":", "").split() if word.isdigit())
    assert (total, sum(parts)) == (account.alarm_counts.total, account.alarm_counts.total)
    assert f"{account.override_count} overrides on record" in notes
    overrides = [row[5] for row in rows(oru, "OBX") if row[5].startswith("OVERRIDE")]
    assert len(overrides) == account.override_count > 0


@pytest.mark.hazard("H56")
def test_what_was_corrected_is_wrong_and_what_stands_in_its_place_a_correction(account: Account) -> None:
    told = rows(oru_of(corrected(account)), "OBX")
    texts = {row[5].split(" (")[0]: row[11] for row in told if row[3].startswith("IRM_ENTRY")}
    first, second = (f"CORRECTED by a later entry: {text}" for text in ("first", "second"))
    assert (texts[first], texts[second], texts["third"], texts[NOTE]) == ("W", "W", "C", "F")
    assert {row[11] for row in told if row[5].startswith("VOIDED")} == {"W"}
    by_hand = [(row[5], row[11]) for row in told if "MMEAS" in str(row[17:]) and row[3].startswith("150021^")]
    assert by_hand == [("131", "W"), ("171", "C")]
    parse_message(oru_of(corrected(account)), validation_level=VALIDATION_LEVEL.STRICT).validate()


def test_alarms_of_each_priority_are_counted(account: Account) -> None:
    counts = AlarmCounts(high=1, medium=2, low=3, information=4)
    notes = [row[3] for row in rows(oru_of(replace(account, alarm_counts=counts)), "NTE")]
    assert "10 alarms on record: 1 high, 2 medium, 3 low, 4 information" in notes


@pytest.mark.hazard("H42")
def test_the_dose_is_told_as_entered_with_its_lot_and_alarms_with_their_unit(oru: str) -> None:
    texts = [row[5] for row in rows(oru, "OBX") if row[2] == "ST"]
    (dose,) = [text for text in texts if " delivered " in text]
    assert dose.endswith(f"entered, not read from the pump, lot {LOT}")
    severe = next(text for text in texts if text.startswith(ANSWERED_RULE))
    assert " mmHg; peak 192 mmHg; " in severe


def test_what_is_not_real_is_no_production_message_and_each_number_says_so(oru: str, account: Account) -> None:
    real = account.provenance is Provenance.REAL
    assert rows(oru, "MSH")[0][11] == ("P" if real else "T")
    assert all(("TEST" in row[8]) is not real for row in numeric(oru))


def test_the_same_account_gives_the_same_message(oru: str, account: Account) -> None:
    assert oru_of(account, parties=PARTIES) == oru


@pytest.mark.parametrize("text", ["a|b^c&d~e\\f", "\\F\\", "", "ÄÖ ketamine µg"])
def test_escapes_are_undone_by_the_library(text: str) -> None:
    parsed = hl7.parse("MSH|^~\\&|a\r")
    assert parsed.unescape(escaped(text)) == text


def test_line_ends_of_a_person_make_no_segments() -> None:
    assert escaped("a\r\nMSH|x\x0b") == "a  MSH\\F\\x "


@pytest.mark.parametrize(
    "space", ["\t", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{LINE SEPARATOR}", "\x1c"]
)
def test_no_space_between_words_or_before_a_unit_is_lost(space: str) -> None:
    assert escaped(f"5{space}mg,{space}slowly") == "5 mg, slowly"


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x7f", "\N{RIGHT-TO-LEFT OVERRIDE}"])
def test_signs_that_nobody_sees_are_left_out(sign: str) -> None:
    assert escaped(f"a{sign}b") == "ab"


@pytest.mark.parametrize(
    ("value", "text"), [(118.0, "118"), (36.55, "36.55"), (400 / 3, "133.33333333333334"), (97.5, "97.5")]
)
def test_numbers_are_short_and_right(value: float, text: str) -> None:
    assert number(value) == text


def live() -> str:
    room = make_room()
    step(room, 1, admit(1))
    step(room, 5, reading(3, 131, 82), spo2(4, 97), pulse(4.5, 71))
    snapshot = Projector(room).snapshot(1, {})
    return live_oru(snapshot, snapshot.places[0], "IRM7", parties=PARTIES)


def test_a_live_message_is_read_by_both() -> None:
    parse_message(live(), validation_level=VALIDATION_LEVEL.STRICT).validate()
    assert [str(segment[0]) for segment in hl7.parse(live())][:4] == ["MSH", "PID", "PV1", "OBR"]


def test_a_live_message_has_each_number_with_its_own_time() -> None:
    found = {row[3].split("^")[0]: (float(row[5]), row[14]) for row in numeric(live())}
    at = 1_700_000_000_000
    assert found == {
        "150021": (131, moment(at + 3000)),
        "150022": (82, moment(at + 3000)),
        "150023": (found["150023"][0], moment(at + 3000)),
        "149530": (71, moment(at + 4500)),
        "150456": (97, moment(at + 4000)),
    }
    assert rows(live(), "MSH")[0][10] == "IRM7"


def test_nothing_is_told_of_a_free_place() -> None:
    snapshot = Projector(make_room()).snapshot(1, {})
    with pytest.raises(ValueError, match="nothing is told of nobody"):
        live_oru(snapshot, snapshot.places[0], "IRM7", parties=PARTIES)


def test_a_file_names_no_parties(account: Account, tmp_path: Path) -> None:
    path = tmp_path / "session.hl7"
    path.write_bytes(oru_of(account).encode())
    assert rows(path.read_bytes().decode(), "MSH")[0][4:7] == ["", "", ""]
