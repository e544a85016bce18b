"""Words in another language: places are kept, data is left alone, and what cannot be trusted is said in English."""

import logging
from collections.abc import Iterator

import pytest

from monitor.ui.phrases import Phrases
from monitor.ui.words import ROOM, STATION, Language, install, installed, places_of, source, told, tr, tr_n

DUE = "next in {minutes} min"


def speak(words: dict[str, str], told_templates: tuple[str, ...] = ()) -> None:
    install(Language(lambda _context, source: words.get(source, ""), told_templates))


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    install(Language())


def test_without_a_language_the_source_is_shown() -> None:
    assert installed().is_source
    assert tr("No alarms") == "No alarms"
    assert tr(DUE, minutes=3) == "next in 3 min"
    assert told("No data from Rad-8 for 12 s") == "No data from Rad-8 for 12 s"


def test_a_template_is_translated_with_its_places_in_another_order() -> None:
    speak({"{name} has {count} alarms": "{count} Alarme bei {name}"})
    assert tr("{name} has {count} alarms", name="Chair 1", count=2) == "2 Alarme bei Chair 1"


def test_braces_in_a_value_are_no_places() -> None:
    speak({"Note: {text}": "Notiz: {text}"})
    assert tr("Note: {text}", text="{minutes}") == "Notiz: {minutes}"


@pytest.mark.parametrize(
    "broken",
    [
        "BP gestiegen",
        "BP {systolic}",
        "BP {systolic} {limit} {more}",
        "BP {systolic} {limit:d}",
        "BP {systolic} {limit",
        "{}",
    ],
)
@pytest.mark.expect_log
def test_a_translation_that_loses_a_place_is_not_used_and_said_once(
    broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    speak({"BP {systolic} over {limit}": broken}, ("BP {systolic} over {limit}",))
    with caplog.at_level(logging.WARNING):
        for systolic in (184, 185, 186):
            assert tr("BP {systolic} over {limit}", systolic=systolic, limit=180) == f"BP {systolic} over 180"
    assert len(caplog.records) == 1
    assert told("BP 184 over 180") == "BP 184 over 180"


@pytest.mark.parametrize("nothing", ["", "  "])
def test_what_is_not_translated_yet_is_english(nothing: str) -> None:
    speak({"No alarms": nothing})
    assert tr("No alarms") == "No alarms"


def test_one_and_many() -> None:
    speak({"{count} check": "{count} Prüfung", "{count} checks": "{count} Prüfungen"})
    assert [tr_n(count, "{count} check", "{count} checks") for count in (0, 1, 2)] == [
        "0 Prüfungen",
        "1 Prüfung",
        "2 Prüfungen",
    ]


def test_a_text_made_before_the_language_was_known_is_translated_where_it_shows() -> None:
    early = source("No alarms")
    speak({"No alarms": "Keine Alarme"})
    assert (early, tr(early)) == ("No alarms", "Keine Alarme")


def test_the_two_contexts_are_asked_for_apart() -> None:
    asked: list[tuple[str, str]] = []

    def translate(context: str, text: str) -> str:
        asked.append((context, text))
        return ""

    install(Language(translate, ("confirmed",)))
    tr("confirmed")
    told("confirmed")
    assert asked == [(STATION, "confirmed"), (ROOM, "confirmed")]


WORDS = {
    "Pulse": "Puls",
    "confirmed": "bestätigt",
    "also {behind}": "auch {behind}",
    "baseline {shown}": "Ausgang {shown}",
    "Chair {number}": "Stuhl {number}",
    "Silent together with {title}: still the same patient?": "Zugleich mit {title} still: noch derselbe Patient?",
    "No data from {title} for {silent_s} s{why}": "Seit {silent_s} s keine Daten von {title}{why}",
    "sensor off": "Sensor ab",
}


@pytest.fixture
def german() -> Phrases:
    return Phrases(WORDS, lambda source: WORDS[source])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BP ↑ 184/96 ≥ 180, baseline 128/76, +44 %, confirmed", "BP ↑ 184/96 ≥ 180, Ausgang 128/76, +44 %, bestätigt"),
        ("Pulse ↑ 126 > 120, also HR-HI", "Puls ↑ 126 > 120, auch HR-HI"),
        ("Silent together with Chair 4: still the same patient?", "Zugleich mit Stuhl 4 still: noch derselbe Patient?"),
        ("No data from Rad-8 for 12 s", "Seit 12 s keine Daten von Rad-8"),
        ("No data from Rad-8 for 12 s: sensor off", "Seit 12 s keine Daten von Rad-8: Sensor ab"),
        ("A.M. 59", "A.M. 59"),
        ("184/112", "184/112"),
        ("she felt well, and slept", "she felt well, and slept"),
        ("", ""),
    ],
)
def test_a_finished_text_finds_its_templates(german: Phrases, text: str, words: str) -> None:
    assert german.told(text) == words
    assert german.told(text) == words  # and again, from what is kept


def test_old_texts_are_not_kept_for_ever(german: Phrases) -> None:
    for number in range(5000):
        assert german.told(f"No data from Rad-8 for {number} s") == f"Seit {number} s keine Daten von Rad-8"
    assert len(german._kept) <= 4096


@pytest.mark.parametrize(
    ("template", "places"),
    [
        ("No alarms", frozenset()),
        ("{a} of {b}", {"a", "b"}),
        ("{a:.1f}", None),
        ("{a!r}", None),
        ("{}", None),
        ("{a.b}", None),
        ("{a", None),
    ],
)
def test_what_counts_as_a_place(template: str, places: frozenset[str] | None) -> None:
    assert places_of(template) == places
