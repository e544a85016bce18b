"""The station without a screen: commands in, pictures out, as JSON lines. It ends when its input is closed.

    {"type": "admit", "place_id": "1", "label": "A.M. 59", …}   a command, as `monitor.domain.commands` names its fields
    {"ask": "snapshot"}                                         answered with {"snapshot": {…}}
    {"ask": "alarms"}                                           answered with {"alarms": [{…}]}, those that stand

What cannot be read is answered with {"refused": why} and changes nothing. What the room refuses stands in the answers
of the next picture, as on the screen.
"""

import json
import threading
from collections.abc import Callable
from typing import IO, Annotated

from pydantic import Field, TypeAdapter

from monitor.domain.commands import Command
from monitor.port.engine_port import EnginePort
from monitor.port.snapshot import Snapshot

_command: TypeAdapter[Command] = TypeAdapter(Annotated[Command, Field(discriminator="type")])
_snapshot: TypeAdapter[Snapshot] = TypeAdapter(Snapshot)


class Console:
    """Serves one pair of streams."""

    def __init__(self, port: EnginePort, *, lines: IO[str], answers: IO[str]) -> None:
        self._port = port
        self._lines = lines
        self._answers = answers

    def start(self, *, on_end: Callable[[], None]) -> None:
        """Serve from a thread of its own; `on_end` is called there when the input is closed."""

        def serve() -> None:
            self.serve()
            on_end()

        threading.Thread(target=serve, name="console", daemon=True).start()

    def serve(self) -> None:
        """Serve until the input is closed."""
        for line in self._lines:
            answer = self._answer(line)
            if answer is not None:
                self._answers.write(answer + "\n")
                self._answers.flush()

    def _answer(self, line: str) -> str | None:
        """What one line is answered with; None for a command, whose outcome is in the next picture."""
        try:
            said = json.loads(line)
            asked = said.get("ask") if isinstance(said, dict) else None
            if asked is None:
                self._port.submit(_command.validate_python(said))
                return None
        except ValueError as error:
            return json.dumps({"refused": str(error)})
        snapshot = self._port.snapshot()
        if asked not in {"snapshot", "alarms"} or snapshot is None:
            return json.dumps({"refused": f"{asked!r}: expected snapshot or alarms"})
        picture = _snapshot.dump_python(snapshot, mode="json")
        return json.dumps({asked: picture if asked == "snapshot" else picture["alarms"]})
