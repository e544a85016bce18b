"""The checks before the start and the gate of discharge on screen: answered, set aside, refused in words."""

from dataclasses import replace

from panel_tools import NEXT, OpenStation, checklist, click, clinic, fill, form, press, record, show
from ui_builders import FakePort, bay, chair, session

from monitor.domain.commands import (
    Command,
    ConfirmWiring,
    Discharge,
    Record,
)
from monitor.domain.entries import (
    CheckAnswered,
    CheckOverridden,
    InfusionAct,
    InfusionActRecorded,
)
from monitor.domain.vocabulary import Phase
from monitor.port.snapshot import GateItemView, PlaceView


def waiting(*items: GateItemView) -> PlaceView:
    seat = session(81, label="S.V. 81", phase=Phase.BASELINE, start_s=None)
    return replace(chair("8", seat=seat), start_checks=items)


FASTING = GateItemView(check="fasting", text="Fasting kept", done=False, why="blocks the start")
PRESSURE = GateItemView(check="pressure", text="pressure 168/102, a physician decides", done=False)
WIRING = GateItemView(check="wiring", text="wiring not confirmed", done=False)


def test_the_checks_before_the_start_are_answered_one_by_one(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(clinic(waiting(FASTING, WIRING)))
    press(window, NEXT)
    dialog = checklist(window)
    assert dialog.shown is not None
    assert dialog.shown.state == "○ 2 checks open"
    click(dialog.button("Record done: Fasting"))
    assert dialog.isVisible()
    show(window, port, clinic(waiting(WIRING)))
    assert dialog.shown.state == "○ 1 check open"
    click(dialog.button("Record wiring"))
    show(window, port, clinic(waiting()))
    assert dialog.shown.state == "✓ CHECKS DONE"
    click(dialog.button("Record start"))
    click(form(window).confirm)
    assert port.commands == [
        record(CheckAnswered(check="fasting", done=True)),
        ConfirmWiring(place_id="8"),
        record(InfusionActRecorded(act=InfusionAct.START)),
    ]


def test_a_pressure_is_not_answered_but_set_aside_with_a_reason(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(clinic(waiting(PRESSURE)))
    press(window, NEXT)
    assert [button.choice.words for button in checklist(window).buttons] == ["Set aside …"]
    click(checklist(window).button("Set aside"))
    assert not form(window).confirm.isEnabled()
    fill(form(window), reason="Dr. F. decided")
    click(form(window).confirm)
    assert port.commands == [record(CheckOverridden(check="pressure", reason="Dr. F. decided"))]


def test_a_checklist_closes_when_somebody_else_sits_there(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(clinic(waiting(FASTING)))
    press(window, NEXT)
    show(window, port, clinic(chair("8", seat=session(82))))
    assert window.actions_.dialog is None


GATE = (
    GateItemView(check="time", text="Observation time over", done=True, why="60 min after the end"),
    GateItemView(check="gait", text="Gait steady", done=False, why="not answered"),
    GateItemView(check="moaas", text="Awake (MOAA/S)", done=False, why="not rated"),
)


def test_the_gate_lists_every_line_and_refuses_in_words(open_station: OpenStation, port: FakePort) -> None:
    place = replace(bay("bay-1"), gate=GATE)
    window = open_station(clinic(place))
    press(window, NEXT)
    dialog = checklist(window)
    assert dialog.shown is not None
    assert [row.mark for row in dialog.shown.rows] == ["✓", "○", "○"]
    click(dialog.button("Record done: Gait"))
    click(dialog.button("Discharge with open checks"))
    assert "○ Gait steady (not answered)" in form(window).question_text
    assert not form(window).confirm.isEnabled()
    fill(form(window), reason="Dr. F. is with her")
    click(form(window).confirm)
    expected: list[Command] = [
        Record(place_id="bay-1", session_id=50, entry=CheckAnswered(check="gait", done=True)),
        Discharge(place_id="bay-1", session_id=50, override_reason="Dr. F. is with her"),
    ]
    assert port.commands == expected


def test_a_gate_with_everything_done_says_so_in_word_and_shape(open_station: OpenStation, port: FakePort) -> None:
    place = replace(bay("bay-1", ready=True), gate=tuple(replace(item, done=True) for item in GATE))
    window = open_station(clinic(place))
    press(window, NEXT)
    assert checklist(window).shown is not None
    click(checklist(window).button("Discharge"))
    assert form(window).question_text == "✓ CHECKS DONE"
    click(form(window).confirm)
    assert port.commands == [Discharge(place_id="bay-1", session_id=50)]
