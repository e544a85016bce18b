"""Sleep is held off on each system in its own way, with the system played by fakes; where it fails, words say so."""

import sys
from pathlib import Path

import pytest

from monitor.app.awake import (
    ES_CONTINUOUS,
    ES_DISPLAY_REQUIRED,
    ES_SYSTEM_REQUIRED,
    AwakeError,
    Held,
    hold_awake,
    hold_awake_on_linux,
    hold_awake_on_macos,
    hold_awake_on_windows,
    holder_for,
)

FAKE = """#!/bin/sh
echo "$0 $*" > "{log}"
{deed}
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="runs only on systems with a shell")


class Kernel:
    """Windows' call, and what was asked of it."""

    def __init__(self, answer: int) -> None:
        self.answer = answer
        self.asked: list[int] = []

    def SetThreadExecutionState(self, flags: int) -> int:  # noqa: N802 - Windows' name
        self.asked.append(flags)
        return self.answer


def fake(folder: Path, name: str, deed: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of this name, first on the path; the file that keeps its words."""
    log = folder / f"{name}.log"
    program = folder / name
    program.write_text(FAKE.format(log=log, deed=deed), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return log


@pytest.mark.hazard("H21")
def test_linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = fake(tmp_path, "systemd-inhibit", "exec cat", monkeypatch)
    held = hold_awake_on_linux()
    words = log.read_text(encoding="utf-8")
    assert "--what=idle:sleep:handle-lid-switch" in words
    assert "--mode=block" in words
    held.release()


@pytest.mark.hazard("H21")
def test_macos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = fake(tmp_path, "caffeinate", "exec cat", monkeypatch)
    held = hold_awake_on_macos()
    assert "-d -i -s" in log.read_text(encoding="utf-8")
    held.release()


@pytest.mark.hazard("H21")
def test_windows() -> None:
    kernel = Kernel(answer=1)
    hold_awake_on_windows(kernel).release()
    assert kernel.asked == [ES_CONTINUOUS | ES_SYSTEM_REQUIRED | ES_DISPLAY_REQUIRED, ES_CONTINUOUS]
    with pytest.raises(AwakeError):
        hold_awake_on_windows(Kernel(answer=0))


@pytest.mark.hazard("H21")
@pytest.mark.expect_log
@pytest.mark.parametrize(
    ("deed", "words"), [("echo Access denied >&2; exit 1", "Access denied"), ("exit 1", "without a word")]
)
def test_a_refusal_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str, words: str) -> None:
    fake(tmp_path, "systemd-inhibit", deed, monkeypatch)
    said: list[str] = []
    hold_awake(said.append, hold_awake_on_linux).release()
    assert len(said) == 1
    assert words in said[0]


@pytest.mark.expect_log
def test_a_system_without_the_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for holder in (hold_awake_on_linux, hold_awake_on_macos):
        said: list[str] = []
        hold_awake(said.append, holder).release()
        assert "is not installed" in said[0]


def test_success_is_said_as_well() -> None:
    said: list[str] = []
    released: list[bool] = []
    hold_awake(said.append, lambda: Held(lambda: released.append(True))).release()
    assert (said, released) == ([""], [True])


def test_each_platform_has_its_way() -> None:
    ways = [holder_for(platform) for platform in ("linux", "darwin", "win32")]
    assert ways == [hold_awake_on_linux, hold_awake_on_macos, hold_awake_on_windows]
