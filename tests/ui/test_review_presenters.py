"""What the reviewer reads: three answers apart, marks on doubtful and entered values, what stands with a what-if."""

from dataclasses import replace
from datetime import UTC

import pytest
from review_samples import (
    KNOBS,
    PHYSICIAN,
    course_row,
    episode,
    pressure,
    result,
    session_row,
    session_view,
    statistics,
)

from drivers.observations import Provenance
from monitor.domain.people import UNATTRIBUTED, Actor
from monitor.domain.vocabulary import ValueMark
from monitor.port.review_port import Change, WhatIfRequest
from monitor.port.review_views import EnteredValue, ReviewMark, SessionPage, SignatureView
from monitor.ui.presenter import review_alarms, review_questions, review_sessions, review_statistics, review_what_if
from monitor.ui.views import Tone

CHANGES = (Change(rule="BP-MOD", key="limit", value=170.0),)
OF_SESSION = WhatIfRequest(changes=CHANGES, session_id=1)
OF_PERIOD = WhatIfRequest(changes=CHANGES)


@pytest.mark.hazard("H56")
def test_silenced_going_and_treated_are_three_columns() -> None:
    severe = review_alarms.alarm_lines(session_view(), UTC)[1]
    said = dict(zip(review_alarms.TITLES, (cell.text for cell in severe.cells), strict=False))
    assert said["Sound silenced"] == "after 12 s: RK"
    assert said["Person going"] == "after 31 s: RK"
    assert said["Action noted"] == "after 4:54: labetalol 10 mg IV"
    silenced_only = review_alarms.alarm_lines(session_view(), UTC)[2]
    assert [cell.text for cell in silenced_only.cells[5:8]] == ["after 9 s: RK", "–", "–"]


@pytest.mark.hazard("H56")
def test_doubtful_and_entered_values_bear_a_mark_at_the_cursor() -> None:
    doubtful = pressure(10, 150, 90, doubt="off the trend")
    typed = pressure(20, 140, 85, entered=True)
    view = session_view(
        pressures=(doubtful, typed), entered=(EnteredValue(t_s=1200.0, parameter="SpO₂", value=96.0),), flags=()
    )
    assert "? off the trend" in review_alarms.cursor(view, 600.0, UTC).lines[0][0]
    lines = [text for text, _ in review_alarms.cursor(view, 1200.0, UTC).lines]
    assert "entered" in lines[0]
    assert "SpO₂ 96 entered" in lines
    pulse = next(text for text, _ in review_alarms.cursor(view, 4450.0, UTC).lines if text.startswith("pulse"))
    assert " ?" in pulse


@pytest.mark.hazard("H56")
def test_an_alarm_and_the_peak_of_a_course_bear_the_marks_of_their_values() -> None:
    alarm = replace(
        session_view().alarms[1], value_marks=(ValueMark.ENTERED,), peak_marks=(ValueMark.ENTERED, ValueMark.DOUBTFUL)
    )
    (line,) = review_alarms.alarm_lines(session_view(alarms=(alarm,)), UTC)
    said = dict(zip(review_alarms.TITLES, (cell.text for cell in line.cells), strict=False))
    assert (said["Value, limit"], said["Peak"]) == ("182/108 entered ≥ 180", "186/113 entered ?")
    assert line.cells[2].short == "182/108\N{NO-BREAK SPACE}e", "no mark is dropped where it is narrow"
    assert line.cells[3].short == "186/113\N{NO-BREAK SPACE}e\N{NO-BREAK SPACE}?"
    assert line.summary.endswith("182/108 entered ≥ 180, peak 186/113 entered ?")
    assert review_alarms.with_marks("204", (ValueMark.VOIDED,)) == "204 voided"
    row = replace(
        course_row(2, peak=231.0), peak_systolic=231.0, baseline_systolic=None, peak_marks=(ValueMark.ENTERED,)
    )
    card = review_statistics.course_card(row, UTC, current=False)
    assert card.lines[0].text.startswith("peak 231 entered ·")


def test_the_cursor_says_what_was_not_measured() -> None:
    gap = review_alarms.cursor(session_view(), 3430.0, UTC)
    assert any("SpO₂ not measured" in text for text, _ in gap.lines)


