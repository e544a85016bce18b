"""Hazard H42: what is typed into a form is a number with a decimal point, or words say why it is none."""

import pytest

from monitor.ui.form_views import FormProblemError
from monitor.ui.presenter.filled import optional_number


@pytest.mark.hazard("H42")
def test_a_decimal_comma_is_refused_in_words_and_never_guessed_at() -> None:
    for text in ("0,5", "1,000", "1.000,5"):
        with pytest.raises(FormProblemError, match=r"has a comma\. Write a decimal point"):
            optional_number({"dose": text}, "dose", "Dose")
    assert optional_number({"dose": "0.5"}, "dose", "Dose") == 0.5
