"""A record that cannot be written or read on never stops the watching: full disk, damaged page, newer program."""

import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from engine_fakes import NURSE, Bench, saturation, step_after
from system_tools import wait_for

from drivers.clock import ManualClock, SystemClock
from drivers.observations import Provenance
from monitor.domain.commands import Admit
from monitor.domain.time import Instant
from monitor.domain.vocabulary import Priority
from monitor.engine.core import Step
from monitor.storage import Batch, Journal, JournalWriter, open_or_set_aside
from monitor.storage.verify import verify

if TYPE_CHECKING:
    from concurrent.futures import Future

pytestmark = pytest.mark.system

DEADLINE_S = 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of two megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("runs only on a system that lets this user mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


class Recording:
    """Hands batches to the real storage thread and remembers them."""

    def __init__(self, journal: Journal) -> None:
        self._writer = JournalWriter(journal, clock=SystemClock())
        self.batches: list[Batch] = []
        self.close = self._writer.close
        self.oldest_unconfirmed_s = self._writer.oldest_unconfirmed_s

    @property
    def problem(self) -> str | None:
        return self._writer.problem

    def submit(self, batch: Batch) -> "Future[None]":
        self.batches.append(batch)
        return self._writer.submit(batch)


class Watched:
    """An engine on a virtual clock whose record goes to a real file through the real storage thread."""

    def __init__(self, path: Path) -> None:
        clock = ManualClock()
        self.journal, self.words = open_or_set_aside(
            path,
            room_name="Bench",
            provenance=Provenance.SIMULATED,
            epoch=Instant(0, clock.now().utc_ns // 1_000_000),
            profile_digest="test",
            clock=clock,
        )
        self.recording = Recording(self.journal)
        self.bench = Bench("1", clock=clock, recorder=self.recording)

    def second(self, value: float = 97.0) -> Step:
        """One second of the patient."""
        self.bench.intake.observed(saturation(self.bench.clock.now(), value), Provenance.SIMULATED)
        return step_after(self.bench, 1.0)

    def seconds_until_alarm(self, rule: str, value: float) -> Step:
        """Watch until `rule` has raised its alarm."""
        for _ in range(120):
            step = self.second(value)
            if rule in alarms(step):
                return step
        raise AssertionError(f"{rule} was never raised")

    def close(self) -> None:
        self.recording.close(DEADLINE_S)
        self.journal.close()


def alarms(step: Step) -> dict[str, Priority]:
    return {alarm.rule: alarm.priority for alarm in step.snapshot.alarms}


def admit(watched: Watched) -> None:
    watched.bench.commands.put(Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400, actor=NURSE))
    watched.second()


def stored(journal: Journal) -> list[tuple[int, int]]:
    """Tick and number of events of every batch on the disk."""
    recovery = journal.recover(passed_over_checkpoints=1_000_000)
    return [(one.tick, len(one.events)) for one in recovery.tail]


def fill_up(file: Path) -> None:
    """Write until the disk takes no more, whoever else writes meanwhile."""
    with file.open("wb", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(b"x" * 4096)


@pytest.mark.expect_log
@pytest.mark.hazard("H39")
def test_on_a_full_disk_the_room_is_watched_from_memory_and_nothing_is_lost(small_disk: Path) -> None:
    watched = Watched(small_disk / "room.sqlite3")
    try:
        admit(watched)
        filler = small_disk / "filler"
        fill_up(filler)

        def storage_alarm() -> Step | None:
            step = watched.second()
            return step if alarms(step).get("T-STORAGE") is Priority.HIGH else None

        step = wait_for(storage_alarm, what="the high alarm of the record", deadline_s=DEADLINE_S)
        assert "disk is full" in next(a.message for a in step.snapshot.alarms if a.rule == "T-STORAGE")
        step = watched.seconds_until_alarm("O2-XLO", 78.0)  # the patient is watched all the same
        assert alarms(step)["O2-XLO"] is Priority.HIGH
        filler.unlink()
        wait_for(lambda: watched.recording.problem is None or None, what="writing again", deadline_s=DEADLINE_S)
        wait_for(
            lambda: watched.recording.oldest_unconfirmed_s() == 0 or None, what="all on the disk", deadline_s=DEADLINE_S
        )
        assert "T-STORAGE" not in alarms(watched.second())
    finally:
        watched.close()
    again = Journal.open(
        small_disk / "room.sqlite3",
        room_name="Bench",
        provenance=Provenance.SIMULATED,
        epoch=Instant(0, 0),
        profile_digest="test",
    )
    assert stored(again) == [(one.tick, len(one.events)) for one in watched.recording.batches]
    again.close()
    assert verify(small_disk / "room.sqlite3").findings == ()


@pytest.mark.expect_log
@pytest.mark.hazard("H39")
@pytest.mark.parametrize("fault", ["damaged", "newer"])
def test_beside_a_file_that_cannot_be_used_the_room_is_watched_and_the_file_stays_as_it_was(
    tmp_path: Path, fault: str
) -> None:
    path = tmp_path / "room.sqlite3"
    first = Watched(path)
    admit(first)
    first.close()
    FAULTS[fault](path)
    before = path.read_bytes()
    watched = Watched(path)
    try:
        assert watched.words is not None
        assert watched.words.startswith("room.sqlite3")
        step = watched.seconds_until_alarm("O2-XLO", 78.0)
        assert alarms(step)["O2-XLO"] is Priority.HIGH
        assert "T-STORAGE" not in alarms(step)
    finally:
        watched.close()
    assert before in [part.read_bytes() for part in tmp_path.glob("room*.sqlite3")]
    assert isinstance(watched.journal.store, Path)
    assert verify(watched.journal.store).events > 0


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4_096:7_000] = b"\xa5" * (7_000 - 4_096)
    path.write_bytes(content)


def _make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


FAULTS: dict[str, Callable[[Path], None]] = {"damaged": _damage, "newer": _make_newer}
