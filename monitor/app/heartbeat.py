"""The station's heartbeat to its watcher: the counters of engine and screen, as datagrams to this computer itself.

A datagram never waits for a watcher that stands still. A token tells this station's heartbeat from anybody else's.
"""

import contextlib
import json
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"
EVERY_S = 0.2
VARIABLE = "INFUSION_MONITOR_WATCHER"  # "port:token"; tells a station that it is watched
LONGEST_DATAGRAM = 512


@dataclass(frozen=True, slots=True)
class Beat:
    ticks: int
    paints: int | None  # None: no screen


class HeartbeatReceiver:
    """The watcher's end."""

    def __init__(self) -> None:
        self._token = os.urandom(12).hex()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((LOOPBACK, 0))
        self.address = f"{self._socket.getsockname()[1]}:{self._token}"

    def wait(self, timeout_s: float) -> Beat | None:
        """The next heartbeat; None where there is none in time, or it was not for us."""
        self._socket.settimeout(timeout_s)
        try:
            data = self._socket.recv(LONGEST_DATAGRAM)
            said = json.loads(data)
            if said["token"] == self._token:
                return Beat(int(said["ticks"]), None if said["paints"] is None else int(said["paints"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return None

    def close(self) -> None:
        self._socket.close()


class HeartbeatSender:
    """The station's end; does nothing where nobody watches."""

    def __init__(self, look: Callable[[], Beat]) -> None:
        self._look = look
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        port, _, self._token = os.environ.get(VARIABLE, "").partition(":")
        self._port = int(port) if port.isdigit() else None

    def start(self) -> None:
        if self._port is not None:
            self._thread = threading.Thread(target=self._run, args=(self._port,), name="heartbeat", daemon=True)
            self._thread.start()

    def close(self) -> None:
        self._closing.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, port: int) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            while not self._closing.wait(EVERY_S):
                beat = self._look()
                said = {"token": self._token, "ticks": beat.ticks, "paints": beat.paints}
                with contextlib.suppress(OSError):  # a watcher that is gone: the room is watched all the same
                    sender.sendto(json.dumps(said).encode(), (LOOPBACK, port))
