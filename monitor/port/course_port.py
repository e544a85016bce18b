"""What a screen asks of a course: earlier sessions before an admission, and their curves behind today's.

The answer comes as a future, because the record may stand on a slow disk or a server: the display waits for neither.
"""

from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol

from monitor.domain.admission import EarlierSession
from monitor.domain.commands import Admit
from monitor.domain.earlier_curve import EarlierCurve

Earlier = tuple[EarlierSession, ...] | str
Curves = tuple[EarlierCurve, ...] | str | None


class CoursePort(Protocol):
    def earlier(self, clinic_id: str) -> Future[Earlier]:
        """Earlier sessions, newest first, or in words why they cannot be looked up."""
        ...

    def curves(self, session_id: int) -> Future[Curves]:
        """Pressure responses before this session of the patient, newest first; words: why they cannot be read.

        None: the record does not know the session yet.
        """
        ...


def clinic_id_of(command: Admit) -> str:
    """The clinic's own number of the patient; empty: nobody said."""
    return "" if command.patient is None else command.patient.clinic_id


def wants_look(command: Admit) -> bool:
    """Whether somebody still has to look for earlier sessions."""
    return bool(clinic_id_of(command)) and not command.looked_up


def with_earlier(command: Admit, found: Earlier) -> Admit:
    """The admission with what was found of the course, or with the reason why nothing could be."""
    if isinstance(found, str):
        return replace(command, earlier=(), earlier_unknown=found, looked_up=True)
    return replace(command, earlier=found, earlier_unknown="", looked_up=True)
