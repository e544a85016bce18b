"""Serial ports through pyserial, with one reader thread per port that stamps bytes the moment they arrive.

The event loop may be late by some milliseconds; the stamp is not. A port that is pulled out breaks the link for good:
opening it again, when and how often, is left to the caller.
"""

import asyncio
import errno
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

import serial

from drivers.clock import Clock
from drivers.errors import LinkLostError, LinkUnavailableError
from drivers.transport.address import SerialAddress
from drivers.transport.base import Chunk
from drivers.transport.blocking import in_own_thread
from drivers.transport.inbox import Inbox
from drivers.transport.line_settings import FlowControl, Parity
from drivers.transport.usb_ports import ListUsbPorts, find_usb_port, list_usb_ports

try:
    import termios

    _OPENING_ERRORS: tuple[type[Exception], ...] = (OSError, ValueError, termios.error)
except ImportError:  # Windows
    _OPENING_ERRORS = (OSError, ValueError)

READ_TIMEOUT_S = 0.2  # how soon the reader thread notices that it is to stop, should waking it fail
WRITE_TIMEOUT_S = 1.0  # a request has under ten bytes; flow control that holds it back longer is a broken link
CLOSE_TIMEOUT_S = 2.0
PARITY = {Parity.NONE: serial.PARITY_NONE, Parity.EVEN: serial.PARITY_EVEN, Parity.ODD: serial.PARITY_ODD}
T = TypeVar("T")
_log = logging.getLogger(__name__)


class Port(Protocol):
    """What a reader thread needs of a port: pyserial's own, or one behind a serial server."""

    @property
    def is_open(self) -> bool: ...

    @property
    def in_waiting(self) -> int: ...

    def read(self, size: int, /) -> bytes: ...

    def write(self, data: bytes, /) -> int | None: ...

    def cancel_read(self) -> None: ...

    def close(self) -> None: ...


class SerialTransport:
    """An open port. The reader thread lives until `close` or until the port breaks."""

    def __init__(self, port: Port, *, name: str, clock: Clock) -> None:
        self._port = port
        self._name = name
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._inbox = Inbox()
        self._stopping = threading.Event()
        self._one_write = asyncio.Lock()  # what is sent first goes out first, though each write has its own thread
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
            async with self._one_write:
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


async def open_serial(
    address: SerialAddress, clock: Clock, *, list_ports: ListUsbPorts = list_usb_ports
) -> SerialTransport:
    """Open a port for this process alone and forget what was waiting in it; find it first if it is named by its USB.

    Raises:
        LinkUnavailableError: no such port, no permission, in use, or settings it does not take; the text says which.

    """
    port = await in_own_thread(
        lambda: _open(_found(address, list_ports)),
        name=f"open {address.port}",
        abandoned=lambda late: late.close(),
    )
    return SerialTransport(port, name=address.port, clock=clock)


def _found(address: SerialAddress, list_ports: ListUsbPorts) -> SerialAddress:
    """`address` with the name that its adapter has now."""
    return address if address.usb is None else replace(address, port=find_usb_port(address.usb, list_ports()), usb=None)


def _open(address: SerialAddress) -> serial.Serial:
    line = address.line
    try:
        return serial.Serial(
            address.port,
            baudrate=line.baud,
            bytesize=line.data_bits,
            parity=PARITY[line.parity],
            stopbits=line.stop_bits,
            rtscts=line.flow is FlowControl.RTS_CTS,
            xonxoff=line.flow is FlowControl.XON_XOFF,
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
