"""Stages beside the main way: tasks from hand to hand, and looks at what is sealed, each of which is on record."""

from portal.callers import Caller, person
from tests.faults.each_call.journey import Journey


def take_task(way: Journey) -> None:
    """Of recording the file's number."""
    (task,) = _tasks(way, "intake", "file_number")
    way.known["task"] = task
    way.post("intake", f"/v1/tasks/{task}/take", way.at_union("case_worker"), {})


def hand_task_over(way: Journey) -> None:
    path, to = f"/v1/tasks/{way.known['task']}/hand-over", way.at_union("reviewer").subject
    way.post("intake", path, way.at_union("case_worker"), {"to": to, "reason": "absent"})


def hand_all_over(way: Journey) -> None:
    """What the reviewer has, to a colleague."""
    reviewer = way.at_union("reviewer")
    body = {"from": reviewer.subject, "to": person("reviewer", way.first.union, "second").subject, "reason": "left"}
    way.post("intake", "/v1/tasks/hand-over-all", reviewer, body)


def take_task_at_assistance(way: Journey) -> None:
    """Of approving the plan."""
    (task,) = _tasks(way, "assistance", "plan")
    way.post("assistance", f"/v1/tasks/{task}/take", way.at_union("reviewer"), {})


def read_writings(way: Journey) -> None:
    """Everything that was written about the household."""
    for service in ("intake", "verification", "assistance"):
        path = f"/v1/households/{way.id()}/writings"
        way.portal.post(service, path, way.at_union("auditor"), {"reason": "年度抽查"})


def unmask(way: Journey) -> None:
    way.post("intake", f"/v1/households/{way.id()}/unmask", _unmasking(way), {"reason": "核对身份证号"})


def search_person(way: Journey) -> None:
    body = {"id_number": way.first.body["members"][0]["id_number"]}
    way.post("intake", "/v1/search", way.at_union("reviewer"), body)


def _tasks(way: Journey, service: str, kind: str) -> list[str]:
    found = way.portal.items(service, "/v1/tasks", way.at_union("reviewer"), kind=kind)
    return [one["task"] for one in found if one["household"] == way.id()]


def _unmasking(way: Journey) -> Caller:
    reviewer = way.at_union("reviewer")
    return Caller(reviewer.subject, reviewer.org_path, ("reviewer", "unmask"))
