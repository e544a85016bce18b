"""What is asked of a reviewer and who may do what, in words. Pure."""

from datetime import tzinfo

from monitor.domain.people import Actor, Permission, refusal
from monitor.port.review_port import WhatIfResult
from monitor.port.review_views import ReviewMark, SessionView
from monitor.ui.form_views import Question
from monitor.ui.presenter.review_sessions import day_and_minute
from monitor.ui.presenter.words import counted

STATISTICS = Question(
    title="Save the statistics",
    text="Real sessions only; every figure of the page, as a table with a line for each.",
    confirm="Write the file",
)
SIGN_NOTE = "The session is locked as it is stored now. What is said later is an addendum."


def may_mark(actor: Actor, view: SessionView) -> str:
    """Why this person may not mark an alarm of the session; empty: they may."""
    if view.is_signed:
        return "This session is signed and locked: say it in an addendum."
    return refusal(actor, Permission.SIGN) or ""


def may_sign(actor: Actor, view: SessionView) -> str:
    """Why this person may not sign the session now; empty: they may."""
    if view.is_signed:
        return "This session is signed already: what is said later is an addendum."
    return view.may_be_signed or refusal(actor, Permission.SIGN) or ""


def may_add(actor: Actor, view: SessionView) -> str:
    """Why this person may not add an addendum; empty: they may."""
    if not view.is_signed:
        return "Only a signed session gets an addendum."
    return "" if actor.identified else "Nobody is signed in: an addendum bears a name."


def may_propose(actor: Actor, result: WhatIfResult) -> str:
    """Why nothing is proposed from this result; empty: this person may."""
    if not result.real:
        return "Nothing is proposed from a session that is no patient's."
    return "" if actor.identified else "Nobody is signed in: a proposal bears a name."


def sign(actor: Actor, view: SessionView, zone: tzinfo | None) -> Question:
    """What a signature covers, and by whom it is."""
    unmarked = sum(one.mark is None for one in view.alarms)
    marks = f" {counted(unmarked, 'alarm')} not marked." if unmarked else " Every alarm is marked."
    alarms = counted(len(view.alarms), "alarm")
    missing = f" The record lacks: {'; '.join(view.missing)}." if view.missing else ""
    return Question(
        title=f"Sign {view.row.label}, {day_and_minute(view.row.admitted_utc_ms, zone)}?",
        text=f"{alarms}, {counted(len(view.pressures), 'pressure')}.{marks if view.alarms else ''}{missing}",
        note=f"Signed by {actor.name} ({actor.role}). {SIGN_NOTE}",
        confirm=f"Sign as {actor.name}",
    )


def addendum(actor: Actor, view: SessionView) -> Question:
    """What an addendum is."""
    return Question(
        title=f"Addendum to {view.row.label}",
        text="The signed session stays as it is; these words stand beside it with your name and the time.",
        confirm=f"Add as {actor.name}",
    )


def export(view: SessionView, zone: tzinfo | None) -> Question:
    """Which session is written to a file."""
    when = day_and_minute(view.row.admitted_utc_ms, zone)
    return Question(
        title=f"Export {view.row.label}, {when}",
        text="The file holds a patient's data. It is written by a process of its own; the room is watched meanwhile.",
        confirm="Write the file",
    )


def proposal(result: WhatIfResult) -> Question:
    """A proposal names the useful alarms it would lose (hazard H57)."""
    useful = [one for one in result.lost if one.mark is ReviewMark.USEFUL]
    named = "; ".join(f"{one.label} {one.words}, peak {one.peak_words or 'not measured'}" for one in useful[:4])
    more = f" and {len(useful) - 4} more" if len(useful) > 4 else ""
    text = f"{counted(len(result.lost), 'alarm')} would be lost, {len(result.gained)} gained."
    if useful:
        text += f" LOST although marked useful: {named}{more}. They are named in the file."
    return Question(
        title="Save this as a proposal?",
        text=text,
        note=f"{result.caution} No limit of a room changes until a physician approves a profile.",
        confirm="Write the proposal",
    )
