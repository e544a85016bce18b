"""29 minutes of a real S/5 through the capture decoder, row by row against what another decoder made of them."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from dri_samples import DISPLAYED_10S, recorded_bytes, vectors

from drivers.captures import as_line
from drivers.device import Decoded, HostCommand
from drivers.ge_s5_dri.driver import DriCaptureDecoder
from drivers.observations import BloodPressure, CuffStatus, Notice, Numeric, Parameter, Provenance, Quality, Stamp

NO_TIME = Stamp(0, 0)
FEED_BYTES = 65_536
ROWS = 1760
# Rows in which the other decoder shows pressures that are not, or not yet, told here; each is explained in the README
FORMER_WHILE_MEASURING = range(8)  # the capture begins during a measurement, with the reading before it
NEW_WHILE_MEASURING = (8, 9, 159, 397, 398, 456, 457, 609, 610, 912, 913, 1210, 1211, 1514)


def rows_of(reference: Path) -> list[dict[str, str]]:
    packed = (reference / "recordings" / "ge_s5_pycollect" / "db00_numerics.csv.gz").read_bytes()
    return list(csv.DictReader(io.StringIO(gzip.decompress(packed).decode())))


def decoded(data: bytes) -> tuple[list[Decoded], DriCaptureDecoder]:
    decoder, found = DriCaptureDecoder(), []
    for start in range(0, len(data), FEED_BYTES):
        found += decoder.feed(data[start : start + FEED_BYTES], NO_TIME)
    return [*found, *decoder.finish()], decoder


def by_record(found: list[Decoded]) -> list[list[Decoded]]:
    """Cut before each heart rate: one begins what each displayed record says."""
    records: list[list[Decoded]] = []
    for item in found:
        if isinstance(item, Numeric) and item.parameter is Parameter.HR:
            records.append([])
        records[-1].append(item)
    return records


@pytest.fixture(scope="module")
def recording(reference: Path) -> tuple[list[list[Decoded]], list[dict[str, str]]]:
    found, decoder = decoded(recorded_bytes(reference))
    assert decoder.statistics.frames == 2 * ROWS
    assert decoder.statistics.rejected_bytes == 638  # the cut ends
    return by_record(found), rows_of(reference)


Recording = tuple[list[list[Decoded]], list[dict[str, str]]]


@pytest.mark.parametrize(
    ("parameter", "column"),
    [
        (Parameter.HR, "hr_bpm"),
        (Parameter.SPO2, "spo2_pct"),
        (Parameter.PULSE, "pr_bpm"),
        (Parameter.RESP, "rr_imp_bpm"),
    ],
)
def test_every_row_agrees(recording: Recording, parameter: Parameter, column: str) -> None:
    records, rows = recording
    assert len(records) == len(rows) == ROWS
    ours = [
        item.value for record in records for item in record if isinstance(item, Numeric) and item.parameter is parameter
    ]
    assert ours == [float(row[column]) if row[column] else None for row in rows]


def test_the_pressures_agree_in_every_row_but_those_that_are_explained(recording: Recording) -> None:
    records, rows = recording
    shown: tuple[float | None, float | None, float | None] | None = None
    differing = []
    for index, (record, row) in enumerate(zip(records, rows, strict=True)):
        for item in record:
            if isinstance(item, BloodPressure) and item.quality is Quality.VALID:
                shown = item.systolic, item.diastolic, item.mean
        theirs = tuple(float(row[column]) for column in ("nibp_sys", "nibp_dia", "nibp_mean"))
        if shown != theirs:
            differing.append(index)
    assert differing == [*FORMER_WHILE_MEASURING, *NEW_WHILE_MEASURING]
    assert {rows[index]["nibp_measuring"] for index in differing} == {"1"}


def test_each_measurement_begins_once_and_gives_one_reading_with_its_age(recording: Recording) -> None:
    records, _rows = recording
    pressures = [
        (index, item.status, item.systolic, item.age_s)
        for index, record in enumerate(records)
        for item in record
        if isinstance(item, BloodPressure)
    ]
    measuring, done = CuffStatus.MEASURING, CuffStatus.DONE
    starts = [index for index, status, _systolic, _age_s in pressures if status is measuring]
    assert starts == [0, 131, 281, 349, 429, 581, 881, 1181, 1481]
    assert [entry for entry in pressures if entry[1] is not measuring] == [
        (10, done, 86.0, 2.0),
        (160, done, 91.0, 1.0),
        (309, done, 79.0, 0.0),
        (399, done, 94.0, 2.0),
        (458, done, 90.0, 2.0),
        (611, done, 85.0, 2.0),
        (914, done, 84.0, 2.0),
        (1212, done, 90.0, 2.0),
        (1515, done, 81.0, 1.0),
    ]


def test_doubts_stand_exactly_where_the_other_decoder_saw_noise_or_no_pulse(recording: Recording) -> None:
    records, rows = recording
    doubtful: dict[Parameter, list[int]] = {Parameter.HR: [], Parameter.SPO2: []}
    for index, record in enumerate(records):
        for item in record:
            if isinstance(item, Numeric) and item.quality is Quality.QUESTIONABLE:
                doubtful[item.parameter].append(index)
    assert doubtful[Parameter.HR] == [index for index, row in enumerate(rows) if row["ecg_noise"] == "1"]
    assert doubtful[Parameter.SPO2] == [index for index, row in enumerate(rows) if not row["pr_bpm"]]


def test_notices_are_edges_and_balance(recording: Recording) -> None:
    records, _rows = recording
    notices = [item for record in records for item in record if isinstance(item, Notice)]
    assert {item.code for item in notices} == {"nibp_auto_mode", "ecg_noise", "spo2_no_pulse"}
    for code in ("ecg_noise", "spo2_no_pulse"):
        active = [item.active for item in notices if item.code == code]
        assert active == [index % 2 == 0 for index in range(len(active))]
        assert len(active) % 2 == 0


def test_every_vector_gives_its_lines(reference: Path) -> None:
    for name, (data, expect) in vectors(reference).items():
        found, decoder = decoded(data)
        lines = [as_line(item, timed=False) for item in found]
        values = {str(line["parameter"]): line for line in lines if "parameter" in line}
        for key, parameter in (("hr", "hr"), ("pr", "pulse"), ("spo2", "spo2")):
            if key in expect:
                assert values[parameter]["value"] == expect[key], name
        for key, part in (("nibp_sys", "systolic"), ("nibp_dia", "diastolic"), ("nibp_mean", "mean")):
            if key in expect:
                assert values["nibp"][part] == expect[key], name
        for text, colour in expect.get("alarms", []):  # type: ignore[attr-defined]  # a list of pairs
            priority = {"red": "high", "white": "low"}[colour]
            assert f"monitor_alarm_{priority}: {text}" in [line.get("notice") for line in lines]
        assert all(isinstance(item, HostCommand) for item in found) == name.startswith("request_"), name
        assert (decoder.statistics.frames, decoder.statistics.rejected_bytes) == (1, 0), name


def test_lines_of_a_request_and_of_a_measurement_are_those_of_the_specification(reference: Path) -> None:
    (request,), _decoder = decoded(DISPLAYED_10S)
    assert as_line(request, timed=False) == {
        "t_s": None,
        "command": "displayed",
        "meaning": "displayed values every 10 s, classes: basic, ext1, ext2, ext3",
        "direction": "host->device",
    }
    found, _decoder = decoded(vectors(reference)["phdb_nibp_measuring"][0])
    (pressure,) = [as_line(item, timed=False) for item in found if isinstance(item, BloodPressure)]
    assert (pressure["status"], pressure["systolic"], pressure["why"]) == ("measuring", None, "measuring")


def test_a_damaged_record_gives_nothing_and_is_counted(reference: Path) -> None:
    data = bytearray(vectors(reference)["phdb_normal"][0])
    data[100] ^= 0x10
    found, decoder = decoded(bytes(data))
    assert found == []
    assert decoder.statistics.rejected_bytes == len(data) - 2


def test_what_a_capture_says_is_replayed_and_never_real(recording: Recording) -> None:
    records, _rows = recording
    assert {item.provenance for item in records[0] if not isinstance(item, HostCommand)} == {Provenance.REPLAYED}
