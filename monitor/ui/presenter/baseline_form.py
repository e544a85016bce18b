"""The form by which a physician puts other resting values in the place of the measured ones."""

from monitor.domain.commands import ChangeBaseline
from monitor.ui.form_views import FieldView, Form, Question, Values
from monitor.ui.presenter import filled
from monitor.ui.presenter.forms import Subject
from monitor.ui.words import source, tr

FORM, WORDS = "baseline", source("Other baseline …")


def change_baseline(subject: Subject) -> Form:
    """Ask for the values and the reason; the room judges whose word it is."""
    now = subject.session.baseline
    fields = (
        FieldView(field="systolic", label=tr("Systolic mmHg"), value=_shown(now.systolic)),
        FieldView(field="diastolic", label=tr("Diastolic mmHg"), value=_shown(now.diastolic)),
        FieldView(field="mean", label=tr("Mean mmHg"), hint=tr("empty: no rule compares it")),
        FieldView(field="rate", label=tr("Rate /min"), hint=tr("empty: stays as it is")),
        FieldView(field="reason", label=tr("Reason")),
    )

    def read(values: Values) -> ChangeBaseline:
        return ChangeBaseline(
            place_id=subject.place.place_id,
            session_id=subject.session.session_id,
            systolic=filled.number_of(values, "systolic", tr("Systolic")),
            diastolic=filled.number_of(values, "diastolic", tr("Diastolic")),
            mean=filled.optional_number(values, "mean", tr("Mean")),
            rate=filled.optional_number(values, "rate", tr("Rate")),
            reason=filled.text_of(values, "reason", tr("Another baseline needs a reason.")),
        )

    words = tr("Record other baseline")
    question = Question(
        title=f"{words} · {subject.who}",
        text=tr("A physician decides this. Rules that compare with the baseline follow; fixed limits stay."),
        confirm=f"{words}, {subject.who}",
    )
    return Form(question=question, fields=fields, read=read)


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"
