"""The local channel over which a running room takes orders for demonstrations and training: JSON lines on 127.0.0.1.

A file that only this user can read holds port and token; whoever cannot read it gives no orders.
"""

import asyncio
import contextlib
import hmac
import json
import logging
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

import platformdirs
from pydantic import BaseModel, ConfigDict, ValidationError

_logger = logging.getLogger(__name__)
_HOST: Final = "127.0.0.1"
_LONGEST_LINE_BYTES: Final = 10_000
DESCRIBE: Final = '{"describe": true}'

Obey = Callable[[str], Awaitable[Mapping[str, object]]]
Describe = Callable[[], Mapping[str, object]]


class ControlFile(BaseModel):
    """What a client must know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str  # of the room
    port: int
    token: str


def control_folder() -> Path:
    """Give the folder in which running rooms leave their files."""
    return platformdirs.user_state_path("infusion-simulators")


def own_control_file() -> Path:
    """Give the file of this process."""
    return control_folder() / f"room-{os.getpid()}.json"


@contextlib.asynccontextmanager
async def control_channel(path: Path, *, name: str, obey: Obey, describe: Describe) -> AsyncIterator[bool]:
    """Take orders for as long as the context lasts; False: there is no channel, and the log says why."""
    token = secrets.token_urlsafe(24)
    channel = _Channel(token=token, obey=obey, describe=describe)
    try:
        server = await asyncio.start_server(channel.serve, _HOST, 0, limit=_LONGEST_LINE_BYTES)
        _write(path, ControlFile(name=name, port=server.sockets[0].getsockname()[1], token=token))
    except OSError as error:
        _logger.warning("No orders from outside: %s", error)
        yield False
        return
    try:
        yield True
    finally:
        _forget(path)
        server.close()
        channel.hang_up()


class _Channel:
    def __init__(self, *, token: str, obey: Obey, describe: Describe) -> None:
        self._token = token
        self._obey = obey
        self._describe = describe
        self._writers: set[asyncio.StreamWriter] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client until it leaves; the first line must be the token."""
        self._writers.add(writer)
        try:
            given = (await reader.readline()).strip()
            if not hmac.compare_digest(given, self._token.encode()):
                return
            while line := await reader.readline():
                answer = await self._answer(line.decode("utf-8", errors="replace").strip())
                writer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
                await writer.drain()
        except (ValueError, OSError) as error:  # a line without end, a client that went away
            _logger.debug("control: %s", error)
        finally:
            self._writers.discard(writer)
            writer.close()

    def hang_up(self) -> None:
        for writer in self._writers:
            writer.close()

    async def _answer(self, line: str) -> Mapping[str, object]:
        return self._describe() if line == DESCRIBE else await self._obey(line)


def read_control_file(path: Path) -> ControlFile:
    """Read what a running room left.

    Raises:
        OSError: there is no such file, or it is another user's.
        ValueError: it is not such a file.

    """
    try:
        return ControlFile.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        raise ValueError(f"{path} is not the control file of a simulated room") from error


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)


def _write(path: Path, content: ControlFile) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content.model_dump_json())
