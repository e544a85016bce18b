"""`check-config`: every problem of one room or profile file, whichever of the two it is."""

from dataclasses import asdict, dataclass
from pathlib import Path

from monitor.settings import Problem, SettingsError, load_profile, load_room

ROOM_STARTS = ("[[places", "[[devices", "[broker", "[storage")
PROFILE_STARTS = ("[rules", "[cuff", "[recovery", "[gate", "approved_by", "approved_on")


@dataclass(frozen=True, slots=True)
class Report:
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()  # no mistakes, but people should know

    def lines(self) -> list[dict[str, object]]:
        """The problems as lines for machines."""
        return [asdict(problem) for problem in self.problems]


def check_file(file: Path) -> Report:
    """What is wrong with `file`; nothing where it can be used as it stands."""
    try:
        if not _is_profile(file):
            return Report(notes=load_room(file).notes)
        load_profile(file)
    except SettingsError as error:
        return Report(problems=error.problems)
    return Report()


def _is_profile(file: Path) -> bool:
    """Judged by its words, not by TOML: a file with a syntax error has a kind too."""
    lines = [line.strip() for line in file.read_text(encoding="utf-8", errors="replace").splitlines()]
    is_room = any(line.startswith(ROOM_STARTS) for line in lines)
    return not is_room and any(line.startswith(PROFILE_STARTS) for line in lines)
