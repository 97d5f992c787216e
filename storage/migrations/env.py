"""Read by Alembic to run the migrations on the connection that `storage.migrations.run` was given."""

from __future__ import annotations

from alembic import context

from storage.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transaction_per_migration=True,
    transactional_ddl=True,  # Alembic takes SQLite for an engine that cannot; with BEGIN IMMEDIATE it can
)
with context.begin_transaction():
    context.run_migrations()
