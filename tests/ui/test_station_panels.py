"""Notes in two clicks, the "…" menu and the forms: real clicks, whole commands."""

from dataclasses import replace

import pytest
from panel_tools import MORE, NEXT, NOTE, OpenStation, click, clinic, fill, form, panel, press, record, seated
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from ui_builders import FakePort, alarm, chair, free, session

from monitor.domain.commands import (
    Discharge,
    SetOwnLimit,
    SuspendRule,
    Swap,
    TakeResponsibility,
    VoidEntry,
)
from monitor.domain.entries import (
    DrugGiven,
    Entry,
    InfusionAct,
    InfusionActRecorded,
    OffMonitor,
    OxygenSet,
    Score,
    ScoreNoted,
    SideEffect,
    SideEffectNoted,
    TextNoted,
    ValuesEntered,
)
from monitor.domain.stages import StayAct
from monitor.domain.vocabulary import Priority
from monitor.port.snapshot import EntryView, GateItemView, PlaceView
from monitor.ui.form_views import Choice
from monitor.ui.presenter import choices, form_book
from monitor.ui.presenter.chair_steps import next_steps
from monitor.ui.presenter.forms import Subject
from monitor.ui.views import Action, ButtonView
from monitor.ui.widgets.fields import OneOf


@pytest.mark.parametrize(
    ("start", "entry"),
    [
        ("Record nausea", SideEffectNoted(effect=SideEffect.NAUSEA)),
        ("Record unresponsive", SideEffectNoted(effect=SideEffect.UNRESPONSIVE)),
        ("Record ondansetron", DrugGiven(name="ondansetron", dose=4, unit="mg", route="IV")),
        ("Record MOAA/S 3", ScoreNoted(score=Score.MOAAS, value=3)),
        ("Record dissociation 7", ScoreNoted(score=Score.DISSOCIATION, value=7)),
        ("Record oxygen 2", OxygenSet(flow_l_per_min=2)),
    ],
)
def test_a_note_takes_two_clicks(open_station: OpenStation, port: FakePort, start: str, entry: Entry) -> None:
    window = open_station(clinic(seated()))
    press(window, NOTE)
    click(panel(window).button(start))
    assert port.commands == [record(entry)]
    assert window.actions_.dialog is None


def test_the_button_of_a_drug_names_place_and_label(open_station: OpenStation) -> None:
    window = open_station(clinic(seated()))
    press(window, NOTE)
    assert panel(window).button("Record ondansetron").text() == "Record ondansetron 4 mg for Chair 8 · S.V. 81"


def subject(place: PlaceView) -> Subject:
    assert place.session is not None
    return Subject(place=place, session=place.session, snapshot=clinic(place, free("2")))


def all_choices(of: Subject) -> list[Choice]:
    groups = (*choices.note_panel(of), *choices.more_menu(of))
    lists = (choices.start_list(of), choices.gate_list(of))
    found = [choice for group in groups for choice in group.choices]
    return found + [choice for view in lists for row in view.rows for choice in row.choices]


@pytest.mark.hazard("H07")
def test_every_confirming_button_names_place_and_label() -> None:
    items = tuple(GateItemView(check=check, text=check, done=False) for check in ("fasting", "gait", "wiring"))
    of = subject(replace(seated(), start_checks=items, gate=items))
    for choice in all_choices(of):
        if not isinstance(choice.does, ButtonView):
            assert "Chair 8 · S.V. 81" in choice.text
    for name in form_book.FORMS:
        argument = {"leave": "leave:cancel", "override": "override:fasting"}.get(name, name)
        button = ButtonView(action=Action.FORM, text="", accessible_name="", place_id="8", session_id=81, form=argument)
        made = form_book.subject_of(of.snapshot, button)
        assert made is not None
        shown = form_book.form_of(made, button).question
        assert "Chair 8 · S.V. 81" in shown.confirm
        assert "Chair 8 · S.V. 81" in shown.title


@pytest.mark.hazard("H48")
def test_no_button_promises_to_drive_the_pump() -> None:
    words = {choice.words for choice in all_choices(subject(seated()))}
    for act in InfusionAct:
        words.add(form_book.FORMS[act.value](subject(seated())).question.confirm)
        offered = steps_of(act)
        assert any(text.startswith("Record ") for text in offered), act
        words |= offered
    for text in words:
        first = text.split(" ")[0]
        assert first not in {"End", "Stop", "Pause", "Start", "Resume"}, text


def steps_of(act: InfusionAct) -> set[str]:
    """What the chair view offers in an infusion in which `act` may be recorded."""
    place = seated()
    assert place.session is not None
    patient = replace(place.session, stay=replace(place.session.stay, next_acts=(act,)))
    return {step.text for step in next_steps(place, patient, has_bays=True) if step is not None}


@pytest.mark.hazard("H48")
@pytest.mark.parametrize(
    ("act", "asked"),
    [
        (InfusionAct.START, "Pump started at the chair?"),
        (InfusionAct.PAUSE, "Pump paused at the chair?"),
        (InfusionAct.RESUME, "Pump started again at the chair?"),
        (InfusionAct.RATE, "Rate changed at the pump?"),
        (InfusionAct.END, "Pump stopped at the chair?"),
    ],
)
def test_each_record_of_the_pump_asks_what_was_done_at_the_chair_and_says_that_nothing_is_driven(
    act: InfusionAct, asked: str
) -> None:
    question = form_book.FORMS[act.value](subject(seated())).question
    assert question.text == asked
    assert "does not see or control the pump" in question.note


