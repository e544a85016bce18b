"""`decode`: every vector of the two formats, every form of file, and what a damaged file gives."""

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from drivers.captures import decode_file
from drivers.errors import CaptureFileError, UnknownDeviceKindError

Line = dict[str, object]
DONE = b" NA1110007141088106&)\r"  # 141/88, mean 106, in STAT mode, seven seconds ago
OXIMETER = b" OA1098708#K\r"


def lines_of(tmp_path: Path, kind: str, data: bytes, *, hex_text: bool = False) -> list[Line]:
    file = tmp_path / "capture"
    file.write_bytes(data)
    lines = list(decode_file(kind, file, hex_text=hex_text))
    json.dumps(lines, allow_nan=False)
    assert list(lines[-1]) == ["summary"]
    return lines


def parameters(lines: list[Line]) -> dict[str, Line]:
    return {str(line["parameter"]): line for line in lines if "parameter" in line}


def notices(lines: list[Line]) -> set[object]:
    return {line["notice"] for line in lines if "notice" in line}


def test_the_lines_are_those_of_the_specification(tmp_path: Path) -> None:
    notice, pressure, saturation, summary = lines_of(tmp_path, "ge_dinamap", DONE + OXIMETER)
    assert notice["notice"] == "stat_mode"
    assert pressure == {
        "t_s": None,
        "parameter": "nibp",
        "systolic": 141,
        "diastolic": 88,
        "mean": 106,
        "pulse": None,
        "unit": "mm[Hg]",
        "quality": "valid",
        "status": "done",
        "age_s": 7,
    }
    assert saturation == {
        "t_s": None,
        "parameter": "spo2",
        "value": 98,
        "unit": "%",
        "quality": "valid",
        "source": "oximeter",
    }
    assert summary == {"summary": {"bytes": 35, "frames": 2, "rejected_bytes": 0}}


_FLAG_NOTICES = {"sensor_off": "probe_off", "silenced": "alarms_silenced"}


def test_every_masimo_vector_gives_its_values_and_flags(reference: Path, tmp_path: Path) -> None:
    vectors = json.loads((reference / "protocols" / "vectors.json").read_text())["vectors"]
    for vector in (vector for vector in vectors if vector["protocol"] == "masimo_ascii1"):
        expect = vector["expect"]
        lines = lines_of(tmp_path, "masimo_ascii1", bytes.fromhex(vector["hex"]))
        found = parameters(lines)
        for name, key in (("spo2", "spo2"), ("pulse", "pr")):
            value = expect[key] if expect["usable"] else None
            assert found[name]["value"] == value, vector["id"]
            assert ("why" in found[name]) is (not expect["usable"] or "quality" in expect), vector["id"]
        if "pi" in expect and expect["usable"]:
            assert found["perfusion_index"]["value"] == expect["pi"], vector["id"]
        quality = {True: "valid", False: "invalid"}[expect["usable"]]
        quality = "questionable" if expect.get("quality") == "poor" else quality
        assert {line["quality"] for line in found.values()} == {quality}, vector["id"]
        flags = expect.get("exc_flags", []) + expect.get("alarm_flags", [])
        assert {_FLAG_NOTICES.get(flag, flag) for flag in flags} <= notices(lines), vector["id"]


def test_every_dinamap_vector_gives_its_command_reading_or_refusal(reference: Path, tmp_path: Path) -> None:
    vectors = json.loads((reference / "protocols" / "vectors.json").read_text())["vectors"]
    seen = 0
    for vector in (vector for vector in vectors if vector["protocol"] == "ge_dinamap"):
        expect, data = vector["expect"], bytes.fromhex(vector["hex"])
        *lines, summary = lines_of(tmp_path, "ge_dinamap", data)
        counted = summary["summary"]
        assert isinstance(counted, dict)
        seen += 1
        if not expect["checksum_ok"]:
            assert lines == [], vector["id"]
            assert counted["frames"] == 0
            assert counted["rejected_bytes"] > 0
        elif expect.get("direction") == "host->device":
            (command,) = lines
            assert command["command"] == vector["id"].removeprefix("cmd_")
            assert str(command["meaning"]) in expect["meaning"], vector["id"]
        else:
            _assert_reply(vector["id"], expect, parameters(lines))
    assert seen >= 15


def _assert_reply(name: str, expect: dict[str, object], found: dict[str, Line]) -> None:
    (line,) = found.values()
    usable = expect["usable"]
    assert (line["quality"] == "valid") is usable, name
    match expect["cmd"]:
        case "NA":
            numbers = (line["systolic"], line["diastolic"], line["mean"], line["age_s"])
            assert numbers == tuple(expect.get(key) for key in ("sys", "dia", "map", "age_s")), name
        case "OA":
            assert line["value"] == (expect["spo2"] if usable else None), name
        case "RA":
            assert (line["value"], line["source"]) == (expect["rate"], "cuff"), name


