"""What the screens show about cuff and pressures beyond the numbers: the task, the arm, the baseline, doubt."""

from drivers.observations import Quality
from monitor.domain.time import seconds
from monitor.domain.vocabulary import Verdict
from monitor.port.snapshot import TaskView
from monitor.room.cuff import arm_words
from monitor.room.profiles import profile_words
from monitor.room.room import Room
from monitor.room.session import NO_BASELINE_WORDS, Reading, Session


def task_view(room: Room, session: Session | None) -> TaskView | None:
    """TAKE PRESSURE NOW, with its countdown."""
    task = None if session is None else session.cuff.task
    if task is None:
        return None
    return TaskView(
        why=task.why, since_s=seconds(room.tick - task.since_tick), due_in_s=seconds(task.due_tick - room.tick)
    )


def cuff_line(room: Room, session: Session | None) -> str:
    """What is to be said about the arm."""
    return "" if session is None else arm_words(session.cuff, room.profile.cuff, room.tick)


def baseline_line(room: Room, session: Session | None) -> str:
    """Before the start what is still to be measured; afterwards only what the rules have to do without."""
    if session is None:
        return ""
    if session.baseline is not None:
        return NO_BASELINE_WORDS if session.baseline.systolic is None else ""
    return session.baseline_wants(room.tick) if session.trend.readings else ""


def profile_line(room: Room, session: Session | None) -> str:
    """By which limits the patient is judged, where it is not simply the room's profile."""
    return "" if session is None else profile_words(room, session)


def is_doubtful(reading: Reading) -> bool:
    """Whether the reading is shown with "?"."""
    return reading.quality is not Quality.VALID or reading.verdict is Verdict.SUSPECT


def shown_quality(reading: Reading) -> Quality:
    """A reading in doubt is shown with "?", whoever doubts it."""
    return Quality.QUESTIONABLE if is_doubtful(reading) else reading.quality
