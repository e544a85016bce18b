"""The after-care sheet: one page, the clinic's words, a line to fill in where the clinic said nothing."""

import shutil
from datetime import UTC
from pathlib import Path

import pytest
from document_texts import texts_of
from printed_text import text_of

from monitor.reports.after_care import TO_FILL_IN, AfterCareTexts, after_care_sheet
from monitor.reports.pages import write_pdf
from monitor.reports.paper import Paper
from monitor.review.account import Account
from monitor.settings.aftercare_models import AfterCareSettings

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")

NEEDED = (
    "A.M. 59",
    "Do not drive",
    "full night's sleep",
    "Rest",
    "Drink",
    "light meal",
    "48 hours",
    "machines",
    "decisions",
    "Somebody stays with you",
    "24 hours",
    "Call the clinic",
    "0100 555 01",
    "Tuesday 9:00",
)


def texts(**changes: object) -> AfterCareTexts:
    return AfterCareTexts(**AfterCareSettings.model_validate(changes).model_dump())


@pytest.mark.parametrize("paper", list(Paper))
def test_the_shipped_texts_fit_on_one_page_with_all_that_is_needed(
    account: Account, fonts: Path, tmp_path: Path, paper: Paper
) -> None:
    path = tmp_path / "sheet.pdf"
    sheet = after_care_sheet(account, texts(phone="0100 555 01"), zone=UTC, next_appointment="Tuesday 9:00")
    assert write_pdf(sheet, path, paper=paper, fonts=fonts) == 1
    text = text_of(path)
    assert [words for words in NEEDED if words not in text] == []
    assert "certified medical device" in text


def test_what_the_clinic_did_not_say_is_left_to_fill_in(account: Account) -> None:
    found = list(texts_of(after_care_sheet(account, texts(), zone=UTC)))
    assert found.count(TO_FILL_IN) == 4


def test_a_clinic_with_much_to_say_gets_smaller_letters_before_a_second_page(
    account: Account, fonts: Path, tmp_path: Path
) -> None:
    long = ["A sentence that goes on for a while, so that it certainly takes more than one line of it."] * 12
    sheet = after_care_sheet(account, texts(instructions=long), zone=UTC)
    assert write_pdf(sheet, tmp_path / "sheet.pdf", paper=Paper.LETTER, fonts=fonts) == 1
