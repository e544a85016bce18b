"""A room whose patient nobody answers for, a clock under the test's control, and receivers of calls that are real."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from answering import seconds_of
from worlds import admit, make_room, order, plan, step

from drivers.clock import ManualClock, Stopwatch
from monitor.domain.commands import Acknowledge, Command
from monitor.domain.events import Event
from monitor.engine.machine_health import MachineHealth
from monitor.engine.outside.call import code_of
from monitor.engine.outside.call_book import CallBook
from monitor.engine.outside.refusals import Refusals
from monitor.engine.outside.webhook import Webhook
from monitor.port.projection import Projector
from monitor.port.snapshot import Snapshot
from monitor.room.room import Room

TOKEN = "a secret of more than twenty letters"  # noqa: S105, the tests' own
DEADLINE_S = 20.0
UNANSWERED_S = 70  # a HIGH alarm nobody answers calls a second person after a minute
ON_CALL = "on-call phone"


def unanswered_room() -> Room:
    """Chair 1 has had a saturation of 80 % for more than a minute, and nobody came."""
    room = make_room(plan=replace(plan(), calls_second_person=True))
    step(room, 1, admit(1))
    seconds_of(room, 2, UNANSWERED_S, 80)
    return room


def picture(room: Room) -> Snapshot:
    return Projector(room).snapshot(1, {})


class CalledRoom:
    """A room with its book of calls, both on the same clock."""

    def __init__(self, *receivers: str) -> None:
        self.room = unanswered_room()
        self.clock = ManualClock()
        self.clock.move(UNANSWERED_S - 1)
        self.machine = MachineHealth()
        self.refusals = Refusals(self.clock)
        self.commands: list[Acknowledge] = []
        self.book = CallBook(
            dict.fromkeys(receivers or (ON_CALL,), TOKEN),
            clock=self.clock,
            machine=self.machine,
            refusals=self.refusals,
            submit=self.commands.append,
        )
        self.hear()

    def hear(self, events: Sequence[Event] = ()) -> None:
        self.view = picture(self.room)
        self.book.heard(self.view, events)

    def do(self, *commands: Command) -> list[Event]:
        """Carry them out in the room; the book hears what came of it."""
        seconds = (self.room.now.tick + 1) / 10
        events = step(self.room, seconds, *(order(seconds, command) for command in commands))
        self.hear(events)
        return events

    def obey(self) -> list[Event]:
        """Carry out in the room what came from outside."""
        commands = tuple(self.commands)
        self.commands.clear()
        return self.do(*commands)

    @property
    def complaint(self) -> str:
        """What T-CALL says; empty: nothing."""
        return self.machine.found()["T-CALL"]

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Let the clock run, as fast as it will, until `condition` holds."""
        watch = Stopwatch()
        while not condition():
            assert watch.elapsed_s() < DEADLINE_S, f"not {what} within {DEADLINE_S} s"
            await self.clock.advance(0.2)
            self.book.heard(self.view)
            await asyncio.wait({asyncio.create_task(asyncio.sleep(0.002))})  # let sockets speak

    def answer(self, call: dict[str, object], **changes: object) -> bytes:
        """What the receiver of `call` would send now, with `changes` made before it is signed."""
        fields = {
            "what": "accepted",
            "number": call["number"],
            "session": call["session"],
            "sent_at": self.clock.now().utc.isoformat(),
            "reply_id": "r1",
            "by": "Dr. Vogt",
        } | changes
        return signed(fields)


def signed(fields: dict[str, object], token: str = TOKEN) -> bytes:
    names = ("what", "number", "session", "sent_at", "reply_id", "by")
    return json.dumps(fields | {"mac": code_of(token, *(fields.get(name) for name in names))}).encode()


class Runs(Protocol):
    async def run(self) -> None: ...


@asynccontextmanager
async def running(what: Runs) -> AsyncIterator[None]:
    """Run it beside the test."""
    task = asyncio.create_task(what.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def webhook_of(world: CalledRoom, url: str, name: str = ON_CALL, tls: ssl.SSLContext | None = None) -> Webhook:
    context = tls or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody; the tests' plain addresses need none
    return Webhook(name, url, book=world.book, clock=world.clock, tls=context)


def server_context(folder: Path) -> ssl.SSLContext:
    """Of a server on 127.0.0.1 whose certificate `make_certificates` made in `folder`."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return context


Handler = Callable[[dict[str, object]], Awaitable[tuple[int, bytes]]]


@dataclass
class Receiver:
    """A small HTTP/1.1 server that keeps what it was sent."""

    url: str = ""
    calls: list[dict[str, object]] = field(default_factory=list)


@asynccontextmanager
async def http_receiver(handle: Handler, port: int = 0, tls: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    receiver = Receiver()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = int(head.partition("content-length:")[2].split("\r\n")[0])
            call = json.loads(await reader.readexactly(length))
            receiver.calls.append(call)
            status, body = await handle(call)
            writer.write(
                f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body
            )
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass  # the station has hung up
        finally:
            writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", port, ssl=tls) as server:
        scheme = "http" if tls is None else "https"
        receiver.url = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}/calls"
        yield receiver
