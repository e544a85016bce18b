"""Serial servers that are told the line settings over the network (RFC 2217), through pyserial's client.

The client negotiates for up to seconds and has a thread of its own, so everything it does happens outside the event
loop: opening, writing and closing in short-lived threads, reading in the same reader thread that local ports have.
"""

import threading
from contextlib import suppress
from queue import Empty, Queue
from typing import TYPE_CHECKING

import serial
import serial.rfc2217 as telnet

from drivers.clock import Clock
from drivers.errors import LinkUnavailableError
from drivers.transport.address import Rfc2217Address
from drivers.transport.blocking import in_own_thread
from drivers.transport.line_settings import FlowControl, SerialSettings
from drivers.transport.serial_port import PARITY, READ_TIMEOUT_S, WRITE_TIMEOUT_S, SerialTransport
from drivers.transport.tcp import MAX_SAID, keep_alive, spoken, why_not_connected

NEGOTIATION_TIMEOUT_S = 3.0  # for each of its steps; a server on the same network answers within milliseconds
ENDED = "the serial server ended the connection"
OPENING_ERRORS = (OSError, ValueError)  # SerialException is an OSError

if TYPE_CHECKING:
    import socket

    class _Client(telnet.Serial):
        """pyserial's client with those of its inner parts that its type stubs leave out."""

        _socket: socket.socket | None
        _thread: threading.Thread | None
        _read_buffer: Queue[bytes | None] | None
        _rfc2217_options: dict[str, telnet.TelnetSubnegotiation]

        def _telnet_read_loop(self) -> None: ...

        def _telnet_negotiate_option(self, command: bytes, option: bytes) -> None: ...

        def _telnet_process_subnegotiation(self, suboption: bytes) -> None: ...

else:
    _Client = telnet.Serial


class ServerPort(_Client):
    """pyserial's client, mended where it would lose bytes, leak its socket, or fail without saying why."""

    def __init__(self, line: SerialSettings) -> None:
        """Prepare a port; `connect` opens it."""
        self.ended = ""  # why the connection is at its end, in words
        self._line = line
        self._negotiated = False
        self._telnet_came = False
        self._may_speak = threading.Event()  # telnet came, or nothing more will
        super().__init__(
            baudrate=line.baud,
            bytesize=line.data_bits,
            parity=PARITY[line.parity],
            stopbits=line.stop_bits,
            rtscts=line.flow is FlowControl.RTS_CTS,
            xonxoff=line.flow is FlowControl.XON_XOFF,
            timeout=READ_TIMEOUT_S,
        )

    def connect(self, server: str) -> None:
        """Connect to `server` ("host:port"), negotiate, and wait until each line setting is confirmed.

        Raises:
            OSError: no connection, no RFC 2217, or no confirmation in time.
            ValueError: the server refuses a setting.

        """
        self.port = f"rfc2217://{server}?timeout={NEGOTIATION_TIMEOUT_S}"
        self.open()
        self._negotiated = True
        if self._socket is not None:
            keep_alive(self._socket)
            self._socket.settimeout(WRITE_TIMEOUT_S)  # pyserial has no timeout of writing here

    def read(self, size: int = 1) -> bytes:
        """Up to `size` bytes, or none after the time-out; what came before the end is still handed out.

        Raises:
            SerialException: the connection ended.

        """
        data = bytearray()
        with suppress(Empty):
            while self._read_buffer is not None and len(data) < size:
                piece = self._read_buffer.get(block=not data, timeout=READ_TIMEOUT_S)
                if piece is None:  # the end, or `cancel_read`
                    break
                data += piece
        if self.ended and not data:
            raise serial.SerialException(self.ended)
        return bytes(data)

    @property
    def was_reached(self) -> bool:
        """Whether a connection came about, whatever became of it."""
        return self._read_buffer is not None

    @property
    def speaks_telnet(self) -> bool:
        """Whether the server sent a telnet option."""
        return self._telnet_came

    def cancel_read(self) -> None:
        """End a waiting `read`."""
        if self._read_buffer is not None:
            self._read_buffer.put(None)

    def close(self) -> None:
        connection = self._socket
        super().close()
        if connection is not None:
            # WORKAROUND for pyserial 3.5 leaving the socket open where the server went first: remove when it closes it
            connection.close()

    def said(self) -> str:
        """What the server sent in place of a device's bytes, such as "Port already in use"; a few letters at most."""
        text = bytearray()
        while self._read_buffer is not None and not self._read_buffer.empty() and len(text) < MAX_SAID:
            text += self._read_buffer.get_nowait() or b""
        return spoken(bytes(text))

    def settings_in_state(self, state: str) -> list[str]:
        """Words for those requests to the server that are in `state` (REALLY_INACTIVE: refused)."""
        words = {
            "baudrate": f"{self._line.baud} baud",
            "datasize": f"{self._line.data_bits} data bits",
            "parity": f"parity {self._line.parity}",
            "stopsize": f"{self._line.stop_bits} stop bit{'s' if self._line.stop_bits > 1 else ''}",
            "control": f"flow control {self._line.flow}",
            "purge": "empty buffers",
        }
        requests = self._rfc2217_options
        return [word for name, word in words.items() if name in requests and requests[name].state == state]

    def _telnet_read_loop(self) -> None:
        """Body of pyserial's own thread, whose failures it would only print."""
        try:
            super()._telnet_read_loop()
        except (ValueError, TypeError) as error:
            self._end(f"what answers sends no proper telnet ({error})")
        else:
            self._end(ENDED)

    def _telnet_negotiate_option(self, command: bytes, option: bytes) -> None:
        self._telnet_came = True
        self._may_speak.set()
        super()._telnet_negotiate_option(command, option)

    def telnet_send_option(self, action: bytes, option: bytes) -> None:
        """Send no telnet before the server did: on a raw port it would go to the device, which nobody allowed."""
        answering = threading.current_thread() is self._thread
        if not answering:
            self._may_speak.wait(NEGOTIATION_TIMEOUT_S)
            if not self._telnet_came:
                raise serial.SerialException("no telnet from the server")
        try:
            super().telnet_send_option(action, option)
        except OSError:
            # A server whose port is taken says so behind its first requests and hangs up. Answering those is in vain,
            # but the words are still to be read, and then the end shows itself.
            if not answering:
                raise

    def _telnet_process_subnegotiation(self, suboption: bytes) -> None:
        super()._telnet_process_subnegotiation(suboption)
        if self._negotiated and (changed := self.settings_in_state(telnet.REALLY_INACTIVE)):
            self._end(f"the serial server no longer has {', '.join(changed)}")  # another client changed it

    def _end(self, why: str) -> None:
        if self.is_open and not self.ended:  # when not open it is this end that closes
            self.ended = why
        self._may_speak.set()  # whoever waits for telnet waits in vain
        self.cancel_read()

    def _update_dtr_state(self) -> None:
        self._switch_on(telnet.SET_CONTROL_DTR_ON)

    def _update_rts_state(self) -> None:
        self._switch_on(telnet.SET_CONTROL_RTS_ON)

    def _switch_on(self, signal: bytes) -> None:
        """Ask for a signal without waiting: a server whose port lacks it never answers (ser2net, pseudo-terminal)."""
        self._rfc2217_options.pop("control", None)  # so that this answer is not taken for that about flow control
        self.rfc2217_send_subnegotiation(telnet.SET_CONTROL, signal)


