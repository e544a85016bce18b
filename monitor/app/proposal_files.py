"""The files in which a what-if of the review window is proposed: a profile, and beside it the closer one it names.

Nobody has approved them, nothing reads them before a person names them in a room file, and no file is ever replaced.
"""

from collections.abc import Iterator
from pathlib import Path

from monitor.alarms.rules import Profile
from monitor.app.review_rules import RulesError, changed
from monitor.app.whole_file import write_whole
from monitor.domain.vocabulary import Priority
from monitor.port.review_port import EpisodeRow, Proposal, Refused
from monitor.port.review_views import ReviewMark
from monitor.review.proposal import ProposalError, profile_text
from monitor.settings import SettingsError, load_profile
from monitor.settings.rule_tables import NONE_WORD

PROGRAMMES = ("cuff", "recovery", "gate")
NAME_LETTERS = 60  # of the profile's own name; a file takes 80


def write_proposal(profile: Profile, proposal: Proposal) -> Refused | None:
    """Write the proposal; useful alarms that it would lose are named in it, and the closer limits come along.

    Args:
        profile: the limits in force.
        proposal: the changes, what they were found to do, who proposes them, and the new file.
    """
    if not proposal.result.real:
        return Refused("Nothing is proposed from a session that is no patient's.")
    path, beside = proposal.path, closer_path(proposal.path)
    is_beside_ours = False
    try:
        text = proposal_text(profile, proposal)
        if path.exists():
            return Refused(f"{path} is there already: a proposal never takes the place of a file.")
        if profile.closer is not None:
            write_whole(beside, closer_text(profile.closer, proposal), check=load_profile)
            is_beside_ours = True
        write_whole(path, text, check=load_profile)
    except (OSError, RulesError, ProposalError, SettingsError) as error:
        if is_beside_ours:
            beside.unlink(missing_ok=True)
        why = f"{error.filename or path}: {error.strerror or error}" if isinstance(error, OSError) else error
        return Refused(f"The proposal was not written: {why}")
    return None


def closer_path(path: Path) -> Path:
    """Where the closer limits of a proposal stand: beside it."""
    return path.with_name(f"{path.stem}-closer{path.suffix}")


def proposal_text(profile: Profile, proposal: Proposal) -> str:
    """The file: what was found stands in comments, every number that differs from the shipped ones below.

    Raises:
        RulesError: the numbers do not go together.

    """
    named = {} if profile.closer is None else {"closer": closer_path(proposal.path).name}
    return profile_text(
        _found(proposal),
        {
            "schema": 1,
            "name": f"{profile.name[:NAME_LETTERS]}, proposal",
            **named,
            **_tables(changed(profile, proposal.changes)),
        },
    )


def closer_text(closer: Profile, proposal: Proposal) -> str:
    """The closer limits in force, unchanged: without them those of patients at risk would go with the acceptance."""
    summary = (
        f"The closer limits for {proposal.path.name}, as they are in force: the proposal changes none of them.",
        f"Written with the proposal by {proposal.author}; a physician approves both, by name and date.",
    )
    return profile_text(summary, {"schema": 1, "name": closer.name, **_tables(closer)})


def _found(proposal: Proposal) -> Iterator[str]:
    """What was judged and what these numbers would lose, useful alarms first."""
    result = proposal.result
    yield f"Proposal by {proposal.author}. Nobody has approved it: a physician does, by name and date."
    yield (
        f"Judged: {result.sessions} sessions, {result.session_hours:.1f} session hours; "
        f"{result.sessions_treated} of them treated."
    )
    yield result.caution
    yield f"{len(result.lost)} alarms lost, {len(result.gained)} gained, {result.undetermined} undetermined."
    yield from (_lost(one) for one in sorted(result.lost, key=lambda one: one.mark is not ReviewMark.USEFUL))
    yield from result.not_judged


def _lost(one: EpisodeRow) -> str:
    """One alarm that would not come; the number is that of the record, as `history --alarms` prints it."""
    word = "LOST although marked as useful" if one.mark is ReviewMark.USEFUL else "lost"
    alarm = "" if one.alarm_id is None else f"alarm {one.alarm_id}, "
    milder = ", only milder" if one.milder else ""
    return f"{word}: {alarm}{one.rule}, session {one.session_id}, peak {one.peak_words or 'not measured'}{milder}."


def _tables(profile: Profile) -> dict[str, object]:
    """What differs from the shipped numbers, as the tables of a profile file."""
    shipped = Profile(name="shipped")
    before = {rule.rule: rule for rule in shipped.rules}
    rules = {rule.rule: _different(before[rule.rule], rule) for rule in profile.rules}
    programmes = {name: _different(getattr(shipped, name), getattr(profile, name)) for name in PROGRAMMES}
    programmes["cuff"] |= {one.preset: _different(profile.cuff, one.cuff) for one in profile.cuff_presets}
    return {"rules": {name: table for name, table in rules.items() if table}, **programmes}


def _different(shipped: object, ours: object) -> dict[str, object]:
    names = list(getattr(ours, "__dataclass_fields__", ()))
    return {name: _written(getattr(ours, name)) for name in names if getattr(shipped, name) != getattr(ours, name)}


def _written(value: object) -> object:
    """As a profile file says it."""
    if value is None:
        return NONE_WORD
    return value.word if isinstance(value, Priority) else value