def test_a_rate_change_is_recorded_with_a_decimal_point(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(clinic(seated()))
    press(window, MORE)
    click(panel(window).button("Record rate change"))
    dialog = form(window)
    assert not dialog.confirm.isEnabled()
    fill(dialog, rate="52,5")
    assert "decimal point" in dialog.problem.text()
    assert not dialog.confirm.isEnabled()
    for _ in range(2):
        QTest.keyClick(dialog.fields["rate"].widget, Qt.Key.Key_Backspace)
    fill(dialog, rate=".5")
    assert dialog.confirm.text() == "Record rate change, Chair 8 · S.V. 81"
    click(dialog.confirm)
    assert port.commands == [record(InfusionActRecorded(act=InfusionAct.RATE, rate_mg_per_h=52.5))]


def test_a_number_that_is_none_is_said_and_not_sent(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(clinic(seated()))
    press(window, MORE)
    click(panel(window).button("Record rate change"))
    fill(form(window), rate="5o")
    assert "is no number" in form(window).problem.text()
    QTest.keyClick(form(window).fields["rate"].widget, Qt.Key.Key_Return)
    assert port.commands == []
    assert form(window).isVisible()


def test_a_paused_infusion_offers_to_record_that_it_goes_on(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(clinic(seated(paused_s=100.0)))
    press(window, NEXT)
    assert form(window).question_text == "Pump started again at the chair?"
    click(form(window).confirm)
    assert port.commands == [record(InfusionActRecorded(act=InfusionAct.RESUME))]


def test_values_by_hand(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(clinic(seated()))
    press(window, MORE)
    click(panel(window).button("Enter values"))
    fill(form(window), systolic="128")
    assert not form(window).confirm.isEnabled()  # a pressure has two numbers
    fill(form(window), diastolic="80", pulse="71")
    click(form(window).confirm)
    assert port.commands == [record(ValuesEntered(systolic=128, diastolic=80, pulse=71))]


def test_nobody_goes_off_the_monitor_alone(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(clinic(seated()))
    press(window, MORE)
    click(panel(window).button("Record off monitor"))
    assert not form(window).confirm.isEnabled()
    fill(form(window), companion="R. Kern")
    click(form(window).confirm)
    assert port.commands == [record(OffMonitor(companion="R. Kern", reason="toilet"))]


def test_a_note_in_words(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(clinic(seated()))
    press(window, NOTE)
    click(panel(window).button("Note in words"))
    fill(form(window), text="sees colours")
    click(form(window).confirm)
    assert port.commands == [record(TextNoted(text="sees colours"))]


def test_a_wrong_entry_is_set_aside_with_a_reason(open_station: OpenStation, port: FakePort) -> None:
    entries = (EntryView(entry_seq=44, at_utc_ms=0, text="nausea", by="R. Kern"),)
    window = open_station(clinic(replace(seated(), entries=entries)))
    press(window, MORE)
    click(panel(window).button("Set an entry aside"))
    assert not form(window).confirm.isEnabled()
    fill(form(window), reason="was chair 7")
    click(form(window).confirm)
    assert port.commands == [VoidEntry(place_id="8", session_id=81, entry_seq=44, reason="was chair 7")]


def test_two_patients_swap(open_station: OpenStation, port: FakePort) -> None:
    other = chair("2", seat=session(5, label="B.N. 88"))
    window = open_station(clinic(seated(), other))
    press(window, MORE)
    click(panel(window).button("Swap places"))
    dialog = form(window)
    box = dialog.fields["other"]
    assert isinstance(box, OneOf)
    assert dialog.confirm.text() == "Record swap, Chair 8 · S.V. 81 with Chair 2 · B.N. 88"
    click(dialog.confirm)
    assert port.commands == [Swap(place_id="8", session_id=81, other_place_id="2", other_session_id=5)]


def test_own_limit_suspension_and_going(open_station: OpenStation, port: FakePort) -> None:
    noisy = replace(seated(), alarms=(alarm(3, "8", Priority.MEDIUM, "HR ↓ 44", rule="HR-LO"),))
    window = open_station(clinic(noisy))
    press(window, MORE)
    click(panel(window).button("Own limit"))
    fill(form(window), limit="170", reason="known hypertension")
    click(form(window).confirm)
    press(window, MORE)
    click(panel(window).button("Suspend a rule"))
    fill(form(window), reason="athlete")
    click(form(window).confirm)
    press(window, MORE)
    click(panel(window).button("I am going"))
    assert port.commands == [
        SetOwnLimit(place_id="8", session_id=81, rule="BP-SEV", limit=170, reason="known hypertension"),
        SuspendRule(place_id="8", session_id=81, rule="HR-LO", minutes=5, reason="athlete"),
        TakeResponsibility(place_id="8"),
    ]


def test_somebody_leaves_against_advice(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(clinic(seated()))
    press(window, MORE)
    click(panel(window).button("Record left against advice"))
    click(form(window).confirm)
    assert port.commands == [Discharge(place_id="8", session_id=81, how=StayAct.AGAINST_ADVICE)]


def test_the_key_n_opens_the_note_panel_of_the_selected_chair(open_station: OpenStation) -> None:
    window = open_station(clinic(seated()))
    QTest.keyClick(window, Qt.Key.Key_N)
    assert window.actions_.dialog is None
    QTest.keyClick(window, Qt.Key.Key_8)
    QTest.keyClick(window, Qt.Key.Key_N)
    assert "S.V. 81" in panel(window).windowTitle()


def test_the_question_mark_shows_the_keys(open_station: OpenStation) -> None:
    window = open_station(clinic(seated()))
    QTest.keyClicks(window, "?")
    shown = " ".join(label.text() for label in panel(window).findChildren(QLabel))
    for key in ("Space, held", "F11", "Escape"):
        assert key in shown
