"""A pseudo-terminal in place of a serial port (Linux and macOS).

The simulator keeps the far end open itself, so that a reader may come and go; a serial line does not notice either.
A symbolic link gives the port a name that survives being unplugged and plugged in again.
"""

import asyncio
import contextlib
import errno
import os
from pathlib import Path

if os.name == "posix":  # absent on Windows, where the room is offered over TCP instead
    import fcntl
    import struct
    import termios
    import tty

from simulators.links.base import OnData

MOST_UNREAD_BYTES = 2048  # about twenty lines: an unread line is lost on a real wire, it does not wait for a reader


class PtyLink:
    """One pseudo-terminal under a name of its own in `directory`; `query` are the line settings in its address."""

    def __init__(self, *, name: str, directory: Path, query: str = "?baud=9600") -> None:
        self._path = directory / name
        self._query = query
        self._master_fd: int | None = None
        self._slave_fd: int | None = None
        self.lost_bytes = 0  # thrown away because nobody read them

    @property
    def address(self) -> str:
        return f"serial://{self._path}{self._query}"

    async def open(self, on_data: OnData) -> None:
        if self._master_fd is not None:
            return
        master_fd, slave_fd = os.openpty()
        tty.setraw(slave_fd)
        os.set_blocking(master_fd, False)
        self._master_fd, self._slave_fd = master_fd, slave_fd
        self._path.symlink_to(os.ttyname(slave_fd))
        asyncio.get_running_loop().add_reader(master_fd, self._read, on_data)

    def send(self, data: bytes) -> None:
        if self._master_fd is None or self._slave_fd is None:
            return
        self._forget_unread(self._slave_fd)
        try:
            written = os.write(self._master_fd, data)
        except BlockingIOError:
            written = 0
        self.lost_bytes += len(data) - written

    async def close(self) -> None:
        if self._master_fd is None or self._slave_fd is None:
            return
        asyncio.get_running_loop().remove_reader(self._master_fd)
        self._path.unlink(missing_ok=True)
        os.close(self._slave_fd)
        os.close(self._master_fd)
        self._master_fd = self._slave_fd = None

    def _read(self, on_data: OnData) -> None:
        if self._master_fd is None:
            return
        try:
            data = os.read(self._master_fd, 4096)
        except OSError as error:
            if error.errno in (errno.EIO, errno.EAGAIN):  # the reader went away; the next one is welcome
                return
            raise
        if data:
            on_data(data)

    def _forget_unread(self, slave_fd: int) -> None:
        (unread,) = struct.unpack("i", fcntl.ioctl(slave_fd, termios.FIONREAD, struct.pack("i", 0)))
        if unread > MOST_UNREAD_BYTES:
            with contextlib.suppress(termios.error):  # the reader closed in this very moment: nothing is left to lose
                termios.tcflush(slave_fd, termios.TCIFLUSH)
            self.lost_bytes += unread
