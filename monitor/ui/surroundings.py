"""What a display is given beside the room's port: devices, accounts, time zone, look. Without Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from monitor.domain.inputs import FaultRule
from monitor.port.course_port import CoursePort
from monitor.port.device_port import DevicePort
from monitor.port.people_port import PeoplePort
from monitor.port.review_port import ReviewPort

Tell = Callable[[FaultRule, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """None where there is nothing of the kind."""

    zone: tzinfo | None = None  # of what people read; None: the computer's own
    devices: DevicePort | None = None  # the bytes on the wires
    people: PeoplePort | None = None  # accounts; None: nobody signs in or out
    course: CoursePort | None = None  # earlier sessions; None: nothing is looked up
    review: Callable[[], ReviewPort] | None = None  # opens the record for review when somebody asks for it
    folder: Path = Path()  # where a reviewer's files go unless somebody says otherwise
    light: bool = False  # the light theme
    language: str = ""  # "de"; empty: that of the computer
    languages: Path | None = None  # where its file may lie, before the display's own folder
    theme_chosen: Callable[[bool], None] = lambda _light: None  # is told what somebody chose here
    tell: Tell | None = None  # is told of faults of this computer that the display alone can see
    tour_due: bool = False  # nobody has used this station yet
    tour_shown: Callable[[], None] = lambda: None  # is told once the first card has been shown


NOTHING_MORE = Surroundings()
