"""Accounts: none by default, only hashes on the disk, wrong PINs wait, and an administrator is always left."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from storage_samples import alarm, batch, open_journal

from drivers.clock import ManualClock
from monitor.storage.accounts import AccountError, Accounts, Role, TooManyTriesError, WrongPinError

REPOSITORY = Path(__file__).resolve().parents[2]
PIN = "481516"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # the product's own strength takes 40 ms a try


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "room.sqlite3"
    open_journal(target).close()
    return target


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def accounts(path: Path, clock: ManualClock) -> Accounts:
    return Accounts(path, clock=clock, hasher=QUICK)


def test_a_new_record_lets_nobody_in_and_the_first_account_is_an_administrators(accounts: Accounts) -> None:
    assert accounts.is_empty()
    for name, pin in (("admin", "admin"), ("admin", ""), ("", "")):
        with pytest.raises(WrongPinError):
            accounts.check(name, pin)
    with pytest.raises(AccountError, match="administrator"):
        accounts.add("Ada", Role.NURSE, PIN, by="test")
    accounts.add("Ada", Role.ADMINISTRATOR, PIN, by="test")
    assert not accounts.is_empty()
    assert accounts.check("Ada", PIN).role == "administrator"


def test_no_pin_stands_in_the_file(path: Path, accounts: Accounts) -> None:
    accounts.add("Ada", Role.ADMINISTRATOR, PIN, by="test")
    files = [part.read_bytes() for part in path.parent.iterdir()]
    assert not any(PIN.encode() in content for content in files)
    assert any(b"$argon2id$" in content for content in files)
    assert Accounts(path, clock=ManualClock())._hasher.type.name == "ID"


def test_wrong_pins_wait_longer_each_time_also_after_a_restart(
    path: Path, accounts: Accounts, clock: ManualClock
) -> None:
    accounts.add("Ada", Role.ADMINISTRATOR, PIN, by="test")
    for _ in range(3):
        with pytest.raises(WrongPinError):
            accounts.check("Ada", "000001")
    with pytest.raises(TooManyTriesError, match="30 s"):
        Accounts(path, clock=clock, hasher=QUICK).check("Ada", PIN)  # not even the right one
    clock.move(30)
    with pytest.raises(WrongPinError):
        accounts.check("Ada", "000002")
    clock.move(59)
    with pytest.raises(TooManyTriesError, match="1 s"):
        accounts.check("Ada", PIN)
    clock.move(1)
    assert accounts.check("Ada", PIN).name == "Ada"
    with pytest.raises(WrongPinError):
        accounts.check("Ada", "000003")  # counted from one again
    assert accounts.check("Ada", PIN).name == "Ada"


def test_a_disabled_account_lets_nobody_in_and_the_last_administrator_stays(accounts: Accounts) -> None:
    accounts.add("Ada", Role.ADMINISTRATOR, PIN, by="test")
    accounts.add("Bob", Role.NURSE, "990011", by="Ada")
    accounts.disable("Bob", by="Ada")
    with pytest.raises(WrongPinError):
        accounts.check("Bob", "990011")
    with pytest.raises(AccountError, match="last administrator"):
        accounts.disable("Ada", by="Ada")
    assert [(one.name, one.active, one.changed_by) for one in accounts.everybody()] == [
        ("Ada", True, "test"),
        ("Bob", False, "Ada"),
    ]


@pytest.mark.parametrize("pin", ["12345", "123456", "987654", "111111", "x" * 65, "ada.lo"])
def test_short_and_easy_pins_are_refused(accounts: Accounts, pin: str) -> None:
    with pytest.raises(AccountError, match="PIN"):
        accounts.add("Ada.Lo", Role.ADMINISTRATOR, pin, by="test")


def test_names_are_unique_whatever_their_letters(accounts: Accounts) -> None:
    accounts.add("Ada", Role.ADMINISTRATOR, PIN, by="test")
    with pytest.raises(AccountError, match="already"):
        accounts.add("ADA", Role.NURSE, PIN, by="test")
    for name in ("", " Ada", "A\nB", "x" * 61):
        with pytest.raises(AccountError, match="name"):
            accounts.add(name, Role.NURSE, PIN, by="test")


def test_a_new_pin_takes_the_place_of_the_old_one_and_of_the_waiting(accounts: Accounts) -> None:
    accounts.add("Ada", Role.ADMINISTRATOR, PIN, by="test")
    for _ in range(3):
        with pytest.raises(WrongPinError):
            accounts.check("Ada", "000001")
    accounts.set_pin("Ada", "750319", by="Ada")
    assert accounts.check("Ada", "750319").name == "Ada"
    with pytest.raises(WrongPinError):
        accounts.check("Ada", PIN)


def run(*words: str | Path, pin: str = "") -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "monitor", *map(str, words)]
    return subprocess.run(command, cwd=REPOSITORY, input=pin, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.system
def test_the_commands_make_list_and_change_accounts_and_check_and_copy_the_record(tmp_path: Path) -> None:
    room, data = REPOSITORY / "config" / "room.toml", ("--data-dir", tmp_path)
    refused = run("account", "add", room, "Bob", "--role", "nurse", "--pin-stdin", *data, pin=f"{PIN}\n")
    assert (refused.returncode, "administrator" in refused.stderr) == (1, True)
    made = run("account", "add", room, "Ada", "--role", "administrator", "--pin-stdin", *data, pin=f"{PIN}\n")
    assert made.returncode == 0, made.stderr
    assert run("account", "pin", room, "Ada", "--pin-stdin", *data, pin="12\n").returncode == 1
    listed = run("account", "list", room, *data)
    assert json.loads(listed.stdout)["name"] == "Ada"
    assert PIN not in listed.stdout
    (record,) = tmp_path.glob("*.db")
    copy = tmp_path / "copy.sqlite3"
    copied = run("backup", record, copy)
    assert json.loads(copied.stdout)["bytes"] == copy.stat().st_size
    assert run("backup", record, copy).returncode == 1
    verified = run("verify", copy)
    assert (verified.returncode, json.loads(verified.stdout)["holds"]) == (0, True)


@pytest.mark.system
def test_the_command_names_what_was_changed_and_says_no(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    journal = open_journal(path)
    journal.write([batch(1, alarm(1, 1), alarm(2, 1))])
    journal.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE events SET priority = 1 WHERE seq = 2")
    verified = run("verify", path)
    assert verified.returncode == 1
    assert json.loads(verified.stdout)["findings"] == ["event 2 was changed after it was written"]
    assert "event 2 was changed" in verified.stderr
    empty = tmp_path / "empty.sqlite3"
    empty.touch()
    assert run("verify", empty).returncode == 1