@pytest.mark.hazard("H59")
@pytest.mark.parametrize("provenance", [Provenance.SIMULATED, Provenance.REPLAYED])
def test_what_is_no_patient_says_so(provenance: Provenance) -> None:
    view = session_view(row=session_row(1, provenance=provenance))
    word = provenance.value.upper()
    assert word in review_sessions.heading(view, UTC).banner
    assert review_sessions.session_line(view.row, UTC).mark == word
    assert review_sessions.banner(Provenance.REAL) == ""


def test_a_record_that_was_changed_after_its_signature_says_so_first() -> None:
    held = SignatureView(reviewer="Dr. F.", utc_ms=0, comment="", holds=True)
    good = review_sessions.heading(session_view(signatures=(held,)), UTC)
    assert good.signature_tone is Tone.READY
    bad = review_sessions.heading(session_view(signatures=(replace(held, holds=False),)), UTC)
    assert bad.signature[0].startswith("NOT WHAT WAS SIGNED")
    assert bad.signature_tone is Tone.HIGH
    contradiction = review_sessions.heading(session_view(inconsistencies=("5 alarms counted, 4 told.",)), UTC)
    assert contradiction.signature[0] == "5 alarms counted, 4 told."


@pytest.mark.hazard("H57")
@pytest.mark.parametrize("request_", [OF_SESSION, OF_PERIOD])
def test_lost_alarms_stand_first_and_the_cautions_stand_with_every_result(request_: WhatIfRequest) -> None:
    of_period = request_.session_id is None
    useful, other = episode(ReviewMark.USEFUL), episode(rule="O2-LO", words="SpO₂ fallen", peak_words="86 %")
    made = replace(result(request_, lost=(useful, other)), gained=(episode(rule="HR-HI", words="Fast pulse"),))
    view = review_what_if.outcome(made, UTC, of_period=of_period)
    assert view.headline == "2 alarms lost"
    assert view.table is not None
    assert [row[0].text for row in view.table.rows] == ["lost", "lost", "gained"]
    assert [row[4].text for row in view.table.rows] == ["168", "86 %", "168"]
    assert "taken under the old rules" in view.said_along
    assert "treated patients look harmless" in view.said_along
    assert ("1 of 1 session treated" if not of_period else "19 of 212 sessions treated") in view.said_along
    assert len(view.must_name) == 1
    assert "peak 168, marked useful" in view.must_name[0]
    assert view.rules is not None
    interval = view.rules.rows[0][-1].text
    assert ("−0.70 to −0.30" in interval) if of_period else ("no interval from one session" in interval)
    assert "taken under the old rules" in review_what_if.STANDING


@pytest.mark.hazard("H57")
def test_an_alarm_that_only_became_milder_counts_as_lost_and_says_so() -> None:
    view = review_what_if.outcome(result(OF_SESSION, lost=(episode(milder=True),)), UTC, of_period=False)
    assert view.headline == "1 alarm lost"
    assert view.table is not None
    assert view.table.rows[0][0].text == "milder"
    assert "(only milder)" in view.lines[0].text


@pytest.mark.hazard("H57")
def test_a_proposal_names_the_useful_alarms_it_would_lose() -> None:
    made = result(OF_PERIOD, lost=(episode(ReviewMark.USEFUL), episode(ReviewMark.ARTEFACT, label="R.S. 71")))
    question = review_questions.proposal(made)
    assert "LOST although marked useful: A.M. 59" in question.text
    assert "R.S. 71" not in question.text
    assert "No limit of a room changes" in question.note
    assert review_questions.may_propose(UNATTRIBUTED, made)
    assert review_questions.may_propose(PHYSICIAN, made) == ""
    assert "no patient's" in review_questions.may_propose(PHYSICIAN, replace(made, real=False))


