"""What happened since a person looked: the difference that a 412 is told with."""

from datetime import datetime
from typing import Any

from cli.desk.addresses import at
from kernel.calendar import CHINA_STANDARD_TIME
from portal.callers import Caller
from portal.client import Portal, Refused


class Overtaken(Refused):
    """Somebody else was first; as text: who, when and what."""

    def __init__(self, refused: Refused, since: list[dict[str, Any]]) -> None:
        super().__init__(refused.status, {**refused.problem, "since": since})
        self.since = since

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(_line, self.since)])


def since(portal: Portal, service: str, caller: Caller, household: str, seen: int) -> list[dict[str, Any]]:
    """The service's own timeline of the household after a version; empty where nothing of it may be shown."""
    try:
        door = at(service, "/v1/households/{household}/timeline", household=household)
        told = portal.get(service, door.path, caller)["items"]
    except Refused:
        return []
    return [one for one in told if one["stream"].endswith(f"-{household}") and one["version"] > seen]


def _line(entry: dict[str, Any]) -> str:
    at = datetime.fromisoformat(entry["at"]).astimezone(CHINA_STANDARD_TIME)
    return f"  {at:%Y-%m-%d %H:%M} {entry['actor']} {entry['summary_zh']} · {entry['summary_en']} ({entry['version']})"
