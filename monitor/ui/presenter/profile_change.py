"""A changed profile: what the foot of the screen says of it, and the panel in which a physician accepts it. Pure."""

from monitor.domain.commands import AcceptProfile
from monitor.port.snapshot import Snapshot
from monitor.ui.form_views import Choice, ChoiceGroup
from monitor.ui.views import Action, ButtonView
from monitor.ui.words import source, tr

MOST_LINES = 24  # what fits into the panel; more are read and accepted at the command line, never unread
TITLE = source("Changed limits")


def banner(snapshot: Snapshot) -> str:
    """The whole sentence for the foot of the screen, before whatever else is said there but a notice of security."""
    change = snapshot.profile_change
    parts = ["" if change is None else change.words, snapshot.banner]
    if snapshot.outside.security_notice:
        parts.reverse()
    return ". ".join(part for part in parts if part)


def menu(snapshot: Snapshot | None) -> tuple[ChoiceGroup, ...]:
    """The way to the panel, for somebody who is signed in."""
    if snapshot is None or snapshot.profile_change is None:
        return ()
    text = f"{tr(TITLE)} …"
    button = ButtonView(action=Action.PROFILE, text=text, accessible_name=text)
    return (ChoiceGroup(heading="", choices=(Choice(words=text, whom="", does=button),)),)


def panel(snapshot: Snapshot) -> tuple[str, tuple[ChoiceGroup, ...]]:
    """Old and new line by line, and the button that accepts them: only where every line can be read here."""
    change = snapshot.profile_change
    if change is None:
        return tr("The limits in force are those of the profile file."), ()
    lines = [f"{change.words}.", tr("“{name}”, old → new:", name=change.name), *change.changes[:MOST_LINES]]
    more = len(change.changes) - MOST_LINES
    if more > 0:
        lines.append(
            tr("and {more} more: read and accept them with “infusion-monitor profile show” and “accept”.", more=more)
        )
    if more > 0 or change.accepted_by:
        return "\n".join(lines), ()
    accept = Choice(
        words=tr("Accept these limits"), whom=tr("from the next start on"), does=AcceptProfile(digest=change.digest)
    )
    return "\n".join(lines), (ChoiceGroup(heading="", choices=(accept,)),)
