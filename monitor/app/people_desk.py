"""The accounts of a record for the screen's sign-in, asked on a thread of their own."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from drivers.clock import Clock
from monitor.domain.people import Actor
from monitor.storage.accounts import Accounts, Role
from monitor.storage.engines import Store
from monitor.storage.errors import StorageError

log = logging.getLogger(__name__)


class PeopleDesk:
    """Owns the accounts and the thread that reads them; close it at the end."""

    def __init__(
        self, store: Store, clock: Clock, *, hint: str = "", prepare: Callable[[Accounts], None] | None = None
    ) -> None:
        """Begin to read the accounts.

        Args:
            store: where they are kept.
            clock: of the waits after wrong PINs.
            hint: stands on the sign-in panel; of the demo alone, whose people are invented.
            prepare: makes accounts before anybody is asked.

        """
        self.hint = hint
        self._prepare = prepare
        self._store = store
        self._clock = clock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="accounts")
        self._accounts: Accounts | None = None
        self._nobody_yet = self._thread.submit(self._is_empty)

    @property
    def nobody_yet(self) -> bool:
        """False too while that is not known yet."""
        return self._nobody_yet.done() and self._nobody_yet.result()

    def verified(self, name: str, pin: str) -> Future[Actor | str]:
        return self._thread.submit(self._in_words, lambda: self._opened().check(name, pin))

    def make_first(self, name: str, pin: str) -> Future[Actor | str]:
        return self._thread.submit(self._in_words, lambda: self._make_first(name, pin))

    def close(self) -> None:
        self._thread.shutdown(cancel_futures=True)

    def _opened(self) -> Accounts:
        if self._accounts is None:
            self._accounts = Accounts(self._store, clock=self._clock)
        return self._accounts

    def _is_empty(self) -> bool:
        try:
            if self._prepare is not None:
                prepare, self._prepare = self._prepare, None
                prepare(self._opened())
            return self._opened().is_empty()
        except StorageError as error:
            log.error("The accounts cannot be read: %s", error)  # noqa: TRY400 - the disk's fault: its words say all
            return False

    def _make_first(self, name: str, pin: str) -> Actor:
        self._opened().add(name, Role.ADMINISTRATOR, pin, by=name)
        self._nobody_yet = self._thread.submit(self._is_empty)
        return self._opened().check(name, pin)

    @staticmethod
    def _in_words(ask: Callable[[], Actor]) -> Actor | str:
        try:
            return ask()
        except StorageError as error:
            return str(error)
