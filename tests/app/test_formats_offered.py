"""What the reviewer's window offers to write is everything that a session can be written as."""

from monitor.app.export import FORMATS
from monitor.app.review_export import formats
from monitor.port.review_port import ExportFormat
from monitor.ui.review_texts import EXPORT_WORDS


def test_the_window_offers_pdf_csv_fhir_and_hl7_in_words() -> None:
    assert set(formats()) == set(ExportFormat)
    assert {kind.value for kind in formats()} == set(FORMATS)
    assert {kind for kind, _ in EXPORT_WORDS} == set(ExportFormat)