def test_hex_text_and_gzip_and_standard_input_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = lines_of(tmp_path, "ge_dinamap", DONE + OXIMETER)
    hex_text = DONE[:7].hex().encode() + b"\n\n" + (DONE[7:] + OXIMETER).hex(" ").encode()
    assert lines_of(tmp_path, "ge_dinamap", hex_text, hex_text=True) == plain
    assert lines_of(tmp_path, "ge_dinamap", gzip.compress(DONE + OXIMETER)) == plain
    assert lines_of(tmp_path, "ge_dinamap", gzip.compress(hex_text), hex_text=True) == plain
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(DONE + OXIMETER))))
    assert list(decode_file("ge_dinamap", "-", hex_text=False)) == plain


def recorded(*records: tuple[float | None, str, bytes]) -> bytes:
    return b"".join(
        json.dumps({"t_s": t_s, "dir": direction, "hex": data.hex()}).encode() + b"\n"
        for t_s, direction, data in records
    )


def test_the_recorders_lines_carry_times_and_directions(tmp_path: Path) -> None:
    data = recorded((12.0, "tx", b"\r OA!3\r"), (12.03, "rx", OXIMETER[:5]), (12.05, "rx", OXIMETER[5:]))
    command, saturation, summary = lines_of(tmp_path, "ge_dinamap", data)
    assert command == {"t_s": 12, "command": "OA", "meaning": "read SpO2", "direction": "host->device"}
    assert (saturation["t_s"], saturation["value"]) == (12.05, 98)
    assert summary == {"summary": {"bytes": 7 + len(OXIMETER), "frames": 2, "rejected_bytes": 0}}


def test_bytes_that_the_host_sent_are_never_taken_for_a_value(tmp_path: Path) -> None:
    assert parameters(lines_of(tmp_path, "ge_dinamap", recorded((1.0, "tx", OXIMETER)))) == {}


def test_a_reading_that_a_recording_repeats_comes_once(tmp_path: Path) -> None:
    later = b" NA1110008141088106&*\r"
    lines = lines_of(tmp_path, "ge_dinamap", recorded((1.0, "rx", DONE), (2.0, "rx", later), (3.0, "rx", DONE)))
    assert [(line["t_s"], line["status"]) for line in lines if "status" in line] == [(1, "done"), (3, "done")]


def test_measuring_and_failed_have_no_numbers(tmp_path: Path) -> None:
    busy, failed = b" NA0100420128076095&/\r", b" NA8100003000000000%N\r"
    first, second, _ = lines_of(tmp_path, "ge_dinamap", busy + failed)
    assert (first["status"], first["systolic"]) == ("measuring", None)
    assert (second["status"], second["systolic"], second["quality"]) == ("failed", None, "invalid")
    assert "overpressure" in str(second["why"])


@pytest.mark.parametrize(
    "bad",
    [
        b'{"t_s": 2, "dir": "rx", "he',
        b'{"t_s": 2, "dir": "up", "hex": "00"}',
        b'{"t_s": NaN, "dir": "rx", "hex": ""}',
        b"[]",
    ],
)
def test_a_damaged_recorder_line_is_told_and_the_rest_still_read(tmp_path: Path, bad: bytes) -> None:
    data = recorded((1.0, "rx", OXIMETER)) + bad + b"\n" + recorded((3.0, "rx", OXIMETER))
    lines = lines_of(tmp_path, "ge_dinamap", data)
    assert [line.get("t_s") for line in lines if "parameter" in line] == [1, 3]
    (damage,) = [line for line in lines if line.get("notice") == "capture_damaged"]
    assert "line 2" in str(damage["why"])


def test_text_that_is_not_hex_is_told(tmp_path: Path) -> None:
    assert notices(lines_of(tmp_path, "ge_dinamap", b"zz\n", hex_text=True)) == {"capture_damaged"}


def test_a_gzip_file_that_was_cut_gives_what_it_still_holds(tmp_path: Path) -> None:
    packed = gzip.compress((DONE + OXIMETER) * 5000)
    lines = lines_of(tmp_path, "ge_dinamap", packed[:-9])
    assert "capture_damaged" in notices(lines)
    assert "spo2" in parameters(lines)


def test_an_empty_capture_has_a_summary(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "masimo_ascii1", b"") == [{"summary": {"bytes": 0, "frames": 0, "rejected_bytes": 0}}]


def test_a_masimo_line_without_its_end_is_counted_as_refused(tmp_path: Path) -> None:
    (summary,) = lines_of(tmp_path, "masimo_ascii1", b"02/22/16 22:47:45 SN=0000056661 SPO2=098% BPM=0")
    assert summary == {"summary": {"bytes": 47, "frames": 0, "rejected_bytes": 47}}


def test_what_cannot_be_decoded_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnknownDeviceKindError, match="did you mean 'masimo_ascii1'"):
        next(decode_file("masimo_asci1", tmp_path / "x", hex_text=False))
    with pytest.raises(CaptureFileError, match="broker"):
        next(decode_file("mqtt_native", tmp_path / "x", hex_text=False))
    with pytest.raises(CaptureFileError, match="No such file"):
        next(decode_file("masimo_ascii1", tmp_path / "x", hex_text=False))
