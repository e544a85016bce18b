"""What is asked of a reviewer and who may do what, in words. Pure."""

from dataclasses import replace
from datetime import tzinfo

from monitor.domain.people import Actor, Permission, refusal
from monitor.port.review_port import WhatIfResult
from monitor.port.review_views import ReviewMark, SessionView
from monitor.ui.form_views import Question
from monitor.ui.presenter.review_sessions import day_and_minute
from monitor.ui.words import source, told, tr, tr_n

_STATISTICS = Question(
    title=source("Save the statistics"),
    text=source("Real sessions only; every figure of the page, as a table with a line for each."),
    confirm=source("Write the file"),
)
SIGN_NOTE = source("The session is locked as it is stored now. What is said later is an addendum.")


def statistics_question() -> Question:
    """What is asked before the figures of a period are written."""
    asked = _STATISTICS
    return replace(asked, title=tr(asked.title), text=tr(asked.text), confirm=tr(asked.confirm))


def may_mark(actor: Actor, view: SessionView) -> str:
    """Why this person may not mark an alarm of the session; empty: they may."""
    if view.is_signed:
        return tr("This session is signed and locked: say it in an addendum.")
    return told(refusal(actor, Permission.SIGN) or "")


def may_sign(actor: Actor, view: SessionView) -> str:
    """Why this person may not sign the session now; empty: they may."""
    if view.is_signed:
        return tr("This session is signed already: what is said later is an addendum.")
    return told(view.may_be_signed) or told(refusal(actor, Permission.SIGN) or "")


def may_add(actor: Actor, view: SessionView) -> str:
    """Why this person may not add an addendum; empty: they may."""
    if not view.is_signed:
        return tr("Only a signed session gets an addendum.")
    return "" if actor.identified else tr("Nobody is signed in: an addendum bears a name.")


def may_propose(actor: Actor, result: WhatIfResult) -> str:
    """Why nothing is proposed from this result; empty: this person may."""
    if not result.real:
        return tr("Nothing is proposed from a session that is no patient's.")
    return "" if actor.identified else tr("Nobody is signed in: a proposal bears a name.")


def sign(actor: Actor, view: SessionView, zone: tzinfo | None) -> Question:
    """What a signature covers, and by whom it is."""
    unmarked = sum(one.mark is None for one in view.alarms)
    marks = (
        " " + tr("{alarms} not marked.", alarms=tr_n(unmarked, "{count} alarm", "{count} alarms"))
        if unmarked
        else " " + tr("Every alarm is marked.")
    )
    alarms = tr_n(len(view.alarms), "{count} alarm", "{count} alarms")
    pressures = tr_n(len(view.pressures), "{count} pressure", "{count} pressures")
    missing = " " + tr("The record lacks: {list}.", list="; ".join(view.missing)) if view.missing else ""
    return Question(
        title=tr(
            "Sign {label}, {day_and_minute}?",
            label=view.row.label,
            day_and_minute=day_and_minute(view.row.admitted_utc_ms, zone),
        ),
        text=f"{alarms}, {pressures}.{marks if view.alarms else ''}{missing}",
        note=tr(
            "Signed by {name} ({role}). {sign_note}", name=actor.name, role=told(actor.role), sign_note=tr(SIGN_NOTE)
        ),
        confirm=tr("Sign as {name}", name=actor.name),
    )


def addendum(actor: Actor, view: SessionView) -> Question:
    """What an addendum is."""
    return Question(
        title=tr("Addendum to {label}", label=view.row.label),
        text=tr("The signed session stays as it is; these words stand beside it with your name and the time."),
        confirm=tr("Add as {name}", name=actor.name),
    )


def export(view: SessionView, zone: tzinfo | None) -> Question:
    """Which session is written to a file."""
    when = day_and_minute(view.row.admitted_utc_ms, zone)
    return Question(
        title=tr("Export {label}, {when}", label=view.row.label, when=when),
        text=tr(
            "The file holds a patient's data. It is written by a process of its own; the room is watched meanwhile."
        ),
        confirm=tr("Write the file"),
    )


def proposal(result: WhatIfResult) -> Question:
    """A proposal names the useful alarms it would lose (hazard H57)."""
    useful = [one for one in result.lost if one.mark is ReviewMark.USEFUL]
    named = "; ".join(
        tr(
            "{label} {words}, peak {peak_words}",
            label=one.label,
            words=one.words,
            peak_words=one.peak_words or tr("not measured"),
        )
        for one in useful[:4]
    )
    more = " " + tr("and {useful} more", useful=len(useful) - 4) if len(useful) > 4 else ""
    text = tr(
        "{alarms} would be lost, {gained} gained.",
        alarms=tr_n(len(result.lost), "{count} alarm", "{count} alarms"),
        gained=len(result.gained),
    )
    if useful:
        text += " " + tr(
            "LOST although marked useful: {named}{more}. They are named in the file.", named=named, more=more
        )
    return Question(
        title=tr("Save this as a proposal?"),
        text=text,
        note=tr("{caution} No limit of a room changes until a physician approves a profile.", caution=result.caution),
        confirm=tr("Write the proposal"),
    )
