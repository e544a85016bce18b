"""A real serial server for tests: ser2net on a free port, over a pseudo-terminal that plays the device."""

import asyncio
import os
import pty
import socket
import termios
import tty
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from drivers.transport.base import Transport

DEADLINE_S = 10.0  # generous: the machine may be busy; nothing here waits that long when it works
RequireTool = Callable[[str], str]


class Line:
    """A pseudo-terminal; `master` is the device's end, the other is what the server believes to be a serial port."""

    def __init__(self) -> None:
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        os.set_blocking(self.master, False)
        self.path = os.ttyname(self.slave)

    def close(self) -> None:
        os.close(self.master)
        os.close(self.slave)

    def baud_constant(self) -> int:
        return int(termios.tcgetattr(self.slave)[5])

    def control_flags(self) -> int:
        return int(termios.tcgetattr(self.slave)[2])

    def input_flags(self) -> int:
        return int(termios.tcgetattr(self.slave)[0])

    async def write(self, data: bytes) -> None:
        """Say `data` as the device; a terminal takes a few kilobytes at a time."""
        async with asyncio.timeout(DEADLINE_S):
            while data:
                with suppress(BlockingIOError):
                    data = data[os.write(self.master, data[:512]) :]
                await asyncio.sleep(0)

    async def read(self, size: int) -> bytes:
        """What was sent to the device."""
        data = b""
        async with asyncio.timeout(DEADLINE_S):
            while len(data) < size:
                with suppress(BlockingIOError):
                    data += os.read(self.master, size - len(data))
                await asyncio.sleep(0)
        return data


class SerialServer:
    """ser2net with two doors to the same line; only one of them is open at a time, to one client."""

    def __init__(self, folder: Path, program: str, device: str) -> None:
        self.port, self.raw_port = free_port(), free_port()
        self.links = {"rfc2217": f"rfc2217://127.0.0.1:{self.port}", "tcp": f"tcp://127.0.0.1:{self.raw_port}"}
        self._program = program
        self._config = folder / "ser2net.yaml"
        self._process: asyncio.subprocess.Process | None = None
        self._config.write_text(
            "%YAML 1.1\n---\n"
            + connection("telnet", f"telnet(rfc2217),tcp,127.0.0.1,{self.port}", device)
            + connection("raw", f"tcp,127.0.0.1,{self.raw_port}", device)
        )

    async def start(self) -> None:
        """Start and wait until it listens on both ports."""
        self._process = await asyncio.create_subprocess_exec(
            *(self._program, "-n", "-u", "-c", str(self._config)), stderr=asyncio.subprocess.DEVNULL
        )
        async with asyncio.timeout(DEADLINE_S):
            while not (is_taken(self.port) and is_taken(self.raw_port)):
                assert self._process.returncode is None, "ser2net ended"
                await asyncio.sleep(0.01)

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            if self._process.returncode is None:
                self._process.kill()
            await self._process.wait()
            self._process = None


@asynccontextmanager
async def running_server(
    folder: Path, require_tool: RequireTool, *, device: str | None = None
) -> AsyncIterator[tuple[SerialServer, Line]]:
    """A server over a fresh line, or over the port `device`."""
    program = require_tool("ser2net")
    line = Line()
    server = SerialServer(folder, program, device or line.path)
    try:
        await server.start()
        yield server, line
    finally:
        await server.kill()
        line.close()


def connection(name: str, accepter: str, device: str) -> str:
    return f"connection: &{name}\n  accepter: {accepter}\n  connector: serialdev,{device},9600n81,local\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_taken(port: int) -> bool:
    """Whether somebody listens there, found out without connecting."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


async def collect(transport: Transport, size: int) -> bytes:
    """The next `size` bytes of `transport`, or more."""
    data = b""
    async with asyncio.timeout(DEADLINE_S):
        while len(data) < size:
            data += (await transport.receive()).data
    return data
