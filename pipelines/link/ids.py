"""Incident ids that stay: whoever had an id keeps it, and a build from nothing gives the same ids again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import duckdb

# The reports of groups, rulings followed; `age` puts the oldest first, those of undated articles last, and further
# sources after all: an incident is known by the reports that establish it.
_MEMBERS = """
    CREATE TABLE members AS
    SELECT coalesce(joined.into_number, grown.number) AS number, grown.report_id,
      (reports.status = 'pending', coalesce(told.published, TIMESTAMP 'infinity'), grown.report_id) AS age
    FROM grown
    JOIN reports ON reports.report_id = grown.report_id
    JOIN told ON told.article_id = reports.article_id
    LEFT JOIN joined ON joined.number = grown.number
"""
# Which ids groups could keep, by the oldest of their reports that was known under it.
_CLAIMS = """
    CREATE TABLE claims AS
    SELECT members.number, reports_before.incident_id, min(members.age) AS age
    FROM members JOIN reports_before ON reports_before.report_id = members.report_id
    GROUP BY ALL
"""
_KEPT = """
    CREATE TABLE kept AS
    SELECT number, incident_id FROM claims
    WHERE number IN (SELECT number FROM claims GROUP BY number HAVING count(*) = 1)
      AND incident_id IN (SELECT incident_id FROM claims GROUP BY incident_id HAVING count(*) = 1)
"""
_DISPUTED = "SELECT number, incident_id FROM claims WHERE number NOT IN (SELECT number FROM kept) ORDER BY age"
_FRESH = """
    CREATE TABLE fresh AS
    SELECT number, 'inc-' || substr(sha256(arg_min(report_id, age)), 1, 16) AS incident_id
    FROM members WHERE number NOT IN (SELECT number FROM kept) GROUP BY number
"""
_BESIDE_THEIRS = "SELECT number FROM fresh WHERE incident_id IN (SELECT incident_id FROM kept) ORDER BY number"
_INCIDENT_OF = """
    CREATE TABLE incident_of AS
    SELECT members.report_id, ids.incident_id
    FROM members JOIN (FROM kept UNION ALL FROM fresh) AS ids ON ids.number = members.number
"""


def give_ids(con: duckdb.DuckDBPyConnection) -> None:
    """Table `incident_of` (`report_id`, `incident_id`) from `grown` (`number`, `report_id`: the groups),
    `joined` (`number`, `into_number`: groups that rulings bring together) and the release before.

    - A group keeps the id under which its oldest already published report was known; of several it is the older one's.
    - An id that several groups could keep goes to the one with the oldest of its reports.
    - A new incident's id is a hash of its oldest report, so a build from nothing gives the same ids again.
    """
    for statement in (_MEMBERS, _CLAIMS, _KEPT):
        con.execute(statement)
    settled = list(_settled(con))
    if settled:
        con.executemany("INSERT INTO kept VALUES (?, ?)", settled)
    con.execute(_FRESH)
    for (number,) in con.execute(_BESIDE_THEIRS).fetchall():
        con.execute("UPDATE fresh SET incident_id = ? WHERE number = ?", [_free_id(con, number), number])
    con.execute(_INCIDENT_OF)
    for table in ("members", "claims", "kept", "fresh", "grown", "joined"):
        con.execute(f"DROP TABLE {table}")


def _settled(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, str]]:
    """Claims on which groups or ids differ, the oldest first."""
    numbers: set[int] = set()
    ids: set[str] = set()
    for number, incident_id in con.execute(_DISPUTED).fetchall():
        if number not in numbers and incident_id not in ids:
            numbers.add(number)
            ids.add(incident_id)
            yield number, incident_id


def _free_id(con: duckdb.DuckDBPyConnection, number: int) -> str:
    """The id of a group whose oldest report gave its id to a group that was split off: a hash of the next oldest."""
    members = con.execute("SELECT report_id FROM members WHERE number = ? ORDER BY age", [number]).fetchall()
    taken = "SELECT count(*) FROM (FROM kept UNION ALL FROM fresh) WHERE incident_id = ?"
    for (report_id,) in members:
        made = "inc-" + hashlib.sha256(report_id.encode()).hexdigest()[:16]
        if con.execute(taken, [made]).fetchall()[0][0] == 0:
            return made
    raise ValueError(f"no free incident id for the group of report {members[0][0]}")
