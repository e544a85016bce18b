"""The rules of tests/conftest.py, tried on small test files that break them."""

from pathlib import Path

import pytest

HERE = Path(__file__).resolve()
HOUSE_CONFTEST = HERE.parents[1] / "conftest.py"

BREAKERS = """
import asyncio, logging, threading
import pytest
from PySide6.QtWidgets import QLabel

stop = threading.Event()

def test_warning_log():
    logging.getLogger("x").warning("look here")

@pytest.mark.expect_log
def test_expected_warning_log():
    logging.getLogger("x").warning("look here")

def test_info_log():
    logging.getLogger("x").info("nothing")

def test_thread():
    threading.Thread(target=stop.wait, name="forgotten", daemon=True).start()

def test_joined_thread():
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()

async def test_task():
    asyncio.create_task(asyncio.Event().wait(), name="orphan")

async def test_cancelled_task():
    asyncio.create_task(asyncio.Event().wait()).cancel()

def test_window(qtbot):
    window = QLabel("open")
    window.show()
    test_window.keep = window

def test_closed_window(qtbot):
    window = QLabel("closed")
    qtbot.addWidget(window)
    window.show()

def test_seed(rng):
    assert rng.random() > 2
"""

SKIPPERS = """
import pytest

def test_tool(require_tool):
    require_tool("no-such-program")

def test_present_tool(require_tool):
    assert require_tool("sh").startswith("/")

def test_reference(reference):
    assert reference

@pytest.mark.skip(reason="runs only on Windows")
def test_other_system():
    raise AssertionError

@pytest.mark.skip(reason="not today")
def test_lazy():
    raise AssertionError
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder with the house's conftest in the place where it expects to be, so without reference material."""
    conftest = HOUSE_CONFTEST.read_text(encoding="utf-8").replace("LEAK_DEADLINE_S = 5.0", "LEAK_DEADLINE_S = 0.2")
    pytester.mkdir("tests").joinpath("conftest.py").write_text(conftest, encoding="utf-8")
    markers = "expect_log: this test provokes warning-level logs"
    settings = ("asyncio_mode = auto", "asyncio_default_fixture_loop_scope = function", "qt_api = pyside6")
    pytester.makeini("\n".join(["[pytest]", *settings, f"markers = {markers}"]))
    monkeypatch.delenv("CI", raising=False)
    return pytester


def outcomes(suite: pytest.Pytester, text: str) -> tuple[dict[str, set[str]], str]:
    """Run `text` as a test file; return outcome -> names of tests, and all that was printed."""
    suite.path.joinpath("tests/test_sample.py").write_text(text, encoding="utf-8")
    result = suite.runpytest_subprocess("-rA", "-p", "no:cacheprovider")
    found: dict[str, set[str]] = {}
    for line in result.outlines:
        outcome, _, name = line.partition(" tests/test_sample.py::")
        if name:
            found.setdefault(outcome, set()).add(name.split(" ")[0])
    return found, result.stdout.str()


def test_what_would_be_ignored_fails_the_test(suite: pytest.Pytester) -> None:
    found, printed = outcomes(suite, BREAKERS)
    assert found["ERROR"] == {"test_warning_log", "test_thread", "test_task", "test_window"}
    assert found["FAILED"] == {"test_seed"}
    clean = {"test_expected_warning_log", "test_info_log", "test_joined_thread", "test_cancelled_task"}
    assert clean | {"test_closed_window"} <= found["PASSED"]
    for told in ("WARNING x: look here", "forgotten", "orphan", "QLabel", "TEST_SEED="):
        assert told in printed


def test_skips_are_kept_at_home(suite: pytest.Pytester) -> None:
    found, printed = outcomes(suite, SKIPPERS)
    assert "4 skipped" in printed
    assert found["PASSED"] == {"test_present_tool"}
    assert "FAILED" not in found


def test_a_skip_for_want_of_a_tool_fails_in_ci(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    found, printed = outcomes(suite, SKIPPERS)
    assert "1 passed" in printed
    assert "2 skipped" in printed  # the reference material and the other operating system
    assert "no-such-program is not installed" in printed
    assert "not today" in printed
    assert found["PASSED"] == {"test_present_tool"}


def test_a_file_skipped_as_a_whole_fails_in_ci(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    _, printed = outcomes(suite, "import pytest\npytest.importorskip('no_such_module')\n")
    assert "which CI does not allow" in printed
    assert "1 error" in printed
