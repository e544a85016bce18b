"""`python -m simulators control`: gives orders to a room that runs, one on the command line or many from a window."""

import contextlib
import json
import socket
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from simulators.control_channel import DESCRIBE, control_folder, read_control_file
from simulators.deeds import BrokerDeed, DeviceDeed, PlaceDeed

_TIMEOUT_S: Final = 10.0
_BROKER: Final = "broker"


class ControlError(Exception):
    """The room cannot be reached or did not obey; the text is meant for people."""


class RoomControl:
    """A connection to one running room. Use it as a context manager."""

    def __init__(self, path: Path) -> None:
        """Connect.

        Raises:
            ControlError: nobody runs behind that file.

        """
        try:
            known = read_control_file(path)
            self._socket = socket.create_connection(("127.0.0.1", known.port), _TIMEOUT_S)
        except (OSError, ValueError) as error:
            raise ControlError(f"{path}: no simulated room: {error}") from error
        self.name: Final = known.name
        self._file = self._socket.makefile("rwb")
        self._send(known.token)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._socket.close()

    def describe(self) -> dict[str, Any]:
        """Give places, with who sits there now, and devices."""
        return self._asked(DESCRIBE)

    def order(self, target: str, do: str) -> None:
        """Let something happen to a place, a device or the broker.

        Raises:
            ControlError: it was refused; the text says why.

        """
        answer = self._asked(json.dumps(_order(target, do)))
        if "refused" in answer:
            raise ControlError(str(answer["refused"]))

    def _asked(self, line: str) -> dict[str, Any]:
        try:
            self._send(line)
            answer: dict[str, Any] = json.loads(self._file.readline() or b"null") or {}
        except (OSError, ValueError) as error:
            raise ControlError(f"the room does not answer: {error}") from error
        if not answer:
            raise ControlError("the room has ended")
        return answer

    def _send(self, line: str) -> None:
        self._file.write(line.encode() + b"\n")
        self._file.flush()


def newest_room() -> Path:
    """Find the room that began last; what one that was killed left behind is passed over.

    Raises:
        ControlError: none runs.

    """
    for path in sorted(control_folder().glob("room-*.json"), key=_age, reverse=True):
        with contextlib.suppress(ControlError), RoomControl(path):
            return path
    raise ControlError("no simulated room runs here; start one with python3 run.py demo")


def _age(path: Path) -> float:
    with contextlib.suppress(FileNotFoundError):  # its room ended meanwhile
        return path.stat().st_mtime
    return 0.0


def list_lines(control: RoomControl) -> list[str]:
    """Say in words what can be ordered about."""
    said = control.describe()
    lines = [f"{control.name} (SIMULATED), {said['minute']:.1f} min"]
    lines += [f"  place {place['place']}: {place['label'] or 'free'}" for place in said["places"]]
    lines += [f"  {device['device']} ({device['kind']}) at place {device['place']}" for device in said["devices"]]
    lines += [
        f"to a place: {', '.join(PlaceDeed)}",
        f"to a device: {', '.join(DeviceDeed)}",
        f"to the broker: {', '.join(BrokerDeed)}",
    ]
    return lines


def _order(target: str, do: str) -> dict[str, str]:
    if target == _BROKER:
        return {_BROKER: do}
    return {"device" if target.startswith("SIM") else "place": target, "do": do}
