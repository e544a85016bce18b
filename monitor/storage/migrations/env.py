"""Run by Alembic inside the caller's transaction, on the connection that the caller hands over."""

from alembic import context
from sqlalchemy import Connection

connection: Connection = context.config.attributes["connection"]
# SQLite's changes of tables do roll back; Alembic assumes otherwise because Python's driver once committed before them.
context.configure(connection=connection, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
