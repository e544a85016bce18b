"""Replay: recorded vitals through the room. The oracle for plain limits is written here, apart from the engine."""

import csv
import gzip
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from monitor.alarms.rules import Profile
from monitor.review.recording_csv import RecordingError, read_recording
from monitor.review.replay import replay_file
from monitor.settings import load_profile

ROOT = Path(__file__).resolve().parents[2]
PLAIN = ROOT / "config" / "profiles" / "plain-limits.toml"
CROSSINGS: Mapping[str, tuple[str, Callable[[float], bool]]] = {
    "O2-LO": ("spo2_pct", lambda value: value < 90),
    "HR-LO": ("rate", lambda value: value < 50),
    "HR-HI": ("rate", lambda value: value > 120),
}


def lines(path: Path, profile: Profile, *, zero_is_missing: bool = False, **options: object) -> list[dict[str, object]]:
    fields: dict[str, object] = {"infusion": None, "column_map": {}, "clock_column": None, **options}
    return list(replay_file(path, profile=profile, zero_is_missing=zero_is_missing, **fields))  # type: ignore[arg-type]


def rows(path: Path, *, zero_is_missing: bool) -> Iterator[tuple[float, dict[str, float]]]:
    """Seconds and present values, read as plainly as possible."""
    with gzip.open(path, "rt") as file:
        for row in csv.DictReader(file):
            values = {name: float(text) for name, text in row.items() if text and not name.startswith("t_")}
            if zero_is_missing:
                values = {name: value for name, value in values.items() if value != 0}
            rate = values.get("hr_bpm", values.get("pr_bpm"))
            if rate is not None:
                values["rate"] = rate
            yield float(row["t_s"]), values


def crossings(path: Path, *, zero_is_missing: bool) -> list[tuple[float, str, str]]:
    """Where the numbers cross the plain limits: (second, rule, raised or cleared)."""
    found = []
    standing: dict[str, bool] = {}
    for second, values in rows(path, zero_is_missing=zero_is_missing):
        for rule, (name, violates) in CROSSINGS.items():
            if name in values and violates(values[name]) != standing.get(rule, False):
                standing[rule] = not standing.get(rule, False)
                found.append((second, rule, "raised" if standing[rule] else "cleared"))
    return sorted(found)


@pytest.mark.parametrize("name", ["bidmc_49", "bidmc_19", "bidmc_39", "bidmc_41", "bidmc_45"])
def test_plain_limits_raise_and_clear_exactly_where_the_numbers_cross(reference: Path, name: str) -> None:
    path = reference / "recordings" / "bidmc_numerics" / f"{name}.csv.gz"
    check_crossings(path, zero_is_missing=False)


@pytest.mark.parametrize("name", ["P055", "P017", "P095", "P051", "P001"])
def test_plain_limits_on_sedated_patients_where_zero_means_no_reading(reference: Path, name: str) -> None:
    path = reference / "recordings" / "hfno_sedation_sentec" / f"{name}.csv.gz"
    check_crossings(path, zero_is_missing=True)


def check_crossings(path: Path, *, zero_is_missing: bool) -> None:
    expected = crossings(path, zero_is_missing=zero_is_missing)
    found = [
        (line["t_s"], line["rule"], line["change"])
        for line in lines(path, load_profile(PLAIN), zero_is_missing=zero_is_missing)
        if line["rule"] in CROSSINGS
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_the_recordings_do_cross_the_plain_limits(reference: Path) -> None:
    path = reference / "recordings" / "hfno_sedation_sentec" / "P055.csv.gz"
    assert len(crossings(path, zero_is_missing=True)) > 4


def test_a_desaturation_in_a_file_with_times_of_day(reference: Path) -> None:
    path = reference / "recordings" / "uw_induced_hypoxemia" / "100001.csv.gz"
    found = lines(
        path,
        Profile(name="test"),
        zero_is_missing=True,
        clock_column="Time",
        column_map={"spo2_pct": "SpO2 5", "pr_bpm": "Pulse 5"},
    )
    raised = [(line["t_s"], line["rule"]) for line in found if line["change"] == "raised"]
    assert raised == [(381, "O2-LO"), (481, "O2-XLO")], "first value below 90 at 371 s; delays of 10 and 5 s"


def write(tmp_path: Path, text: str, *, name: str = "recording.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_has_exactly_the_fields_of_the_interface(tmp_path: Path) -> None:
    body = "\n".join(f"{second},{92 if second < 3 else 88}" for second in range(20))
    found = lines(write(tmp_path, "t_s,spo2_pct\n" + body), Profile(name="test"))
    assert found == [
        {
            "t_s": second,
            "due_t_s": 13,
            "rule": "O2-LO",
            "parameter": "spo2",
            "priority": "medium",
            "change": change,
            "value": 88.0,
            "op": "<",
            "limit": 90.0,
            "chair": "1",
        }
        for second, change in ((3, "pending"), (13, "raised"))
    ]


def test_without_an_infusion_there_are_no_relative_rules_and_with_one_there_are(tmp_path: Path) -> None:
    text = "t_min,nibp_sys,nibp_dia,nibp_mean\n" + "\n".join(
        f"{minute},{systolic},70,85" for minute, systolic in enumerate([110, 111, 112, 113, 150, 151])
    )
    path = write(tmp_path, text)
    assert [line["rule"] for line in lines(path, Profile(name="test"))] == []
    found = lines(path, Profile(name="test"), infusion=(210.0, 400.0))
    assert [(line["t_s"], line["rule"]) for line in found if line["change"] == "raised"] == [
        (240, "BP-EARLY"),
        (300, "BP-MOD"),  # 150 after 113 is off the trend: it waits for the second reading
        (300, "BP-JUMP"),
        (300, "BP-CUSUM"),
    ]


def test_a_parameter_without_a_column_raises_nothing(tmp_path: Path) -> None:
    text = "t_s,pr_bpm\n" + "\n".join(f"{second},70" for second in range(200))
    assert lines(write(tmp_path, text), Profile(name="test")) == []


def test_time_outs_scale_with_the_period_of_the_file(tmp_path: Path) -> None:
    text = "t_min,spo2_pct\n" + "\n".join(f"{minute},{97 if minute < 5 else ''}" for minute in range(40))
    found = lines(write(tmp_path, text), Profile(name="test"))
    assert [(line["t_s"], line["rule"]) for line in found] == [(240 + 600, "T-SPO2")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('t_s,spo2_pct\n0,97\n1,"96,5"\n', "row 3, column spo2_pct: '96,5' has a decimal comma"),
        ("spo2_pct\n97\n", "no column t_s or t_min"),
        ("t_s,other\n0,1\n", "none of the columns"),
        ("t_s,spo2_pct\n5,97\n4,97\n", "time goes back"),
        ("t_s,spo2_pct\n", "no row with a time"),
    ],
)
def test_a_table_that_is_no_recording_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RecordingError, match=words.replace("(", r"\(")):
        lines(write(tmp_path, text), Profile(name="test"))


