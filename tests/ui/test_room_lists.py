"""Handover, wiring walk, "same patient?", the sound test, and the cuff: what is offered and what a click asks for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from panel_tools import MORE, checklist, click, panel, press, seated, show
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from test_people_at_the_station import FakePeople
from ui_builders import FakePort, alarm, bay, chair, free, room, session

from monitor.domain.commands import (
    AnswerSoundTest,
    CancelCuff,
    ConfirmSamePatient,
    ConfirmWiring,
    PlaySoundTest,
    ResumeRule,
    SignIn,
    StartCuff,
    TakePlace,
    TakeResponsibility,
)
from monitor.domain.people import Actor
from monitor.domain.vocabulary import Priority
from monitor.port.handover_view import HandoverView
from monitor.port.people_port import STATION
from monitor.port.snapshot import (
    AudioView,
    OwnLimitView,
    PlaceView,
    Snapshot,
    SuspensionView,
    TaskView,
)
from monitor.ui.actions import NAMES_HIDDEN
from monitor.ui.flash import FlashPhase
from monitor.ui.presenter import present, room_lists
from monitor.ui.presenter.forms import Subject
from monitor.ui.sign_in import SignInDialog
from monitor.ui.theme import DARK
from monitor.ui.views import Action, ButtonView, TileView
from monitor.ui.widgets.list_dialog import ListDialog
from monitor.ui.widgets.recovery import BayTile
from monitor.ui.widgets.sound_dialog import SoundDialog
from monitor.ui.widgets.tile import ChairTile
from monitor.ui.windows.station import StationWindow

if TYPE_CHECKING:
    from concurrent.futures import Future

OpenStation = Callable[..., StationWindow]
NURSE = Actor("R. Kern", "nurse")
HANDOVER = ButtonView(action=Action.HANDOVER, text="", accessible_name="")


def owned(place: PlaceView, owner: str = "", *, alone_s: float | None = None) -> PlaceView:
    assert place.session is not None
    stay = replace(place.session.stay, owner=owner, not_taken_over_s=alone_s)
    return replace(place, session=replace(place.session, stay=stay))


def signed(*places: PlaceView) -> Snapshot:
    return replace(room(*places), signed_in=((STATION, NURSE.name, NURSE.role),))


def measuring(place: PlaceView) -> PlaceView:
    return replace(place, pressure=replace(place.pressure, measuring=True))


# --- handover ------------------------------------------------------------------------------------------------------


def test_the_handover_names_every_patient_and_who_answers_for_them(open_station: OpenStation, port: FakePort) -> None:
    first, second = owned(chair("1"), "S. Vogel"), owned(chair("2", seat=session(2, label="B.N. 88")), alone_s=95.0)
    window = open_station(signed(first, second, free("3")))
    window.actions_.press(HANDOVER)
    lines = checklist(window)
    assert lines.shown is not None
    assert lines.shown.state == "R. Kern has taken over 0 of 2 patients"
    assert [row.text for row in lines.shown.rows] == [
        "Chair 1 · A.M. 59: infusion, 23 of 40 min (entered), with S. Vogel",
        "Chair 2 · B.N. 88: infusion, 23 of 40 min (entered), not taken over for 1:35",
    ]
    takes = [button for button in lines.buttons if button.choice.words == "R. Kern takes over"]
    assert [button.choice.whom for button in takes] == ["Chair 1 · A.M. 59", "Chair 2 · B.N. 88"]
    click(takes[1])
    assert port.commands == [TakePlace(place_id="2", session_id=2, actor=NURSE)]
    show(window, port, signed(first, owned(second, "R. Kern"), free("3")))
    assert checklist(window).shown is not None
    assert checklist(window).shown.state == "R. Kern has taken over 1 of 2 patients"  # type: ignore[union-attr]  # above


def test_the_card_has_everything_and_leads_to_the_next_patient(open_station: OpenStation, port: FakePort) -> None:
    high = replace(alarm(1, "1", Priority.HIGH, "BP ↑ 184/112 ≥ 180"), going_by="S. Vogel")
    full = replace(
        owned(chair("1", alarms=(high,)), "S. Vogel"),
        own_limits=(OwnLimitView(rule="HR-LO", limit=45, former=50, set_utc_ms=0, reason="athlete", by="Dr. F."),),
        suspensions=(SuspensionView(rule="O2-ADV", ends_in_s=95, reason="moving", by="S. Vogel"),),
        handover=HandoverView(
            worst=("highest 184/112", "lowest 118/70"),
            drugs=("ondansetron 4 mg IV",),
            notes=("nausea", "daughter waits"),
            silences=("sound paused by S. Vogel",),
            tasks=("Escort named",),
        ),
        task=TaskView(why="no reading for 12 min", since_s=10, due_in_s=50),
    )
    window = open_station(signed(full, chair("2")))
    window.actions_.press(HANDOVER)
    click(checklist(window).button("Card"))
    card = checklist(window)
    assert card.shown is not None
    assert card.windowTitle() == "Handover · Chair 1 · A.M. 59"
    assert [row.text for row in card.shown.rows] == [
        "Phase: infusion, 23 of 40 min (entered)",
        "Baseline: BP 124/78, pulse 72, SpO₂ 98",
        "Worst values: highest 184/112, lowest 118/70",
        "Alarm: !!! BP ↑ 184/112 ≥ 180: open, S. Vogel is going",
        "Own limit: Slow pulse from 45 on, set by Dr. F.: athlete",
        "Silence: sound paused by S. Vogel",
        "Silence: without sound: SpO₂ drifting down, for 1:35 by S. Vogel: moving",
        "Drugs: ondansetron 4 mg IV",
        "Notes: nausea, daughter waits",
        "Due: take a pressure: no reading for 12 min, cuff next in 1 min, Escort named",
    ]
    click(card.button("Next: Chair 2"))
    assert checklist(window).windowTitle() == "Handover · Chair 2 · A.M. 59"
    click(checklist(window).button("All patients"))
    assert checklist(window).windowTitle() == "Handover"
    assert port.commands == []


def test_a_card_says_none_where_there_is_nothing_and_nobody_signed_in_takes_nobody_over() -> None:
    place = replace(bay(), handover=HandoverView())
    assert place.session is not None
    card = room_lists.handover_card(Subject(place=place, session=place.session, snapshot=room(place)), UTC)
    texts = [row.text for row in card.rows]
    assert "Phase: recovery, 68 min since end (entered)" in texts
    assert "Worst values: none measured yet" in texts
    assert {"Alarm: none", "Silence: none", "Drugs: none recorded", "Notes: none recorded"} <= set(texts)
    assert not any("takes over" in choice.words for choice in card.exits)
    assert room_lists.handover_list(room(place)).state == room_lists.NOBODY
    assert room_lists.handover_list(signed(free("1"))).state == "Nobody is in the room"


def test_nobody_is_handed_over_behind_hidden_names(open_station: OpenStation) -> None:
    window = open_station(signed(chair("1")))
    QTest.keyClick(window, Qt.Key.Key_M)
    window.refresher.tick()
    window.actions_.press(HANDOVER)
    assert window.actions_.dialog is None
    assert window.board.footer.message == NAMES_HIDDEN
    window.say("")
    card = replace(HANDOVER, action=Action.CARD, place_id="1", session_id=1)
    window.actions_.press(card)
    assert window.actions_.dialog is None
    assert window.board.footer.message == NAMES_HIDDEN


# --- wiring walk and "same patient?" -------------------------------------------------------------------------------


def test_the_wiring_walk_confirms_place_by_place(open_station: OpenStation, port: FakePort) -> None:
    waiting = replace(chair("2"), wiring="reacted, not confirmed yet")
    window = open_station(signed(chair("1"), waiting))
    window.actions_.press(ButtonView(action=Action.WIRING, text="", accessible_name=""))
    lines = checklist(window)
    assert lines.shown is not None
    assert [row.text for row in lines.shown.rows] == ["Chair 2: reacted, not confirmed yet"]
    click(lines.button("Record wiring seen"))
    assert port.commands == [ConfirmWiring(place_id="2", actor=NURSE)]
    show(window, port, signed(chair("1"), chair("2")))
    assert checklist(window).shown is not None
    assert checklist(window).shown.ready  # type: ignore[union-attr]  # above


def test_the_question_who_sits_there_is_one_press_away_and_closes_with_its_answer(
    open_station: OpenStation, port: FakePort
) -> None:
    asked = replace(seated(), same_patient="Both were silent: is this still S.V. 81?")
    window = open_station(signed(asked, chair("2")))
    press(window, 1)
    lines = checklist(window)
    assert "S.V. 81" in lines.windowTitle()
    click(lines.button("Record same patient"))
    assert port.commands == [ConfirmSamePatient(place_id="8", session_id=81, actor=NURSE)]
    show(window, port, signed(seated(), chair("2")))
    assert window.actions_.dialog is None


# --- the cuff ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
@pytest.mark.parametrize("chairs", [1, 8, 24])
def test_while_a_cuff_measures_it_can_be_released_on_every_tile(
    open_station: OpenStation, port: FakePort, size: tuple[int, int], chairs: int
) -> None:
    places = [measuring(chair(str(n))) for n in range(1, chairs + 1)]
    window = open_station(room(*places, measuring(bay())), width=size[0], height=size[1])
    for slot in window.board.places:
        face = slot.face
        assert isinstance(face, ChairTile | BayTile)
        click(face.cuff.button)
        assert face.cuff.geometry().height() >= 24
        assert not face.cuff.geometry().intersects(face.slots[0].geometry()), "never over the acknowledgement"
        assert not face.cuff.geometry().intersects(face.numbers.geometry())
    assert port.commands == [CancelCuff(place_id=slot.place_id) for slot in window.board.places]
    show(window, port, room(*(chair(str(n)) for n in range(1, chairs + 1)), bay()))
    for slot in window.board.places:
        assert isinstance(slot.face, ChairTile | BayTile)
        assert not slot.face.cuff.isVisible()


def test_a_cuff_is_started_and_released_and_a_rule_wakes_from_the_menu(
    open_station: OpenStation, port: FakePort
) -> None:
    window = open_station(signed(seated()))
    press(window, MORE)
    click(panel(window).button("Measure pressure now"))
    quiet = SuspensionView(rule="O2-ADV", ends_in_s=95, reason="moving", by="S. Vogel")
    show(window, port, signed(replace(measuring(seated()), suspensions=(quiet,))))
    window.actions_.press(ButtonView(action=Action.MORE, text="", accessible_name="", place_id="8", session_id=81))
    click(panel(window).button("Lift suspension of O2-ADV"))
    window.actions_.press(ButtonView(action=Action.MORE, text="", accessible_name="", place_id="8", session_id=81))
    click(panel(window).button("Release cuff"))
    assert port.commands == [
        StartCuff(place_id="8", session_id=81, actor=NURSE),
        ResumeRule(place_id="8", session_id=81, rule="O2-ADV", actor=NURSE),
        CancelCuff(place_id="8", actor=NURSE),
    ]


def test_going_is_one_key_and_stands_on_the_tile_with_its_time(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(signed(seated()))
    QTest.keyClick(window, Qt.Key.Key_G)
    assert port.commands == []
    QTest.keyClick(window, Qt.Key.Key_8)
    QTest.keyClick(window, Qt.Key.Key_G)
    assert port.commands == [TakeResponsibility(place_id="8", actor=NURSE)]
    view = present(room(replace(seated(), going_by="R. Kern", going_for_s=95.0))).chairs[0]
    assert isinstance(view, TileView)
    assert view.heading.sound[0] == "R. Kern is going 1:35"


# --- the test of light and sound -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "heard"), [("Heard", True), ("Not heard", False)])
def test_the_sound_test_plays_flashes_and_asks(
    open_station: OpenStation, port: FakePort, words: str, *, heard: bool
) -> None:
    window = open_station(signed(chair("1")))
    window.actions_.press(ButtonView(action=Action.SOUND_TEST, text="", accessible_name=""))
    dialog = window.actions_.dialog
    assert isinstance(dialog, SoundDialog)
    assert port.commands == [PlaySoundTest(actor=NURSE)]
    lit = [line.grab().toImage().pixelColor(300, 4).name() for line in dialog.samples.lines]
    assert lit == [DARK.high, DARK.medium, DARK.low]
    dialog.set_phase(FlashPhase(high_on=False, medium_on=False))
    dark = [line.grab().toImage().pixelColor(300, 4).name() for line in dialog.samples.lines]
    assert dark == [DARK.high_dim, DARK.medium_dim, DARK.low]
    click(dialog.button(words))
    assert port.commands.pop() == AnswerSoundTest(heard=heard, actor=NURSE)
    audio = AudioView(tests_played=1, test_answered_tick=100, test_heard=heard)
    show(window, port, replace(signed(chair("1")), audio=audio))
    assert dialog.shown is not None
    assert dialog.shown.ready is heard
    assert ("NOT HEARD" in dialog.shown.state) is not heard
    click(dialog.button("Play it again"))
    assert port.commands[-1] == PlaySoundTest(actor=NURSE)


def test_samples_are_never_taken_for_alarms(open_station: OpenStation) -> None:
    window = open_station(signed(chair("1")))
    window.actions_.press(ButtonView(action=Action.SOUND_TEST, text="", accessible_name=""))
    window.refresher.tick()
    assert window.actions_.desk.painted == frozenset()
    for line in room_lists.sample_lines():
        assert "TEST" in line.segments[0].wording[0]


@pytest.mark.hazard("H20")
@pytest.mark.parametrize("due", [True, False])
def test_whoever_signs_in_hears_the_tone_where_nobody_has_for_twelve_hours(
    open_station: OpenStation, port: FakePort, *, due: bool
) -> None:
    people = FakePeople()
    window = open_station(room(chair("1"), audio=AudioView(test_due=due)), people=people)
    click(window.board.header.person.button)
    dialog = window.actions_.dialog
    assert isinstance(dialog, SignInDialog)
    QTest.keyClicks(dialog.name, "R. Kern")
    QTest.keyClicks(dialog.pin, "123456")
    click(dialog.confirm)
    answer: Future[Actor | str] = people.answers[0]
    answer.set_result(NURSE)
    window.refresher.tick()
    assert port.commands[0] == SignIn(station=STATION, actor=NURSE)
    assert (port.commands[1:] != []) is due
    assert isinstance(window.actions_.dialog, SoundDialog) is due


@pytest.mark.hazard("H20")
def test_the_header_says_that_a_test_is_due_or_was_not_heard() -> None:
    def said(audio: AudioView) -> str:
        return present(room(chair(), audio=audio)).header.sound[0]

    assert said(AudioView(test_heard=True)) == "♪ sound on"
    assert said(AudioView(test_due=True)) == "♪ sound on · test due"
    assert said(AudioView(test_heard=False, test_due=True)) == "♪ test tone NOT HEARD"


def test_the_persons_menu_leads_to_all_of_them(open_station: OpenStation) -> None:
    window = open_station(signed(chair("1")))
    for words, title in (
        ("Handover", "Handover"),
        ("Test light", "Test of light and sound"),
        ("Wiring", "Wiring walk"),
    ):
        window.actions_.press(ButtonView(action=Action.PERSON, text="R. Kern", accessible_name=""))
        click(panel(window).button(words))
        dialog = window.actions_.dialog
        assert isinstance(dialog, ListDialog)
        assert dialog.windowTitle() == title
