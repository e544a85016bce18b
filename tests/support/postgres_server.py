"""A PostgreSQL server of the tests' own, and its rooms: each a schema that nobody else uses."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import create_engine

SERVERS = Path("/usr/lib/postgresql")
USER = "postgres"


def _as_server_user(*words: str | Path) -> None:
    """PostgreSQL refuses to run as root; anybody else runs it as they are."""
    user = ("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups") if os.geteuid() == 0 else ()
    done = subprocess.run([*user, *map(str, words)], cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _programs() -> Path:
    if sys.platform == "win32":
        pytest.skip("runs only on systems where PostgreSQL offers a local socket")
    found = sorted(SERVERS.glob("*/bin/initdb"))
    if not found:
        pytest.skip("PostgreSQL's server programs are not installed")
    return found[-1].parent


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a running server on a socket in a folder of its own, without a schema."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="pg-") as name:  # a socket's path may have 107 letters, pytest's are longer
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, USER, USER)
        data = folder / "data"
        _as_server_user(programs / "initdb", "-D", data, "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c max_connections=40"
        log = folder / "log"
        _as_server_user(programs / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
        try:
            yield f"postgresql+psycopg://{USER}@/postgres?host={quote(name)}"
        finally:
            _as_server_user(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def made_schema(server: str, schema: str) -> str:
    """Make a schema and give the address of a room in it."""
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    engine.dispose()
    return f"{server}&options={quote(f'-csearch_path={schema}')}"
