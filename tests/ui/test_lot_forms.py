"""The lot of a drug in the forms: optional, and asked where a vial is begun."""

from dataclasses import replace

import pytest
from ui_builders import chair, room, session

from monitor.domain.commands import Record
from monitor.domain.entries import DrugGiven, InfusionAct, InfusionActRecorded
from monitor.domain.policy import ListedDrug, Policy
from monitor.ui.presenter import choices, forms
from monitor.ui.presenter.forms import Subject

LABETALOL = ListedDrug(name="Labetalol", dose=10.0, unit="mg", route="IV", observe_min=30.0)


def subject(*drugs: ListedDrug) -> Subject:
    place = chair(seat=session(5))
    assert place.session is not None
    return Subject(place=place, session=place.session, snapshot=replace(room(place), policy=Policy(drugs=drugs)))


@pytest.mark.parametrize("act", [InfusionAct.START, InfusionAct.BOLUS, InfusionAct.DOSE_GIVEN])
def test_the_lot_may_be_written_or_left_empty(act: InfusionAct) -> None:
    form = forms.infusion(act)(subject())
    amount = {"amount": "20"} if act is not InfusionAct.START else {}
    assert form.fields[-1].field == "lot"
    for typed, kept in (("", ""), (" KX-2291 ", "KX-2291")):
        asked = form.read({**amount, "lot": typed})
        assert isinstance(asked, Record)
        assert isinstance(asked.entry, InfusionActRecorded)
        assert asked.entry.lot == kept


@pytest.mark.parametrize("act", [InfusionAct.PAUSE, InfusionAct.RATE, InfusionAct.END])
def test_other_acts_at_the_pump_ask_for_no_lot(act: InfusionAct) -> None:
    assert "lot" not in {field.field for field in forms.infusion(act)(subject()).fields}


def test_a_drug_of_the_list_is_given_with_its_lot_and_its_own_minutes() -> None:
    asked = forms.drug_given(subject(LABETALOL)).read({"drug": "0", "lot": "B7"})
    assert isinstance(asked, Record)
    assert asked.entry == DrugGiven(name="Labetalol", dose=10.0, unit="mg", route="IV", observe_min=30.0, lot="B7")


def test_the_way_with_a_lot_is_offered_beside_the_short_one_where_there_are_drugs() -> None:
    def words(*drugs: ListedDrug) -> list[str]:
        return [choice.words for group in choices.note_panel(subject(*drugs)) for choice in group.choices]

    assert "Record Labetalol 10 mg" in words(LABETALOL)
    assert "With lot or time …" in words(LABETALOL)
    assert "With lot or time …" not in words()
