"""Numbers whose patient is in question say so on every kind of tile."""

from dataclasses import replace

import pytest
from ui_builders import chair

from monitor.ui.presenter.numbers import numbers


@pytest.mark.hazard("H08")
def test_no_number_is_without_a_question_mark_before_the_answer() -> None:
    sure = numbers(chair())
    asked = numbers(replace(chair(), same_patient="Silent together with Chair 3: still the same patient?"))
    shown = [(each.pressure.value, each.rate.value, each.spo2.value) for each in (sure, asked)]
    assert shown == [("131/79", "74", "98"), ("131/79?", "74?", "98?")]
