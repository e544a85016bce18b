"""At the display: earlier sessions before an admission (hazard H56), and changed limits that wait (hazard H41)."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from ui_builders import FakePort, chair, free, room

from monitor.domain.admission import EarlierSession
from monitor.domain.commands import AcceptProfile, Admit, ChooseProfile
from monitor.domain.people import Actor
from monitor.domain.profile_change import ProfileChange
from monitor.port.people_port import STATION
from monitor.port.snapshot import GateItemView, PlaceView, Snapshot
from monitor.ui.course_lookup import MOST_ASKS
from monitor.ui.form_views import FormProblemError
from monitor.ui.presenter import choices, form_book, present, profile_change
from monitor.ui.presenter.forms import Subject
from monitor.ui.views import ButtonView
from monitor.ui.widgets.choice_dialog import ChoiceDialog
from monitor.ui.widgets.fields import Typed
from monitor.ui.widgets.form_dialog import FormDialog
from monitor.ui.widgets.free_place import FreePlace
from monitor.ui.windows.station import StationWindow

if TYPE_CHECKING:
    from monitor.port.course_port import Curves, Earlier

OpenStation = Callable[..., StationWindow]
PHYSICIAN = Actor("Dr Lund", "physician")
SURGE = EarlierSession(ended_utc_ms=0, worst="BP-SEV 192/104, faint", treatment="given labetalol 10 mg IV")


@dataclass
class FakeCourse:
    asked: list[str] = field(default_factory=list)
    answer: "Future[Earlier]" = field(default_factory=Future)

    def earlier(self, clinic_id: str) -> "Future[Earlier]":
        self.asked.append(clinic_id)
        return self.answer

    def curves(self, _session_id: int) -> "Future[Curves]":
        return Future()


def click(button: QPushButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def opened(window: StationWindow) -> FormDialog:
    dialog = window.actions_.dialog
    assert isinstance(dialog, FormDialog)
    return dialog


def type_into(dialog: FormDialog, name: str, text: str) -> None:
    typed = dialog.fields[name]
    assert isinstance(typed, Typed)
    QTest.keyClicks(typed.edit, text)


def admitting(window: StationWindow, course: FakeCourse, clinic_id: str = "4711") -> None:
    window.actions_.desk.course = course
    face = window.board.chairs[0].face
    assert isinstance(face, FreePlace)
    click(face.admit.button)
    type_into(opened(window), "label", "A.M. 59")
    type_into(opened(window), "clinic_id", clinic_id)
    click(opened(window).confirm)


@pytest.mark.hazard("H56")
def test_the_earlier_reaction_stands_before_the_admission_and_has_to_be_answered(
    open_station: OpenStation, port: FakePort
) -> None:
    window, course = open_station(room(free("4"))), FakeCourse()
    admitting(window, course)
    lookup = window.actions_.desk.waiting[0].lookup
    assert lookup is not None
    lookup.ask()
    assert (course.asked, port.commands) == (["4711"], [])  # the display goes on; nothing is admitted meanwhile
    course.answer.set_result((SURGE,))
    lookup.ask()
    back = opened(window)
    asked = [label for label in back.fields if label == "reaction"]
    assert asked == ["reaction"]
    assert not back.confirm.isEnabled()
    assert port.commands == []
    type_into(back, "reaction", "read")
    click(back.confirm)
    (admitted,) = port.commands
    assert isinstance(admitted, Admit)
    assert (admitted.earlier, admitted.looked_up) == ((SURGE,), True)
    assert [(answer.question, answer.text) for answer in admitted.answers] == [("reaction", "read")]


def test_a_record_that_does_not_answer_is_a_question_after_three_seconds(
    open_station: OpenStation, port: FakePort
) -> None:
    window, course = open_station(room(free("4"))), FakeCourse()
    admitting(window, course)
    lookup = window.actions_.desk.waiting[0].lookup
    assert lookup is not None
    for _ in range(MOST_ASKS):
        lookup.ask()
    assert list(opened(window).fields) == ["earlier"]
    assert port.commands == []


def test_without_a_clinic_number_nobody_is_looked_up(open_station: OpenStation, port: FakePort) -> None:
    window, course = open_station(room(free("4"))), FakeCourse()
    admitting(window, course, clinic_id=" ")
    assert course.asked == []
    assert [command.type for command in port.commands] == ["admit"]


def with_change(count: int = 1, accepted_by: str = "") -> Snapshot:
    changes = tuple(f"rules.O2-LO.limit: 90 → {88 - number}" for number in range(count))
    change = ProfileChange(digest="ab", name="Mood", changes=changes, accepted_by=accepted_by)
    signed = ((STATION, PHYSICIAN.name, PHYSICIAN.role),)
    return replace(room(chair()), profile_change=change, signed_in=signed, banner="Monitor restarted")


@pytest.mark.hazard("H41")
def test_the_foot_of_the_screen_says_that_changed_limits_wait() -> None:
    view = present(with_change())
    assert view.footer.banner == "Profile changed, not accepted: old limits in force. Monitor restarted"
    after = present(with_change(accepted_by="Dr Lund"))
    assert after.footer.banner.startswith("Profile changed, accepted by Dr Lund: new limits from the next start")
    assert present(room(chair())).footer.banner == room(chair()).banner


@pytest.mark.hazard("H41")
def test_a_physician_reads_old_and_new_and_accepts(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(with_change())
    click(window.board.header.person.button)
    menu = window.actions_.dialog
    assert isinstance(menu, ChoiceDialog)
    click(menu.button("Changed limits"))
    panel = window.actions_.dialog
    assert isinstance(panel, ChoiceDialog)
    click(panel.button("Accept these limits"))
    assert port.commands == [AcceptProfile(digest="ab", actor=PHYSICIAN)]


@pytest.mark.hazard("H41")
def test_nothing_is_accepted_here_that_cannot_be_read_here() -> None:
    text, groups = profile_change.panel(with_change(profile_change.MOST_LINES))
    assert text.count("→") == profile_change.MOST_LINES + 1
    assert len(groups) == 1
    text, groups = profile_change.panel(with_change(profile_change.MOST_LINES + 1))
    assert "and 1 more" in text
    assert groups == ()
    assert profile_change.panel(with_change(accepted_by="Dr Lund"))[1] == ()
    assert profile_change.panel(room(chair()))[1] == ()


def menu_words(place: PlaceView) -> dict[str, ButtonView]:
    assert place.session is not None
    subject = Subject(place=place, session=place.session, snapshot=room(place), argument="")
    found = [choice for group in choices.more_menu(subject) for choice in group.choices]
    return {choice.words: choice.does for choice in found if isinstance(choice.does, ButtonView)}


@pytest.mark.hazard("H15")
@pytest.mark.parametrize(
    ("closer", "words"), [(None, None), (False, "Closer limits …"), (True, "Room's limits again …")]
)
def test_the_menu_offers_the_other_limits_with_a_reason(closer: bool | None, words: str | None) -> None:  # noqa: FBT001 - parametrised
    place = replace(chair(), closer=closer)
    found = menu_words(place)
    assert (words in found) if words else not [text for text in found if "limits" in text]
    if words is None or place.session is None:
        return
    subject = form_book.subject_of(room(place), found[words])
    assert subject is not None
    form = form_book.form_of(subject, found[words])
    with pytest.raises(FormProblemError, match="need a reason"):
        form.read({"reason": " "})
    assert form.read({"reason": "stroke"}) == ChooseProfile(
        place_id="1", session_id=place.session.session_id, closer=not closer, reason="stroke"
    )


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ("consent", ["Record done: x", "Set aside …"]),
        ("course_baseline", ["Set aside …"]),
        ("spo2_limit", ["Own limit …"]),
    ],
)
def test_what_a_physician_decides_is_not_offered_as_done(check: str, words: list[str]) -> None:
    place = replace(chair(), start_checks=(GateItemView(check=check, text="x", done=False),))
    assert place.session is not None
    subject = Subject(place=place, session=place.session, snapshot=room(place), argument="")
    (row,) = choices.start_list(subject).rows
    assert [choice.words for choice in row.choices] == words
