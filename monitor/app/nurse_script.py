"""What the nurse of a simulated room is to do, as the simulators hand it on: data only, and quick to load."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Deed(StrEnum):
    ADMIT = "admit"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    MOVE = "move"
    DISCHARGE = "discharge"
    ACKNOWLEDGE = "acknowledge"
    PAUSE_AUDIO = "pause_audio"
    NOTE = "note"


class ScriptedDeed(BaseModel):
    """One thing to do at a minute of the run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at_min: float
    place: str
    do: Deed
    label: str = ""
    course: str = ""
    planned_infusion_min: float = 40.0
    to: str = ""
    text: str = ""


class NurseScript(BaseModel):
    """All that the nurse of one run does, in order of time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nurse: tuple[ScriptedDeed, ...]
    answers_after_s: tuple[float, float] | None = None  # shortest and longest; None: answers no alarm
    seed: int = 0
