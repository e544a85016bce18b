"""Opens a store, whichever kind it is: a path is an SQLite file, an address a schema on a PostgreSQL server."""

from pathlib import Path

from sqlalchemy import Engine

from monitor.storage import database, server

Store = Path | str


def writing_engine(store: Store) -> Engine:
    """Engine for the one writer of the journal; on a server its connection holds the lock that makes it the one."""
    return database.writing_engine(store) if isinstance(store, Path) else server.writing_engine(store)


def reading_engine(store: Store) -> Engine:
    """Engine for readers: cannot change anything, keeps no connection between two questions."""
    return database.reading_engine(store) if isinstance(store, Path) else server.reading_engine(store)


def office_engine(store: Store) -> Engine:
    """Engine for short writes of people's own tables (accounts, signatures, marks) beside a running station."""
    return database.writing_engine(store) if isinstance(store, Path) else server.office_engine(store)


def name_of(store: Store) -> str:
    """How texts for people call it, never with a password."""
    return store.name if isinstance(store, Path) else server.shown(store)