async def open_rfc2217(address: Rfc2217Address, clock: Clock) -> SerialTransport:
    """Connect to a serial server and have it set the line as `address` says.

    Raises:
        LinkUnavailableError: no such server, its port is taken, no RFC 2217 there, or a setting that it does not
            take; the text says which.

    """
    name = str(address)
    port = await in_own_thread(lambda: _open(address), name=f"open {name}", abandoned=lambda late: late.close())
    return SerialTransport(port, name=name, clock=clock)


def _open(address: Rfc2217Address) -> ServerPort:
    port = ServerPort(address.line)
    try:
        port.connect(str(address))
    except OPENING_ERRORS as error:
        raise LinkUnavailableError(f"{address}: {_reason(error, port, address)}") from error
    return port


def _reason(error: Exception, port: ServerPort, address: Rfc2217Address) -> str:
    """Why opening failed, in words that tell clinic IT what to do."""
    if not port.was_reached:
        cause = error.__context__  # pyserial tells it in its own words only
        return why_not_connected(cause if isinstance(cause, OSError) else OSError(str(error)), address.server)
    if refused := port.settings_in_state(telnet.REALLY_INACTIVE):
        return f"the serial server refuses {', '.join(refused)}"
    if port.ended or isinstance(error, ConnectionError):
        said = port.said()
        words = f"; it said {said!r}" if said else "; its port may be in use by another program"
        return (port.ended or ENDED) + words
    if missing := port.settings_in_state(telnet.REQUESTED):
        return f"the serial server does not confirm {', '.join(missing)} within {NEGOTIATION_TIMEOUT_S:.0f} s"
    if port.speaks_telnet:
        return "the server speaks telnet, but not RFC 2217"
    return (
        f"the server does not begin with RFC 2217, so nothing was sent to it; a raw TCP port is written tcp://{address}"
    )
