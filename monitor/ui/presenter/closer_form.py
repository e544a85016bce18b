"""The form by which one patient is judged by closer limits, or by those of the room again."""

from collections.abc import Iterator

from monitor.domain.commands import ChooseProfile
from monitor.domain.entries import Arm, CuffMoved
from monitor.ui.form_views import FieldView, Form, Question, Values
from monitor.ui.presenter import filled
from monitor.ui.presenter.forms import Subject
from monitor.ui.words import told, tr

FORM = "closer"


def moves() -> Iterator[tuple[str, CuffMoved]]:
    """The cuff on another arm: words and entry."""
    for arm in Arm:
        yield tr("cuff moved to {arm} arm", arm=told(arm.value)), CuffMoved(to=arm)


def offered(subject: Subject) -> Iterator[tuple[str, str]]:
    """Form and words of the button; none where the room's profile names no closer one."""
    if subject.place.closer is not None:
        yield FORM, tr("Room's limits again …") if subject.place.closer else tr("Closer limits …")


def closer_limits(subject: Subject) -> Form:
    """Tighten for a reason; loosen for a reason, as a physician, which the room judges."""
    closer = not subject.place.closer
    words = tr("Record closer limits") if closer else tr("Record room's limits again")
    note = tr("Pressures come more often and the stay is longer.") if closer else tr("A physician decides this.")

    def read(values: Values) -> ChooseProfile:
        return ChooseProfile(
            place_id=subject.place.place_id,
            session_id=subject.session.session_id,
            closer=closer,
            reason=filled.text_of(values, "reason", tr("Other limits for one patient need a reason.")),
        )

    question = Question(title=f"{words} · {subject.who}", text=note, confirm=f"{words}, {subject.who}")
    return Form(question=question, fields=(FieldView(field="reason", label=tr("Reason")),), read=read)
