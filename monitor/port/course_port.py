"""What a screen asks before an admission: the earlier sessions of a clinic number.

The answer comes as a future, because the record may stand on a slow disk or a server: the display waits for neither.
"""

from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol

from monitor.domain.admission import EarlierSession
from monitor.domain.commands import Admit

Earlier = tuple[EarlierSession, ...] | str


class CoursePort(Protocol):
    def earlier(self, clinic_id: str) -> Future[Earlier]:
        """Earlier sessions, newest first, or in words why they cannot be looked up."""
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
