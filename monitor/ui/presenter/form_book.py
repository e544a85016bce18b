"""Finds the form that a button names."""

from collections.abc import Mapping

from monitor.domain.entries import InfusionAct
from monitor.port.snapshot import Snapshot
from monitor.ui.form_views import Form
from monitor.ui.presenter import baseline_form, closer_form, forms, room_forms
from monitor.ui.presenter.forms import Maker, Subject
from monitor.ui.views import ButtonView

FORMS: Mapping[str, Maker] = {
    **{act.value: forms.infusion(act) for act in InfusionAct},
    "off": forms.off_monitor,
    "back": forms.back_on_monitor,
    "values": forms.values_by_hand,
    "text": forms.free_text,
    "drug": forms.drug_given,
    "void": forms.void_entry,
    "transfer": room_forms.transfer,
    "swap": room_forms.swap,
    "limit": room_forms.own_limit,
    closer_form.FORM: closer_form.closer_limits,
    baseline_form.FORM: baseline_form.change_baseline,
    "suspend": room_forms.suspend_rule,
    "override": room_forms.override_check,
    "leave": room_forms.leave,
    "discharge": room_forms.discharge,
}


def subject_of(snapshot: Snapshot, button: ButtonView) -> Subject | None:
    """The patient whom the person saw when pressing; None: another or nobody is there now."""
    place = next((place for place in snapshot.places if place.place_id == button.place_id), None)
    if place is None or place.session is None or place.session.session_id != button.session_id:
        return None
    _, _, argument = button.form.partition(":")
    return Subject(place=place, session=place.session, snapshot=snapshot, argument=argument)


def form_of(subject: Subject, button: ButtonView) -> Form:
    """The form named on `button`."""
    return FORMS[button.form.partition(":")[0]](subject)
