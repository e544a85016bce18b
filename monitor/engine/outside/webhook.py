"""Tells a receiver of calls by HTTPS. A receipt is an answer 2xx whose JSON names the call's number."""

import asyncio
import ssl
from functools import partial

import httpx

from drivers.clock import Clock
from monitor.engine.outside.attempts import Attempts
from monitor.engine.outside.call import Call, is_receipt, says_more_than_received
from monitor.engine.outside.call_book import CallBook
from monitor.port.outside_views import OutletView

TIMEOUT_S = 5.0  # real seconds for the whole of one attempt: a receiver that drips its answer gets no longer
MOST_ANSWER_BYTES = 10_000
LOOK_EVERY_S = 0.2  # real seconds


class Webhook:
    """One receiver. Its certificate is always checked; an address without TLS is for this computer alone."""

    def __init__(self, name: str, url: str, *, book: CallBook, clock: Clock, tls: ssl.SSLContext) -> None:
        """`tls` checks the receiver's certificate; made beforehand, for that reads files."""
        self.name = name
        self._url = url
        self._book = book
        self._clock = clock
        self._tls = tls
        self._why = "not called yet"
        self._delivered = 0

    async def run(self) -> None:
        """Tell what is due, the calls side by side, until cancelled."""
        headers = {"Content-Type": "application/json"}
        async with (
            httpx.AsyncClient(verify=self._tls, timeout=TIMEOUT_S, headers=headers, trust_env=False) as client,
            asyncio.TaskGroup() as group,
        ):
            attempts = Attempts(self.name, self._book, group, partial(self._tell, client))
            while True:
                attempts.look()
                await self._clock.sleep(LOOK_EVERY_S * self._clock.speed)

    def failed(self, why: str) -> None:
        self._why = why
        self._book.unreachable(self.name, why)

    def view(self) -> OutletView:
        return OutletView(
            name=self.name, target=self._url, on_line=not self._why, why=self._why, delivered=self._delivered
        )

    async def _tell(self, client: httpx.AsyncClient, call: Call) -> None:
        book = self._book
        why = await self._post(client, call, book.message(self.name, call))
        self._why = why
        if why:
            book.failed(self.name, call, why)
        else:
            self._delivered += 1
            book.received(self.name, call.number)

    async def _post(self, client: httpx.AsyncClient, call: Call, message: bytes) -> str:
        """Send once; why there is no receipt, or nothing."""
        try:
            async with asyncio.timeout(TIMEOUT_S), client.stream("POST", self._url, content=message) as answer:
                body = await _read(answer)
        except (TimeoutError, httpx.TimeoutException):
            return f"no answer within {TIMEOUT_S:.0f} s"
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:  # TLS's and IDNA's own among them
            return f"cannot be reached: {str(error) or type(error).__name__}"
        if not answer.is_success:
            return f"it answers with status {answer.status_code}"
        if not is_receipt(body, call.number):
            return "its answer does not name the call"
        if says_more_than_received(body):
            self._book.replied(self.name, body)
        return ""


async def _read(answer: httpx.Response) -> bytes:
    body = b""
    async for part in answer.aiter_bytes():
        body += part
        if len(body) > MOST_ANSWER_BYTES:
            break  # no receipt is as long: what is left of it will not be JSON
    return body
