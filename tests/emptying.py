"""How the tables are emptied after a test that commits.

Django's own way empties what migrations filled as well and fills it again, under other numbers every time, so that no
world could be put back as rows; and on PostgreSQL it truncates some hundred tables of which a few have rows.
"""

from __future__ import annotations

from django.db import connection, transaction

from trustboard.ledger.triggers import install_triggers, remove_triggers

KEPT = {"django_content_type", "auth_permission", "django_migrations"}
"""What migrations fill."""


def empty_tables(*_: object) -> None:
    """Empty every table but those that migrations fill, append-only ones too; every trigger stands afterwards."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - KEPT)
    is_postgresql = connection.vendor == "postgresql"
    if not is_postgresql:
        remove_triggers(connection)
    with transaction.atomic(), connection.cursor() as cursor:
        deletions = [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]
        if is_postgresql:
            cursor.execute("; ".join(["SET LOCAL session_replication_role = replica", *deletions]))
        else:
            for deletion in deletions:
                cursor.execute(deletion)
    install_triggers(connection)
