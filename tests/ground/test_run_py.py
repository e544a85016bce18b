"""The parts of run.py that decide: what a machine lacks, in which words it is told, and which way round is taken."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import run

Answers = dict[str, str | None]
LDD = """\
run-time/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibEGL.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
QtGui.abi3.so:
\tlibEGL.so.1 => not found
"""


# Which package holds a library: names as Debian 12 has them (packages.debian.org, contents search)


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-image.so.0", "libxcb-image0"),
        ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libxcb-sync.so.1", "libxcb-sync1"),
        ("libxcb-util.so.1", "libxcb-util1"),
        ("libxcb-xkb.so.1", "libxcb-xkb1"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libGLX.so.0", "libglx0"),
        ("libGLdispatch.so.0", "libglvnd0"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libfreetype.so.6", "libfreetype6"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libwayland-cursor.so.0", "libwayland-cursor0"),
        ("libpng16.so.16", "libpng16-16"),
        ("libpcre2-8.so.0", "libpcre2-8-0"),
        ("libgcc_s.so.1", "libgcc-s1"),
        ("libz.so.1", "zlib1g"),
    ],
)
def test_package_of_a_library(library: str, package: str) -> None:
    assert run.package_of(library) == package


def test_the_linker_s_answer_is_read_once_per_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "quietly", lambda *_command, **_options: LDD)
    assert run.lacking(tmp_path) == ["libEGL.so.1", "libxcb-cursor.so.0"]


@pytest.mark.parametrize(
    ("environment", "platforms"),
    [
        ({}, ["offscreen"]),
        ({"DISPLAY": ":0"}, ["offscreen", "xcb"]),
        ({"DISPLAY": "", "WAYLAND_DISPLAY": "wayland-0"}, ["offscreen", "wayland"]),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, ["offscreen"]),
    ],
)
def test_only_platforms_that_may_be_used_are_checked(environment: dict[str, str], platforms: list[str]) -> None:
    assert run.platforms_of(environment) == platforms


# What is told to whom


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_a_python_that_will_do(version: tuple[int, int]) -> None:
    assert run.python_trouble(version) is None


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 14)])
def test_another_python_is_refused_kindly(version: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", {"python3.12": "/usr/bin/python3.12"}.get)
    text = run.python_trouble(version)
    assert text is not None
    assert f"this is {version[0]}.{version[1]}." in text
    assert "python3.12 run.py" in text


@pytest.mark.parametrize(
    ("machine", "libc", "word"),
    [
        ("x86_64", ("glibc", "2.36"), None),
        ("x86_64", ("glibc", "2.31"), "Debian 12"),
        ("aarch64", ("glibc", "2.41"), None),
        ("aarch64", ("glibc", "2.36"), "Debian 13"),
        ("x86_64", ("", ""), "musl"),
        ("riscv64", ("glibc", "2.41"), "riscv64"),
    ],
)
def test_a_machine_for_which_nobody_makes_qt(machine: str, libc: tuple[str, str], word: str | None) -> None:
    text = run.platform_trouble("linux", machine, libc)
    assert text is None if word is None else word in (text or "")


def test_other_systems_are_left_to_pip() -> None:
    assert run.platform_trouble("darwin", "arm64", ("", "")) is None
    assert run.platform_trouble("win32", "AMD64", ("", "")) is None


def test_wheels_are_taken_out_of_the_words(tmp_path: Path) -> None:
    (tmp_path / "numpy-2.4.6-py3-none-any.whl").touch()
    assert run.split_wheels(["demo", "--wheels", str(tmp_path), "--seed", "7"]) == (tmp_path, ["demo", "--seed", "7"])
    assert run.split_wheels(["demo", "--seed", "7"]) == (None, ["demo", "--seed", "7"])


@pytest.mark.parametrize("words", [["demo", "--wheels"], ["--wheels", "no/such/folder", "demo"]])
def test_a_folder_without_wheels_is_refused_with_the_way_to_fill_one(words: list[str]) -> None:
    with pytest.raises(run.Trouble, match="pip download -d DIR"):
        run.split_wheels(words)


def test_no_words_are_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.start([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "usage: python3 run.py" in captured.err


# The stamp


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, with an environment whose stamps are right."""
    for name in ("VENV", "PART", "OLD", "CONSTRAINTS", "ROOT"):
        monkeypatch.setattr(run, name, tmp_path / getattr(run, name).relative_to(run.ROOT))
    (tmp_path / "constraints.txt").write_text("numpy==2.4.6\n")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["numpy"]\n[project.optional-dependencies]\ndev = ["ruff"]\n[tool.ruff]\n'
    )
    python = run.python_of(tmp_path / ".venv")
    python.parent.mkdir(parents=True)
    python.touch()
    for part in ("program", "tools"):
        (tmp_path / f".venv/{part}.stamp").write_text(run.stamp_of(part))
    return tmp_path