def test_who_may_mark_sign_and_add() -> None:
    nurse = Actor("RK", "nurse")
    view = session_view()
    signed = session_view(signatures=(SignatureView(reviewer="Dr. F.", utc_ms=0, comment="", holds=True),))
    assert review_questions.may_mark(PHYSICIAN, view) == ""
    assert "physician" in review_questions.may_mark(nurse, view)
    assert "nobody is signed in" in review_questions.may_sign(UNATTRIBUTED, view)
    assert "locked" in review_questions.may_mark(PHYSICIAN, signed)
    assert "signed already" in review_questions.may_sign(PHYSICIAN, signed)
    assert review_questions.may_sign(PHYSICIAN, session_view(may_be_signed="still running")) == "still running"
    assert review_questions.may_add(nurse, signed) == ""
    assert review_questions.may_add(nurse, view)
    assert review_questions.may_add(UNATTRIBUTED, signed)


def test_a_signature_says_what_it_covers_and_what_the_record_lacks() -> None:
    question = review_questions.sign(PHYSICIAN, session_view(missing=("the lot of the drug",)), UTC)
    assert "5 alarms, 22 pressures. 3 alarms not marked." in question.text
    assert "The record lacks: the lot of the drug." in question.text
    assert "Dr. F. (physician)" in question.note


def test_the_heading_tells_peak_rise_and_return() -> None:
    heading = review_sessions.heading(session_view(), UTC)
    assert "peak 186/113 at 27 min (+62)" in heading.second[0]
    assert "back within 20 %" in heading.second[0]
    calm = session_view(pressures=(pressure(-5, 124, 78), pressure(10, 126, 79)))
    assert "back within" not in review_sessions.heading(calm, UTC).second[0]
    high = session_view(pressures=(pressure(-5, 124, 78), pressure(10, 180, 99)))
    assert "not back within 20 %" in review_sessions.heading(high, UTC).second[0]


def test_a_slider_says_what_was_and_what_is() -> None:
    knob = KNOBS[0]
    assert review_what_if.knob_view(knob, {}).text == "160 mmHg"
    turned = review_what_if.knob_view(knob, {("BP-MOD", "limit"): 165.0})
    assert (turned.text, turned.changed) == ("165 (was 160)", True)
    assert review_what_if.knob_view(KNOBS[5], {("HR-HI", "enabled"): 0.0}).text == "off (was on)"
    assert review_what_if.changes_of(KNOBS, {("BP-MOD", "limit"): 160.0}) == ()
    assert review_what_if.strip_knobs(KNOBS, {("BP-SEV", "limit"): 190.0})[0].rule == "BP-SEV"


@pytest.mark.hazard("H57")
def test_the_strip_names_the_useful_alarms_it_would_lose_and_counts_the_rest() -> None:
    request = WhatIfRequest(changes=(), session_id=1)
    marks = (ReviewMark.ARTEFACT, None, ReviewMark.USEFUL, ReviewMark.USEFUL)
    lost = tuple(episode(mark) for mark in marks)

    def lines(count: int) -> list[str]:
        shown = review_what_if.outcome(result(request, lost=lost[:count]), UTC, of_period=False)
        return [cell.text for cell in shown.lines]

    assert [len(lines(count)) for count in range(5)] == [0, 1, 2, 2, 2]
    assert lines(4)[0].endswith("marked useful")
    assert lines(4)[1] == "and 3 more lost, 1 of them marked useful"
    assert lines(3)[1] == "and 2 more lost"


def test_a_list_that_is_cut_says_so() -> None:
    rows = (session_row(1), session_row(2))
    assert "older ones not shown" in review_sessions.list_note(SessionPage(rows=rows, more=True))
    assert review_sessions.list_note(SessionPage(rows=rows)) == "2 sessions"
    assert "No session fits" in review_sessions.list_note(SessionPage(rows=()))


def test_statistics_without_alarms_or_marks_say_so_in_words() -> None:
    empty = replace(
        statistics(),
        alarms=0,
        marked=0,
        artefact_share=None,
        silence_median_s=None,
        silence_p90_s=None,
        session_hours=0.0,
    )
    texts = review_statistics.statistics(empty)
    assert texts.headline == "No real session in this time"  # a figure of nothing would look like a good one
    assert "no sound was silenced" in texts.lines[1]
    assert "no alarm has been marked" in texts.lines[1]
