"""Alembic's home: `env.py` is run by Alembic, `versions/` holds one file for each change of the tables."""
