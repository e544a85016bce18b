"""What a form makes does not depend on the language that it is shown in: its fields and choices have the same keys."""

import pytest
from every_dialog import ARGUMENTS, first_place, full_room
from pseudo_language import spoken
from PySide6.QtWidgets import QApplication
from ui_builders import free, room

from monitor.domain.commands import Admit
from monitor.domain.entries import Arm, ArmsSet
from monitor.ui.form_views import Form
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


@pytest.mark.parametrize("name", form_book.FORMS)
def test_keys_are_the_same_in_every_language(station_app: QApplication, name: str) -> None:
    place = first_place()
    assert place.session is not None
    _, _, argument = ARGUMENTS.get(name, name).partition(":")
    subject = Subject(place=place, session=place.session, snapshot=full_room(), argument=argument)
    with spoken(station_app):
        strange = form_book.FORMS[name](subject)
    plain = form_book.FORMS[name](subject)
    assert strange.question.title != plain.question.title
    assert keys(strange) == keys(plain)
