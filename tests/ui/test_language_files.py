"""A language is a file that a translator writes: found, read, used, and never trusted with what it lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from monitor.ui import extract_words
from monitor.ui.language import CATALOGUE, LanguageFileError, find_file, install_language, read_messages
from monitor.ui.sources import sources
from monitor.ui.words import ROOM, STATION, Language, install, told, tr

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="de">'


def message(source: str, words: str) -> str:
    return f"<message><source>{source}</source><translation>{words}</translation></message>"


def german(folder: Path, name: str = "station_de.ts") -> Path:
    path = folder / name
    station = message("Acknowledge", "Gesehen") + message("cuff {due}", "Manschette {due}")
    room = message("No data from {title} for {silent_s} s{why}", "Seit {silent_s} s nichts von {title}{why}")
    contexts = f"<context><name>station</name>{station}</context><context><name>room</name>{room}</context>"
    path.write_text(f"{HEAD}{contexts}</TS>", encoding="utf-8")
    return path


@pytest.fixture
def application(station_app: QApplication) -> Iterator[QApplication]:
    """Leaves the process as it was: English, without translators of this test."""
    yield station_app
    for translator in station_app.findChildren(QTranslator):
        station_app.removeTranslator(translator)
        translator.deleteLater()
    install(Language())


def test_a_file_beside_the_room_file_is_the_language(application: QApplication, tmp_path: Path) -> None:
    german(tmp_path)
    assert install_language(application, "de", tmp_path) == "de"
    assert tr("Acknowledge") == "Gesehen"
    assert tr("cuff {due}", due="3 min") == "Manschette 3 min"
    assert told("No data from Rad-8 for 12 s") == "Seit 12 s nichts von Rad-8"
    assert tr("No alarms") == "No alarms"  # not translated yet


def test_a_country_takes_its_own_file_first_and_then_that_of_the_language(tmp_path: Path) -> None:
    plain = german(tmp_path)
    assert find_file("de_AT", (tmp_path,)) == plain
    assert find_file("de-AT", (tmp_path,)) == plain
    own = german(tmp_path, "station_de_AT.ts")
    assert find_file("de_AT", (tmp_path,)) == own
    assert find_file("fr", (tmp_path,)) is None


@pytest.mark.expect_log
def test_a_language_without_a_file_is_english_and_said(
    application: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert install_language(application, "fr", tmp_path) == "en"
    assert tr("Acknowledge") == "Acknowledge"
    assert "station_fr.ts" in caplog.text


@pytest.mark.expect_log
@pytest.mark.parametrize("damage", ["<TS><context>", "no file of the kind"])
def test_a_damaged_file_is_english_and_said_with_its_line(
    application: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    path = tmp_path / "station_de.ts"
    path.write_text(damage, encoding="utf-8")
    assert install_language(application, "de", tmp_path) == "en"
    assert tr("Acknowledge") == "Acknowledge"
    assert "station_de.ts, line" in caplog.text
    with pytest.raises(LanguageFileError):
        read_messages(path)


def test_english_needs_no_file(application: QApplication, tmp_path: Path) -> None:
    german(tmp_path, "station_en.ts")
    assert install_language(application, "en_GB", tmp_path) == "en"
    assert tr("Acknowledge") == "Acknowledge"


def test_the_catalogue_is_what_the_code_says() -> None:
    """Written by `python -m monitor.ui.extract_words`; a text that was added or changed asks for it."""
    assert CATALOGUE.read_text("utf-8") == extract_words.written(sources(), {}, "")


def test_the_catalogue_holds_both_what_the_display_says_and_what_it_is_told() -> None:
    known = set(read_messages(CATALOGUE))
    assert (STATION, "MONITOR STALLED") in known
    assert (STATION, "{count} open checks") in known
    assert (ROOM, "Severe blood pressure") in known
    assert (ROOM, "No data from {title} for {silent_s} s{why}") in known
    assert (ROOM, "confirmed") in known
    assert (ROOM, "the cuff did not reach its pressure in time") in known
    assert not [text for _, text in known if text.startswith(("T-", "BP-")) or "%s" in text]


def test_bringing_a_file_up_to_the_code_keeps_its_words_and_drops_what_nobody_says(tmp_path: Path) -> None:
    path = german(tmp_path)
    text = path.read_text("utf-8").replace("</context></TS>", message("said no more", "vorbei") + "</context></TS>")
    path.write_text(text, encoding="utf-8")
    extract_words.bring_up(path, sources())
    messages = read_messages(path)
    assert messages[STATION, "Acknowledge"] == "Gesehen"
    assert (ROOM, "said no more") not in messages
    assert messages.keys() == read_messages(CATALOGUE).keys()
    assert 'language="de"' in path.read_text("utf-8")