def test_a_stamped_environment_is_ready(house: Path) -> None:
    assert run.is_ready("program")
    assert run.is_ready("tools")
    (house / "pyproject.toml").write_text((house / "pyproject.toml").read_text() + "line-length = 120\n")
    assert run.is_ready("program"), "a setting of a tool must not rebuild the environment"


def spoil_pins(house: Path) -> None:
    (house / "constraints.txt").write_text("numpy==2.4.7\n")


def spoil_requirements(house: Path) -> None:
    (house / "pyproject.toml").write_text((house / "pyproject.toml").read_text().replace('"numpy"', '"numpy", "rich"'))


def spoil_python(house: Path) -> None:
    run.python_of(house / ".venv").unlink()


def spoil_stamp(house: Path) -> None:
    (house / ".venv/program.stamp").unlink()


@pytest.mark.parametrize("spoil", [spoil_pins, spoil_requirements, spoil_python, spoil_stamp])
def test_any_other_environment_is_not(house: Path, spoil: Callable[[Path], None]) -> None:
    spoil(house)
    assert not run.is_ready("program")


def test_another_python_needs_another_environment(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert house.exists()
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    assert not run.is_ready("program")


def test_new_tools_leave_the_program_alone(house: Path) -> None:
    (house / "pyproject.toml").write_text((house / "pyproject.toml").read_text().replace("ruff", "mypy", 1))
    assert run.is_ready("program")
    assert not run.is_ready("tools")


def test_a_failed_build_leaves_the_old_environment_and_no_half_one(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(venv: Path, _parts: list[str], _wheels: Path | None) -> None:
        assert venv.name == ".venv.part"
        raise run.Trouble("no network")

    monkeypatch.setattr(run, "install", fail)
    monkeypatch.setattr(run, "create_venv", lambda folder, **_options: folder.mkdir())
    with pytest.raises(run.Trouble):
        run.build_environment(["program"], None)
    assert not (house / ".venv.part").exists()
    assert run.is_ready("program")


def test_a_build_takes_the_place_of_the_old_one_last(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def install(venv: Path, _parts: list[str], _wheels: Path | None) -> None:
        run.site_packages_of(venv).mkdir(parents=True)
        scripts = run.python_of(venv).parent
        scripts.mkdir()
        (scripts / "pip").write_text(f"#!{venv}/bin/python\n")
        assert (house / ".venv/program.stamp").exists(), "the old one serves until the new one is complete"

    monkeypatch.setattr(run, "install", install)
    monkeypatch.setattr(run, "create_venv", lambda folder, **_options: folder.mkdir())
    run.build_environment(["program"], None)
    assert run.python_of(house / ".venv").with_name("pip").read_text() == f"#!{house}/.venv/bin/python\n"
    link = run.site_packages_of(house / ".venv") / "infusion_room_monitor.pth"
    assert (link.parent / link.read_text()).resolve() == house
    assert sorted(path.name for path in house.iterdir()) == [".venv", "constraints.txt", "pyproject.toml"]


def test_a_second_builder_waits_for_the_first(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    descriptor = (house / ".venv.lock").open("a+b")
    assert run.take_lock(descriptor.fileno(), wait=False)
    code = f"import run, pathlib; run.ROOT = pathlib.Path({str(house)!r})\nwith run.only_one_builder(): print('mine')"
    root = Path(run.__file__).parent
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as second:
        assert second.stderr is not None
        assert b"waiting" in second.stderr.readline()
        descriptor.close()  # as when the first one ends, or is killed
        assert second.communicate(timeout=20)[0] == b"mine\n"
    assert capsys.readouterr().out == ""


# Where pip comes from


class Machine:
    """Answers what run.py asks the system, and remembers the questions."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **has: bool) -> None:
        self.has, self.asked = has, [""][:0]
        monkeypatch.setattr(run, "quietly", self.quietly)
        monkeypatch.setattr(run, "find_spec", lambda _name: self.has.get("ensurepip"))
        monkeypatch.setattr(run, "fetch_debian", self.fetch)
        monkeypatch.setattr(run, "apt_install", self.install)

    def quietly(self, *command: str | Path, **_options: object) -> str | None:
        words = " ".join(str(word) for word in command)
        if "ensurepip" in words:
            self.asked.append("ensurepip")
            return "" if self.has.get("ensurepip") or self.has.get("root") else None
        if str(command[0]) == sys.executable:
            self.asked.append("system pip")
            return {True: "pip 23.0.1 from x", False: "pip 22.2 from x", None: None}[self.has.get("system_pip")]
        return None

    def fetch(self, packages: list[str], folder: Path) -> bool:
        self.asked.append(f"fetch {packages[0]}")
        if self.has.get("apt"):
            (folder / "usr/share/python-wheels").mkdir(parents=True)
            (folder / "usr/share/python-wheels/pip-23.0.1-py3-none-any.whl").touch()
        return bool(self.has.get("apt"))

    def install(self, packages: list[str]) -> bool:
        self.asked.append(f"install {packages[0]}")
        return bool(self.has.get("root"))


def test_pip_first_out_of_ensurepip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine = Machine(monkeypatch, ensurepip=True, system_pip=True)
    assert run.pip_for(tmp_path, None) == ([str(run.python_of(tmp_path)), "-m", "pip"], {})
    assert machine.asked == ["ensurepip"]


def test_then_the_pip_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Machine(monkeypatch, system_pip=True, apt=True)
    command, additions = run.pip_for(tmp_path, None)
    assert (command, additions) == ([sys.executable, "-m", "pip", "--python", str(run.python_of(tmp_path))], {})


def test_then_pip_s_wheel_out_of_debian_s_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine = Machine(monkeypatch, system_pip=False, apt=True)
    command, additions = run.pip_for(tmp_path, None)
    assert command == [str(run.python_of(tmp_path)), "-m", "pip"]
    assert additions["PYTHONPATH"].endswith("system/usr/share/python-wheels/pip-23.0.1-py3-none-any.whl")
    assert machine.asked == ["system pip", "fetch python3-pip-whl"]


def test_then_apt_get_as_root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine = Machine(monkeypatch, root=True)
    assert run.pip_for(tmp_path, None)[1] == {}
    assert machine.asked == ["system pip", "fetch python3-pip-whl", "install python3-venv", "ensurepip"]


def test_else_the_command_that_helps_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Machine(monkeypatch)
    with pytest.raises(run.Trouble, match="sudo apt-get install python3-venv"):
        run.pip_for(tmp_path, None)


def test_off_line_pip_comes_out_of_the_folder_of_wheels(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine = Machine(monkeypatch, apt=True)
    (tmp_path / "pip-25.0-py3-none-any.whl").touch()
    assert run.pip_for(tmp_path, tmp_path)[1] == {"PYTHONPATH": str(tmp_path / "pip-25.0-py3-none-any.whl")}
    assert machine.asked == []


# Qt's libraries


def test_missing_libraries_that_cannot_be_had_are_named_with_the_command(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert house.exists()
    Machine(monkeypatch)
    monkeypatch.setattr(run, "lacking", lambda _folder: ["libEGL.so.1", "libxcb-cursor.so.0"])
    with pytest.raises(run.Trouble, match="sudo apt-get install libegl1 libxcb-cursor0"):
        run.ensure_qt_libraries()


def test_fetching_goes_on_until_nothing_is_missing(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[list[str]] = []
    answers = [["libEGL.so.1"], ["libGLdispatch.so.0"], [], []]
    Machine(monkeypatch)
    monkeypatch.setattr(run, "lacking", lambda _folder: answers.pop(0))
    monkeypatch.setattr(run, "fetch_debian", lambda packages, _folder: not fetched.append(packages))  # type: ignore[func-returns-value]  # append's None is what is negated
    assert run.ensure_qt_libraries() == {}
    assert fetched == [["libegl1", "fonts-dejavu-core", "xkb-data"], ["libglvnd0"]]
    assert house.exists()


def test_fetching_is_bounded(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[list[str]] = []
    Machine(monkeypatch)
    monkeypatch.setattr(run, "lacking", lambda _folder: ["libnever.so.1"])
    monkeypatch.setattr(run, "fetch_debian", lambda packages, _folder: not rounds.append(packages))  # type: ignore[func-returns-value]  # append's None is what is negated
    with pytest.raises(run.Trouble, match="libnever1"):
        run.ensure_qt_libraries()
    assert len(rounds) == run.FETCHING_ROUNDS
    assert house.exists()


def test_what_was_unpacked_is_pointed_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/lib")
    assert run.variables_for(tmp_path) == {}
    (tmp_path / "usr/lib/x86_64-linux-gnu").mkdir(parents=True)
    assert run.variables_for(tmp_path)["LD_LIBRARY_PATH"] == f"{tmp_path}/usr/lib/x86_64-linux-gnu:/opt/lib"
