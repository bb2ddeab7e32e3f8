"""What the files of a category cost: an operator's question, asked of events and journal."""

from typing import Any

from psycopg import Connection

from services.assistance.domain.journal import AVAILABLE

_COSTS = f"""
SELECT f.data ->> 'profile', f.data ->> 'region', f.data ->> 'category', count(*), coalesce(sum(a.net), 0)::bigint
FROM (
    SELECT subject, convert_from(body, 'UTF8')::jsonb -> 'data' AS data
    FROM events WHERE type = 'jiekun.assistance.internal.FileRecorded.v1'
) f
LEFT JOIN (
    SELECT acts.household, sum(CASE
        WHEN j.credit LIKE '%%/{AVAILABLE}' THEN j.amount
        WHEN j.debit LIKE '%%/{AVAILABLE}' THEN -j.amount
        ELSE 0 END) AS net
    FROM journal j JOIN acts ON acts.act = j.act GROUP BY acts.household
) a ON a.household = f.subject
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def by_category(connection: Connection[Any]) -> list[dict[str, Any]]:
    """`committed`: what left the free budgets for these files and has not come back, in fen."""
    names = ("profile", "region", "category", "files", "committed")
    return [dict(zip(names, row, strict=True)) for row in connection.execute(_COSTS, {}).fetchall()]
