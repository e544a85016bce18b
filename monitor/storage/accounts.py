"""People who may use the station by name: accounts with a role and a PIN, of which only an argon2id hash is kept.

There is no account and no PIN before somebody makes the first one. A wrong PIN makes the next try wait, longer each
time; that outlives a restart.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Engine, Row, Select, Update, func, insert, select, update
from sqlalchemy.exc import DatabaseError

from drivers.clock import Clock
from monitor.domain.people import Actor
from monitor.storage import tables
from monitor.storage.engines import Store, office_engine
from monitor.storage.errors import StorageError, StorageUnavailableError, in_words

SHORTEST_PIN, LONGEST_PIN = 6, 64  # a million numbers at three tries in half a minute last for months
LONGEST_NAME = 60
FREE_TRIES = 3  # wrong PINs in a row without waiting
FIRST_WAIT_S, LONGEST_WAIT_S = 30, 3_600  # doubled with each further wrong PIN
_NS_PER_MS = 1_000_000


class Role(StrEnum):
    NURSE = "nurse"
    PHYSICIAN = "physician"
    TECHNICIAN = "technician"  # the clinic's IT
    ADMINISTRATOR = "administrator"


class AccountError(StorageError):
    """This cannot be done with this account; the text says why."""


class WrongPinError(AccountError):
    """Name and PIN do not fit. The text does not say which of them is wrong."""


class TooManyTriesError(AccountError):
    """The account waits after wrong PINs; the text says how long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    name: str
    role: Role
    active: bool
    created_utc_ms: int
    created_by: str
    changed_utc_ms: int
    changed_by: str


