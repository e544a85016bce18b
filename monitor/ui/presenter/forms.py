"""The forms about one patient: what each asks, and the command it makes.

Place and label stand on every confirming button (hazard H07); words of the pump say that something is recorded, never
driven (hazard H48).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from monitor.domain.commands import Record, VoidEntry
from monitor.domain.entries import (
    BackOnMonitor,
    DrugGiven,
    Entry,
    InfusionAct,
    InfusionActRecorded,
    OffMonitor,
    TextNoted,
    ValuesEntered,
)
from monitor.domain.policy import ListedDrug
from monitor.port.snapshot import PlaceView, SessionView, Snapshot
from monitor.ui.form_views import FieldView, Form, FormProblemError, Question, Values
from monitor.ui.presenter import filled
from monitor.ui.presenter.room import FOOTER
from monitor.ui.words import source, tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a form is about, as the person saw it."""

    place: PlaceView
    session: SessionView
    snapshot: Snapshot
    argument: str = ""  # which check, which alarm

    @property
    def who(self) -> str:
        return f"{self.place.title} · {self.session.label}"

    def record(self, entry: Entry) -> Record:
        return Record(place_id=self.place.place_id, session_id=self.session.session_id, entry=entry)


Maker = Callable[[Subject], Form]
RATE = FieldView(field="rate", label=source("Rate mg/h"), hint=source("as on the pump; may be empty"))
AMOUNT = FieldView(field="amount", label=source("Amount mg"))
LOT = FieldView(field="lot", label=source("Lot"), hint=source("on the vial; may be empty"))
_ASKED: Mapping[InfusionAct, tuple[str, str, tuple[FieldView, ...]]] = {
    InfusionAct.START: (source("Record start"), source("Pump started at the chair?"), (RATE, LOT)),
    InfusionAct.PAUSE: (source("Record pause"), source("Pump paused at the chair?"), ()),
    InfusionAct.RESUME: (source("Record resume"), source("Pump started again at the chair?"), (RATE,)),
    InfusionAct.RATE: (
        source("Record rate change"),
        source("Rate changed at the pump?"),
        (FieldView(field="rate", label=source("Rate mg/h")),),
    ),
    InfusionAct.BOLUS: (source("Record bolus"), source("Bolus given at the chair?"), (AMOUNT, LOT)),
    InfusionAct.END: (source("Record end"), source("Pump stopped at the chair?"), ()),
    InfusionAct.DOSE_GIVEN: (source("Record dose given"), source("Dose given at the chair?"), (AMOUNT, LOT)),
}
_RATED = (InfusionAct.START, InfusionAct.RESUME, InfusionAct.RATE)
_DOSED = (InfusionAct.BOLUS, InfusionAct.DOSE_GIVEN)


def _asked(act: InfusionAct) -> tuple[str, str, tuple[FieldView, ...]]:
    words, asked, fields = _ASKED[act]
    return tr(words), tr(asked), tuple(field.in_words() for field in fields)


def infusion(act: InfusionAct) -> Maker:
    """The form that records one act at the pump or with a syringe."""

    def make(subject: Subject) -> Form:
        words, asked, fields = _asked(act)

        def read(values: Values) -> Record:
            rate = filled.optional_number(values, "rate", tr("Rate")) if act in _RATED else None
            amount = filled.number_of(values, "amount", tr("Amount")) if act in _DOSED else None
            if act is InfusionAct.RATE and rate is None:
                raise FormProblemError(tr("The new rate is missing."))
            lot = values.get("lot", "").strip()
            return subject.record(InfusionActRecorded(act=act, rate_mg_per_h=rate, amount_mg=amount, lot=lot))

        question = Question(
            title=f"{words} · {subject.who}", text=asked, confirm=f"{words}, {subject.who}", note=tr(FOOTER)
        )
        return Form(question=question, fields=fields, read=read, timed=True)

    return make


def off_monitor(subject: Subject) -> Form:
    """Who goes along when a patient leaves the monitor on purpose."""
    fields = (
        FieldView(field="companion", label=tr("Who goes along")),
        FieldView(
            field="reason",
            label=tr("Why"),
            choices=(
                ("toilet", tr("Toilet")),
                ("dressing", tr("Dressing")),
                ("walk", tr("Walk")),
                ("other", tr("Other")),
            ),
        ),
    )

    def read(values: Values) -> Record:
        companion = filled.text_of(values, "companion", tr("Who goes along? Nobody leaves the monitor alone."))
        return subject.record(OffMonitor(companion=companion, reason=values.get("reason", "")))

    text = tr("The alarms about probe and cuff are quiet for at most ten minutes. A reading is due on return.")
    return _form(subject, tr("Record off monitor"), text, fields, read)


