"""Serial ports through pyserial, with one reader thread per port that stamps bytes the moment they arrive.

The event loop may be late by some milliseconds; the stamp is not. A port that is pulled out breaks the link for good:
opening it again, when and how often, is left to the caller.
"""

import asyncio
import errno
import logging
import threading
from collections.abc import Callable
from typing import TypeVar

import serial

from drivers.clock import Clock
from drivers.errors import LinkLostError, LinkUnavailableError
from drivers.transport.address import FlowControl, Parity, SerialAddress
from drivers.transport.base import Chunk
from drivers.transport.blocking import in_own_thread
from drivers.transport.inbox import Inbox

try:
    import termios

    _OPENING_ERRORS: tuple[type[Exception], ...] = (OSError, ValueError, termios.error)
except ImportError:  # Windows
    _OPENING_ERRORS = (OSError, ValueError)

READ_TIMEOUT_S = 0.2  # how soon the reader thread notices that it is to stop, should waking it fail
WRITE_TIMEOUT_S = 1.0  # a request has under ten bytes; flow control that holds it back longer is a broken link
CLOSE_TIMEOUT_S = 2.0
_PARITY = {Parity.NONE: serial.PARITY_NONE, Parity.EVEN: serial.PARITY_EVEN, Parity.ODD: serial.PARITY_ODD}
T = TypeVar("T")
_log = logging.getLogger(__name__)


class SerialTransport:
    """An open port. The reader thread lives until `close` or until the port breaks."""

    def __init__(self, port: serial.Serial, *, name: str, clock: Clock) -> None:
        self._port = port
        self._name = name
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._inbox = Inbox()
        self._stopping = threading.Event()
        self._reader = threading.Thread(target=self._read, name=f"serial {name}", daemon=True)
        self._reader.start()

    @property
    def dropped_chunks(self) -> int:
        return self._inbox.dropped_chunks

    async def receive(self) -> Chunk:
        return await self._inbox.take()

    async def send(self, data: bytes) -> None:
        if self._inbox.broken is not None:
            raise LinkLostError(self._inbox.broken)
        try:
            await in_own_thread(lambda: self._port.write(data), name=f"write {self._name}")
        except OSError as error:  # SerialException is one
            raise LinkLostError(f"{self._name}: cannot write ({error})") from error

    async def close(self) -> None:
        """Stop the reader thread and give the port back; at most `CLOSE_TIMEOUT_S`."""
        self._inbox.break_off(f"{self._name}: closed")
        await in_own_thread(self._close, name=f"close {self._name}")

    def _close(self) -> None:
        self._stopping.set()
        if self._port.is_open:
            self._port.cancel_read()
        self._reader.join(CLOSE_TIMEOUT_S)
        if self._reader.is_alive():
            _log.warning("%s: the reader did not stop within %.0f s", self._name, CLOSE_TIMEOUT_S)
        self._port.close()

    def _read(self) -> None:
        """Body of the reader thread. pyserial has emptied the input buffer: older bytes would have a false time."""
        why = f"{self._name}: the reader stopped unexpectedly"
        try:
            while not self._stopping.is_set():
                data = self._port.read(self._port.in_waiting or 1)
                if data:
                    self._in_loop(self._inbox.put, Chunk(data, self._clock.now()))
        except OSError as error:  # SerialException is one; EIO when the plug is pulled
            why = f"{self._name}: the port is gone ({error})"
        finally:
            if not self._stopping.is_set():
                self._in_loop(self._inbox.break_off, why)

    def _in_loop(self, call: Callable[[T], None], argument: T) -> None:
        try:
            self._loop.call_soon_threadsafe(call, argument)
        except RuntimeError:  # the loop is closed, so nobody is left to be told
            self._stopping.set()


async def open_serial(address: SerialAddress, clock: Clock) -> SerialTransport:
    """Open a port for this process alone and forget what was waiting in it.

    Raises:
        LinkUnavailableError: no such port, no permission, in use, or settings it does not take; the text says which.

    """
    port = await in_own_thread(lambda: _open(address), name=f"open {address.port}", abandoned=lambda late: late.close())
    return SerialTransport(port, name=address.port, clock=clock)


def _open(address: SerialAddress) -> serial.Serial:
    try:
        return serial.Serial(
            address.port,
            baudrate=address.baud,
            bytesize=address.data_bits,
            parity=_PARITY[address.parity],
            stopbits=address.stop_bits,
            rtscts=address.flow is FlowControl.RTS_CTS,
            xonxoff=address.flow is FlowControl.XON_XOFF,
            timeout=READ_TIMEOUT_S,
            write_timeout=WRITE_TIMEOUT_S,
            exclusive=True,
        )
    except _OPENING_ERRORS as error:
        raise LinkUnavailableError(f"{address.port}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    """`error` in words that tell clinic IT what to do."""
    number, text = getattr(error, "errno", None), str(error)
    if number == errno.ENOENT or "FileNotFoundError" in text:  # the second as pyserial words it on Windows
        return "no such port; is the adapter plugged in?"
    if number == errno.EACCES:
        return "permission denied; add the user to the group dialout and log in again"
    if number == errno.EBUSY or "exclusively lock" in text or "PermissionError" in text:
        return "the port is in use by another program"
    if number in {errno.ENOTTY, errno.EINVAL} or "Could not configure port" in text or not isinstance(error, OSError):
        return f"not a serial port, or one that does not take these line settings ({text})"
    return f"cannot be opened ({text})"