def test_byte_order_mark_blanks_and_text_rows_are_tolerated(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeff t_s , spo2_pct \n 0 , 97 \nEND OF FILE,\n 1, 96\n")
    recording = read_recording(path, column_map={}, clock_column=None, zero_is_missing=False)
    assert [(row.t_s, row.values["spo2_pct"]) for row in recording.rows] == [(0.0, 97.0), (1.0, 96.0)]


def test_times_of_day_may_pass_midnight(tmp_path: Path) -> None:
    path = write(tmp_path, "clock,spo2_pct\n23:59:59,97\n00:00:00,96\n00:00:01,95\n")
    recording = read_recording(path, column_map={}, clock_column="clock", zero_is_missing=False)
    assert [row.t_s for row in recording.rows] == [0.0, 1.0, 2.0]


@pytest.mark.parametrize("infusion", [(0.0, 15.0), (12.0, 11.0), (50.0, 60.0)])
def test_an_infusion_that_does_not_fit_the_recording_is_refused_in_words(
    tmp_path: Path, infusion: tuple[float, float]
) -> None:
    text = "t_s,spo2_pct\n" + "\n".join(f"{second},97" for second in range(10, 30))
    with pytest.raises(RecordingError, match="expected a start between 10 s and 29 s"):
        lines(write(tmp_path, text), Profile(name="test"), infusion=infusion)


def test_an_infusion_that_goes_on_after_the_last_row_invents_no_silence(tmp_path: Path) -> None:
    text = "t_s,spo2_pct\n" + "\n".join(f"{second},97" for second in range(10, 30))
    assert lines(write(tmp_path, text), Profile(name="test"), infusion=(12.0, 4000.0)) == []


def test_a_recording_of_pressures_alone_is_not_silent_between_them(tmp_path: Path) -> None:
    text = "t_s,nibp_sys,nibp_dia\n" + "\n".join(
        f"{second},{120 if second % 300 == 0 else ''},{70 if second % 300 == 0 else ''}" for second in range(900)
    )
    assert [line for line in lines(write(tmp_path, text), Profile(name="test")) if line["rule"] == "T-LINK"] == []


def test_pressures_that_change_from_row_to_row_are_each_judged(tmp_path: Path) -> None:
    text = "t_s,nibp_sys,nibp_dia\n10,150,70\n11,190,70\n12,150,70\n"
    found = lines(write(tmp_path, text), load_profile(PLAIN))
    assert [(line["t_s"], line["rule"], line["change"]) for line in found] == [
        (11, "BP-MOD", "raised"),
        (12, "BP-MOD", "cleared"),
    ]


@pytest.mark.parametrize("time", ["nan", "inf"])
def test_a_time_that_is_no_number_makes_a_row_of_text(tmp_path: Path, time: str) -> None:
    path = write(tmp_path, f"t_s,spo2_pct\n0,97\n{time},50\n1,96\n")
    recording = read_recording(path, column_map={}, clock_column=None, zero_is_missing=False)
    assert [row.t_s for row in recording.rows] == [0.0, 1.0]


def test_a_time_with_a_decimal_comma_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="decimal comma"):
        lines(write(tmp_path, 't_s,spo2_pct\n"0,5",97\n'), Profile(name="test"))


def test_a_damaged_compressed_file_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "recording.csv.gz"
    path.write_bytes(gzip.compress(b"t_s,spo2_pct\n0,97\n" * 100)[:-20])
    with pytest.raises(RecordingError, match="the compressed file is damaged"):
        lines(path, Profile(name="test"))
