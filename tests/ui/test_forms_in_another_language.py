"""What a form makes does not depend on the language that it is shown in: its fields and choices have the same keys."""

import pytest
from every_dialog import ARGUMENTS, first_place, full_room
from pseudo_language import plain_words, spoken
from PySide6.QtWidgets import QApplication
from ui_builders import free, room

from monitor.domain.commands import Admit
from monitor.domain.entries import Arm, ArmsSet
from monitor.ui.form_views import Form, FormProblemError, Values
from monitor.ui.presenter import admission, form_book
from monitor.ui.presenter.forms import Subject

TYPED = {"label": "A.M. 59", "cuff": "left", "line": "right", "forbidden": "right"}


def admitted() -> Admit:
    place = free("4")
    command = admission.admission(place, room(place)).read(TYPED)
    assert isinstance(command, Admit)
    return command


@pytest.mark.hazard("H45")
def test_the_arms_of_an_admission_are_kept_in_every_language(station_app: QApplication) -> None:
    with spoken(station_app):
        command = admitted()
    assert command.patient is not None
    assert command.patient.arms == ArmsSet(cuff=Arm.LEFT, line=Arm.RIGHT, forbidden=(Arm.RIGHT,))
    assert command == admitted()


def keys(form: Form) -> list[tuple[str, tuple[str, ...]]]:
    return [(field.field, tuple(value for value, _ in field.choices)) for field in form.fields]


def made(name: str) -> Form:
    place = first_place()
    assert place.session is not None
    _, _, argument = ARGUMENTS.get(name, name).partition(":")
    return form_book.FORMS[name](Subject(place=place, session=place.session, snapshot=full_room(), argument=argument))


@pytest.mark.parametrize("name", form_book.FORMS)
def test_keys_are_the_same_in_every_language(station_app: QApplication, name: str) -> None:
    with spoken(station_app):
        strange = made(name)
    plain = made(name)
    assert strange.question.title != plain.question.title
    assert keys(strange) == keys(plain)


@pytest.mark.parametrize("typed", ["", "x", "-1", "1e9"])
@pytest.mark.parametrize("name", form_book.FORMS)
def test_what_is_missing_or_impossible_is_said_in_the_language(
    station_app: QApplication, name: str, typed: str
) -> None:
    with spoken(station_app):
        form = made(name)
        said = problem_of(form, {field.field: "" if field.choices else typed for field in form.fields})
    assert plain_words((said,), (typed, "mmHg")) == {}


def problem_of(form: Form, values: Values) -> str:
    try:
        form.read(values)
    except FormProblemError as problem:
        return str(problem)
    return ""


def test_whom_nobody_is_there_to_swap_with_has_nothing_to_type() -> None:
    form = made("swap")
    assert form.fields == ()
    assert problem_of(form, {}) == "There is nobody to swap with."
