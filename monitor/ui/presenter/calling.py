"""The header's second line: who is called when nobody here answers (H22), and how many patients nobody has."""

from monitor.domain.vocabulary import Priority
from monitor.port.snapshot import Snapshot
from monitor.ui.views import Tone, Wording
from monitor.ui.words import source, tr, tr_n

RULE = "T-CALL"  # a call that was not delivered is an alarm too
UNHEARD = source("NOT DELIVERED")
_TONES = {Priority.HIGH: Tone.HIGH, Priority.MEDIUM: Tone.MEDIUM, Priority.LOW: Tone.LOW}


def notice(snapshot: Snapshot) -> Wording:
    """What is said of calls, ever shorter, with the patients whom nobody has taken over."""
    calls = _calls(snapshot)
    places = snapshot.not_taken_over
    if not places:
        return calls
    many, few = (
        tr("{places} not taken over", places=tr_n(places, "{count} place", "{count} places")),
        tr("{places} not taken over", places=places),
    )
    if calls == ("",):
        return (many, few)
    return (f"{calls[0]} · {many}", *(f"{call} · {few}" for call in calls))


def tone(snapshot: Snapshot) -> Tone:
    """That of the alarm about an undelivered call; plain where something is going on; quiet at rest."""
    graver = max((alarm.priority for alarm in snapshot.alarms if alarm.rule == RULE), default=None)
    if graver is not None:
        return _TONES.get(graver, Tone.NORMAL)
    return Tone.NORMAL if snapshot.outside.calls or snapshot.not_taken_over else Tone.MUTED


def _calls(snapshot: Snapshot) -> Wording:
    """The most pressing call: whole, without the reasons, without the names; and how many more there are."""
    said = snapshot.calling
    more = len(snapshot.outside.calls) - 1
    rest = " " + tr("· +{more} more", more=more) if more > 0 else ""
    without_reasons = said.partition(" (")[0]
    without_missed = without_reasons.partition(";")[0]
    forms = [said, without_reasons, without_missed]
    if tr(UNHEARD) in said:
        forms.append(said.partition(",")[0])
    return tuple(dict.fromkeys(form + rest for form in forms))
