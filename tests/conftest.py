"""What every test gets: the reference material, seeded chance, and rules by which what would be ignored fails a test.

A test fails on a warning (pyproject), a warning-level log, a Qt message (pytest-qt), a task, a thread or a window that
it leaves behind, and in CI on a skip. What a test needs beyond that stands beside it.
"""

import asyncio
import inspect
import logging
import os
import random
import shutil
import sys
import threading
import zlib
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from engine_fakes import Bench

    from drivers.clock import ManualClock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any test module imports Qt

REFERENCE = Path(__file__).resolve().parents[1].parent / "shared"
NO_REFERENCE = "the reference material is not here"
OTHER_SYSTEM = "runs only on "  # how the reason of a skip for another operating system begins
LEAK_DEADLINE_S = 5.0  # a closed thread or window may take this long to be gone on a busy machine
LOOP_TURNS = 20  # a cancelled task needs a few turns of the loop to end

# Shared cores make single examples slow for no fault of ours; a failing example is printed so that it can be replayed.
hypothesis.settings.register_profile(
    "house", deadline=None, print_blob=True, derandomize=os.environ.get("CI") == "true"
)
hypothesis.settings.load_profile("house")


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of recordings, captures, manuals' vectors and hazards; without it the test is skipped."""
    if not REFERENCE.is_dir():
        pytest.skip(NO_REFERENCE)
    return REFERENCE


@pytest.fixture(scope="session")
def require_tool() -> Callable[[str], str]:
    """Give the path of a program; its absence skips the test, and fails it in CI."""

    def find(name: str) -> str:
        path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find


@pytest.fixture
def bench() -> "Bench[ManualClock]":
    """An engine with chairs 1 and 2, nothing started."""
    from engine_fakes import Bench  # noqa: PLC0415 - most tests have nothing to do with an engine

    from drivers.clock import ManualClock  # noqa: PLC0415 - as above

    return Bench("1", "2", clock=ManualClock())


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """Seeded chance: the same in each run, unless TEST_SEED says otherwise. A failing test shows the seed."""
    seed = int(os.environ.get("TEST_SEED", zlib.crc32(request.node.nodeid.encode())))
    request.node.user_properties.append(("seed", seed))
    return random.Random(seed)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the seed of a failure, and in CI let no test be skipped for want of something that CI should have."""
    report = yield
    seeds = [value for name, value in item.user_properties if name == "seed"]
    if report.failed and seeds:
        report.sections.append(("Seed", f"TEST_SEED={seeds[0]}"))
    reason = report.longrepr[2] if report.skipped and isinstance(report.longrepr, tuple) else None
    if reason is not None and in_ci() and not _may_skip_in_ci(reason):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which CI does not allow: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for files that are skipped as a whole."""
    report = yield
    reason = report.longrepr[2] if report.skipped and isinstance(report.longrepr, tuple) else None
    if reason is not None and in_ci() and not _may_skip_in_ci(reason):
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, which CI does not allow: {reason}"
    return report


def _may_skip_in_ci(reason: str) -> bool:
    return NO_REFERENCE in reason or reason.removeprefix("Skipped: ").startswith(OTHER_SYSTEM)


class _WarningCollector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def fail_on_warning_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Logs of warning level and above fail the test, unless it is marked `expect_log`."""
    collector = _WarningCollector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    if collector.messages and request.node.get_closest_marker("expect_log") is None:
        pytest.fail("logged without the mark expect_log:\n" + "\n".join(collector.messages))


@pytest.fixture(autouse=True)
def fail_on_leaked_threads() -> Iterator[None]:
    """A thread that a test starts must end with it."""
    before = set(threading.enumerate())
    yield
    started = [thread for thread in threading.enumerate() if thread not in before and not _is_foreign(thread)]
    for thread in started:
        thread.join(LEAK_DEADLINE_S)
    left = [thread.name for thread in started if thread.is_alive()]
    if left:
        pytest.fail(f"threads still run after the test: {', '.join(left)}")


def _is_foreign(thread: threading.Thread) -> bool:
    """Threads that C code started and Python only met, and an event loop's idle workers, which end with the loop."""
    return thread.name.startswith(("Dummy-", "asyncio_"))


@pytest.fixture(autouse=True)
def fail_on_leaked_windows() -> Iterator[None]:
    """A window that a test shows must be closed with it."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    left = [window for window in widgets.QApplication.topLevelWidgets() if window.isVisible()]
    for window in left:
        window.close()  # so that only this test is blamed
    if left:
        pytest.fail(f"windows still open after the test: {', '.join(type(window).__name__ for window in left)}")


@pytest.fixture
async def fail_on_pending_tasks() -> AsyncIterator[None]:
    """A task that a test starts must end with it: nothing is fire-and-forget. Given to every async test below."""
    yield
    for _turn in range(LOOP_TURNS):
        await asyncio.sleep(0)
    left = [task.get_name() for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    if left:
        pytest.fail(f"tasks still pending after the test: {', '.join(left)}")


def pytest_itemcollected(item: pytest.Item) -> None:
    if item.get_closest_marker("system") is not None:
        item.add_marker(pytest.mark.xdist_group("system"))  # one whole room at a time, beside the small tests
    if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(inspect.unwrap(item.obj)):
        item.fixturenames.insert(0, "fail_on_pending_tasks")
