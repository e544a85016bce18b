"""The command line as an interface: exit status, JSON on standard output, words on standard error."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from monitor.cli import DONE, NO, WRONG_USE, app

ROOT = Path(__file__).resolve().parents[2]
GOOD_ROOM = """
schema = 1
name = "Room"
profile = "PROFILE"
[[places]]
id = "1"
kind = "chair"
[[devices]]
id = "rad8-1"
kind = "masimo_ascii1"
link = "tcp://127.0.0.1:4001"
place = "1"
provenance = "simulated"
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def lines_of(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def room(tmp_path: Path) -> Path:
    path = tmp_path / "room.toml"
    profile = ROOT / "config" / "profiles" / "mood.toml"
    path.write_text(GOOD_ROOM.replace("PROFILE", str(profile)), encoding="utf-8")
    return path


def test_help_and_decode_load_neither_qt_nor_sql() -> None:
    probe = (
        "import sys; from monitor.cli import app; import drivers.captures; "
        "sys.exit([name for name in ('PySide6', 'sqlalchemy', 'alembic', 'numpy') if name in sys.modules] or 0)"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("frobnicate",),
        ("decode", "masimo_ascii1"),
        ("decode", "masimo_ascii1", "/no/such/file"),
        ("decode", "masimo_ascii", "/dev/null"),
        ("demo", "--chairs", "0"),
        ("demo", "--speed", "0"),
        ("station", "/no/such/room.toml"),
        ("simulate", "/no/such/scenario.toml"),
        ("check-config", "/no/such/file.toml"),
    ],
)
def test_wrong_use_is_status_2_and_nothing_on_standard_output(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == WRONG_USE
    assert result.stdout == ""
    assert result.stderr.strip()


def test_decode_prints_observations_and_a_summary(tmp_path: Path) -> None:
    capture = tmp_path / "capture.bin"
    capture.write_bytes(b"no frame in here\r\n" * 3)
    result = run("decode", "masimo_ascii1", str(capture))
    assert result.exit_code == DONE
    summary = lines_of(result)[-1]["summary"]
    assert isinstance(summary, dict)
    assert (summary["bytes"], summary["frames"]) == (54, 0)
    assert summary["rejected_bytes"] > 0


def test_a_sound_file_has_no_problems(room: Path) -> None:
    result = run("check-config", str(room))
    assert (result.exit_code, result.stdout) == (DONE, "")


@pytest.mark.parametrize("name", ["mood", "pain", "closer", "plain-limits"])
def test_the_shipped_profiles_are_sound(name: str) -> None:
    result = run("check-config", str(ROOT / "config" / "profiles" / f"{name}.toml"))
    assert (result.exit_code, result.stdout, result.stderr) == (DONE, "", "")


def test_each_problem_is_one_line_of_words_and_one_of_json(room: Path) -> None:
    broken = room.read_text().replace('kind = "chair"', 'kind = "chiar"').replace('place = "1"', 'plaice = "1"')
    room.write_text(broken, encoding="utf-8")
    result = run("check-config", str(room))
    assert result.exit_code == NO
    problems = lines_of(result)
    assert len(problems) == len(result.stderr.splitlines()) >= 2
    assert all(set(problem) == {"file", "key", "value", "expected", "suggestion"} for problem in problems)
    assert "place" in {problem["suggestion"] for problem in problems}


def test_a_profile_with_broken_syntax_is_still_read_as_a_profile(tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    path.write_text('schema = 1\nname = "x"\n[rules.O2-LO]\nlimit = = 90\n', encoding="utf-8")
    result = run("check-config", str(path))
    assert result.exit_code == NO
    assert len(lines_of(result)) == 1


@pytest.mark.hazard("H58")
def test_a_room_that_is_not_real_is_refused_with_the_names_of_its_devices(room: Path) -> None:
    result = run("station", str(room), "--headless")
    assert result.exit_code == NO
    assert "rad8-1 (simulated)" in result.stderr
    assert "--simulated" in result.stderr


@pytest.mark.hazard("H58")
def test_a_mixed_room_is_refused_with_the_names_of_its_devices(room: Path) -> None:
    second = GOOD_ROOM[GOOD_ROOM.index("[[devices]]") :].replace("rad8-1", "rad8-2").replace(":4001", ":4002")
    second = second.replace('"simulated"', '"real"').replace("127.0.0.1", "10.1.2.3")
    room.write_text(room.read_text() + second, encoding="utf-8")
    for options in ((), ("--simulated",)):
        result = run("station", str(room), "--headless", *options)
        assert result.exit_code == NO
        assert "rad8-1" in result.stderr
        assert "rad8-2" in result.stderr


@pytest.mark.hazard("H58")
@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_a_pseudo_terminal_is_never_a_real_device(room: Path) -> None:
    controller, terminal = os.openpty()
    text = room.read_text().replace('"simulated"', '"real"')
    room.write_text(text.replace("tcp://127.0.0.1:4001", f"serial://{os.ttyname(terminal)}"), encoding="utf-8")
    result = run("station", str(room), "--headless")
    os.close(controller)
    os.close(terminal)
    assert result.exit_code == NO
    assert "pseudo-terminal" in result.stderr


@pytest.mark.hazard("H58")
def test_a_simulator_in_a_plain_room_file_is_refused(room: Path) -> None:
    room.write_text(room.read_text().replace('"simulated"', '"real"'), encoding="utf-8")
    result = run("station", str(room), "--headless", "--simulated")
    assert result.exit_code == NO
    assert "devices[0]" in result.stderr
    assert "127.0.0.1" in result.stderr


@pytest.mark.parametrize("span", ["600", "a,b", "900,600", "-5,10"])
def test_a_span_that_is_none_is_wrong_use(tmp_path: Path, span: str) -> None:
    path = tmp_path / "vitals.csv"
    path.write_text("t_s,spo2_pct\n0,97\n", encoding="utf-8")
    result = run("replay", str(path), f"--infusion={span}")
    assert result.exit_code == WRONG_USE
    assert result.stdout == ""


def test_replay_prints_changes_of_alarms(tmp_path: Path) -> None:
    path = tmp_path / "vitals.csv"
    rows = "\n".join(f"{second},{97 if second < 30 else 80}" for second in range(60))
    path.write_text(f"t_s,saturation\n{rows}\n", encoding="utf-8")
    profile = ROOT / "config" / "profiles" / "plain-limits.toml"
    result = run("replay", str(path), "--profile", str(profile), "--map", "spo2_pct=saturation")
    assert result.exit_code == DONE, result.stderr
    first = lines_of(result)[0]
    assert (first["t_s"], first["rule"], first["change"], first["value"]) == (30, "O2-LO", "raised", 80)


def test_a_column_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    path = tmp_path / "vitals.csv"
    path.write_text("t_s,other\n0,97\n", encoding="utf-8")
    result = run("replay", str(path), "--map", "spo2_pct=saturation")
    assert result.exit_code == WRONG_USE
    assert "saturation" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_has_seen_enough_ends_the_command_quietly(tmp_path: Path) -> None:
    capture = tmp_path / "capture.hex"
    capture.write_text("zz\n" * 50_000, encoding="ascii")
    command = [sys.executable, "-m", "monitor", "decode", "--hex", "masimo_ascii1", str(capture)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    words = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == DONE
    assert words == b""