class Accounts:
    """Reads and changes the accounts of one store. Every method raises StorageUnavailableError."""

    def __init__(self, store: Store, *, clock: Clock, hasher: PasswordHasher | None = None) -> None:
        self._engine: Engine = office_engine(store)
        self._clock = clock
        self._hasher = hasher or PasswordHasher()  # argon2id, RFC 9106's low-memory profile: 40 ms a try
        self._nobody = self._hasher.hash("nobody's PIN")  # so that an unknown name takes as long as a known one

    def is_empty(self) -> bool:
        """Whether nobody has an account yet: the first one has to be made before the station is used by name."""
        with self._connected() as connection:
            return connection.execute(select(func.count()).select_from(tables.accounts)).scalar_one() == 0

    def everybody(self) -> tuple[Account, ...]:
        with self._connected() as connection:
            rows = connection.execute(select(tables.accounts).order_by(tables.accounts.c.name)).all()
        return tuple(_account(row) for row in rows)

    def add(self, name: str, role: Role, pin: str, *, by: str) -> Account:
        """Make an account; the first one of all is an administrator's.

        Raises:
            AccountError: the name is taken or unfit, the PIN too short or too simple, the first no administrator.

        """
        _check_name(name)
        _check_pin(pin, name)
        pin_hash = self._hasher.hash(pin)
        now = self._utc_ms()
        row = {
            "name": name,
            "role": role.value,
            "pin_hash": pin_hash,
            "active": 1,
            "wrong_pins": 0,
            "locked_until_utc_ms": 0,
            "created_utc_ms": now,
            "created_by": by,
            "changed_utc_ms": now,
            "changed_by": by,
        }
        with self._connected() as connection:
            taken = connection.execute(select(func.lower(tables.accounts.c.name))).scalars().all()
            if name.lower() in taken:
                raise AccountError(f'There is an account "{name}" already.')
            if not taken and role is not Role.ADMINISTRATOR:
                raise AccountError("The first account has to be an administrator's.")
            connection.execute(insert(tables.accounts), row)
            return _account(_found(connection, name))

    def disable(self, name: str, *, by: str) -> None:
        """Let nobody in by this name any more; what they did stays under it.

        Raises:
            AccountError: there is no such account, or it is the last administrator's.

        """
        with self._connected() as connection:
            row = _found(connection, name)
            columns = tables.accounts.c
            others = connection.execute(
                select(func.count())
                .select_from(tables.accounts)
                .where(columns.role == Role.ADMINISTRATOR.value, columns.active == 1, columns.name != name)
            ).scalar_one()
            if row.role == Role.ADMINISTRATOR.value and not others:
                raise AccountError("The last administrator's account cannot be disabled.")
            self._change(connection, name, by=by, active=0)

    def set_pin(self, name: str, pin: str, *, by: str) -> None:
        """Give an account a new PIN, and take away its waiting time.

        Raises:
            AccountError: there is no such account, or the PIN is too short or too simple.

        """
        _check_pin(pin, name)
        pin_hash = self._hasher.hash(pin)
        with self._connected() as connection:
            _found(connection, name)
            self._change(connection, name, by=by, pin_hash=pin_hash, wrong_pins=0, locked_until_utc_ms=0)

    def check(self, name: str, pin: str) -> Actor:
        """Who this is, for the commands they give.

        Raises:
            WrongPinError: name and PIN do not fit, or the account is disabled.
            TooManyTriesError: the account waits; the PIN was not looked at.

        """
        with self._connected() as connection:
            row = connection.execute(_selected(name)).one_or_none()
            now = self._utc_ms()
            wait_ms = 0 if row is None else row.locked_until_utc_ms - now
            if wait_ms > 0:
                raise TooManyTriesError(f"Too many wrong PINs: wait {-(-wait_ms // 1000)} s.")
            is_right = self._fits(self._nobody if row is None else row.pin_hash, pin)
            if row is not None and is_right and row.active:
                connection.execute(_changed(name).values(wrong_pins=0, locked_until_utc_ms=0))
                return Actor(row.name, row.role)
            if row is not None:
                wrong = row.wrong_pins + 1
                connection.execute(
                    _changed(name).values(wrong_pins=wrong, locked_until_utc_ms=now + 1000 * _wait_s(wrong))
                )
        raise WrongPinError("Name and PIN do not fit.")

    def _fits(self, pin_hash: str, pin: str) -> bool:
        try:
            return self._hasher.verify(pin_hash, pin)
        except (VerificationError, InvalidHashError):
            return False

    def _change(self, connection: Connection, name: str, *, by: str, **values: object) -> None:
        connection.execute(_changed(name).values(changed_utc_ms=self._utc_ms(), changed_by=by, **values))

    def _utc_ms(self) -> int:
        return self._clock.now().utc_ns // _NS_PER_MS

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise StorageUnavailableError(in_words(error)) from error


def _selected(name: str) -> Select[Any]:
    return select(tables.accounts).where(tables.accounts.c.name == name)


def _changed(name: str) -> Update:
    return update(tables.accounts).where(tables.accounts.c.name == name)


def _wait_s(wrong_pins: int) -> int:
    if wrong_pins < FREE_TRIES:
        return 0
    doublings = min(wrong_pins - FREE_TRIES, 10)
    return int(min(FIRST_WAIT_S * 2**doublings, LONGEST_WAIT_S))


def _found(connection: Connection, name: str) -> Row[Any]:
    row = connection.execute(_selected(name)).one_or_none()
    if row is None:
        raise AccountError(f'There is no account "{name}".')
    return row


def _check_name(name: str) -> None:
    if not name or name != name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise AccountError(f"A name has 1 to {LONGEST_NAME} letters and no blanks around it.")


def _check_pin(pin: str, name: str) -> None:
    if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN:
        raise AccountError(f"A PIN has {SHORTEST_PIN} to {LONGEST_PIN} characters.")
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    if (len(steps) == 1 and steps <= {0, 1, -1}) or pin.lower() == name.lower():
        raise AccountError("This PIN is too easy to guess.")


def _account(row: Row[Any]) -> Account:
    return Account(
        name=row.name,
        role=Role(row.role),
        active=bool(row.active),
        created_utc_ms=row.created_utc_ms,
        created_by=row.created_by,
        changed_utc_ms=row.changed_utc_ms,
        changed_by=row.changed_by,
    )