def back_on_monitor(subject: Subject) -> Form:
    """The patient is connected again."""
    text = tr("Probe and cuff are on again? A reading is due now.")
    return _form(subject, tr("Record back on monitor"), text, (), lambda _values: subject.record(BackOnMonitor()))


def values_by_hand(subject: Subject) -> Form:
    """Vital signs that a person measured."""
    names = {
        "systolic": tr("Systolic mmHg"),
        "diastolic": tr("Diastolic mmHg"),
        "pulse": tr("Pulse /min"),
        "spo2": "SpO₂ %",
    }

    def read(values: Values) -> Record:
        found = {field: filled.optional_number(values, field, name) for field, name in names.items()}
        if all(value is None for value in found.values()):
            raise FormProblemError(tr("Enter at least one value."))
        if (found["systolic"] is None) is not (found["diastolic"] is None):
            raise FormProblemError(tr("A pressure has two numbers."))
        return subject.record(
            ValuesEntered(
                systolic=found["systolic"], diastolic=found["diastolic"], pulse=found["pulse"], spo2=found["spo2"]
            )
        )

    fields = tuple(FieldView(field=field, label=name) for field, name in names.items())
    text = tr("Measured by hand; shown and kept as entered. Leave empty what was not measured.")
    return _form(subject, tr("Record values"), text, fields, read, timed=True)


def free_text(subject: Subject) -> Form:
    """A note in words."""
    fields = (FieldView(field="text", label=tr("Note")),)

    def read(values: Values) -> Record:
        return subject.record(TextNoted(text=filled.text_of(values, "text", tr("Nothing is written yet."))))

    return _form(subject, tr("Record note"), tr("What was seen or done?"), fields, read, timed=True)


def drug_given(subject: Subject) -> Form:
    """A drug of the list with what the short way leaves out: its lot, and an earlier time."""
    drugs = subject.snapshot.policy.drugs
    choices = tuple((str(index), f"{drug.name} {drug.dose:g} {drug.unit}") for index, drug in enumerate(drugs))

    def read(values: Values) -> Record:
        drug = drugs[int(filled.text_of(values, "drug", tr("Which drug was given?")))]
        return subject.record(given(drug, lot=values.get("lot", "").strip()))

    fields = (FieldView(field="drug", label=tr("Drug"), choices=choices), LOT.in_words())
    return _form(subject, tr("Record drug given"), tr("Given at the chair?"), fields, read, timed=True)


def given(drug: ListedDrug, *, lot: str = "") -> DrugGiven:
    """The entry that says that a drug of the list was given."""
    return DrugGiven(
        name=drug.name,
        dose=drug.dose,
        unit=drug.unit,
        route=drug.route,
        observe_min=drug.observe_min,
        sedative=drug.sedative,
        lot=lot,
    )


def void_entry(subject: Subject) -> Form:
    """Set a wrong entry aside."""
    entries = subject.place.entries
    choices = tuple((str(entry.entry_seq), f"{entry.text} ({entry.by})") for entry in entries)
    fields = (
        FieldView(field="entry", label=tr("Entry"), choices=choices),
        FieldView(field="reason", label=tr("Why is it wrong")),
    )

    def read(values: Values) -> VoidEntry:
        seq = filled.text_of(values, "entry", tr("There is no entry to set aside."))
        reason = filled.text_of(values, "reason", tr("Setting an entry aside needs a reason."))
        return VoidEntry(
            place_id=subject.place.place_id,
            session_id=subject.session.session_id,
            entry_seq=int(seq),
            reason=reason,
        )

    text = tr("The entry no longer counts; it stays in the record with the reason.")
    return _form(subject, tr("Record as wrong"), text, fields, read)


def _form(
    subject: Subject,
    words: str,
    text: str,
    fields: tuple[FieldView, ...],
    read: Callable[[Values], Record | VoidEntry],
    *,
    timed: bool = False,
) -> Form:
    title, confirm = f"{words} · {subject.who}", f"{words}, {subject.who}"
    return Form(question=Question(title=title, text=text, confirm=confirm), fields=fields, read=read, timed=timed)
