"""`jiekun show --words`: what people and agencies wrote, in Chinese, from every service that opens its words."""

import io
from collections.abc import Iterator
from typing import Any

from msgspec.json import schema_components
from rich.console import Console
from typer.testing import CliRunner

from chassis.writings import LOOKS
from cli import writings
from cli.main import app
from portal.callers import Caller
from portal.client import Refused
from services.assistance.api.writings import WRITTEN as ASSISTANCE
from services.intake.api.writings import WRITTEN as INTAKE
from services.verification.api.writings import WRITTEN as VERIFICATION
from services.verification.domain.items import ITEMS

CALLER = Caller("wang", "44/4405", ("auditor",))


def written(at: str, kind: str, **words: Any) -> dict[str, Any]:
    return {"at": at, "kind": kind, "kind_zh": "异议答复", "who": "li", "event": "0", "words": words, "erased": False}


class Services:
    """Intake in two pages; assistance has not heard of the household."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Any]] = []

    def post(self, service: str, path: str, caller: Caller, body: Any) -> Any:
        self.asked.append((service, path, body))
        if service == "assistance":
            raise Refused(404, {"code": "not_found"})
        if service == "verification":
            return {"items": [written("2026-11-03T01:00:00Z", "agency_answer", item="tax")], "next": None}
        if "cursor" in path:
            return {"items": [written("2026-11-02T01:00:00Z", "approval", reason="符合")], "next": None}
        return {"items": [written("2026-11-04T01:00:00Z", "objection", objection="不实")], "next": "a+b"}


def test_all_pages_of_all_services_come_in_order_each_with_the_reason() -> None:
    services: Any = Services()
    told = writings.of(services, CALLER, "h", "信访")
    assert [(one["service"], one["kind"]) for one in told] == [
        ("intake", "approval"),
        ("verification", "agency_answer"),
        ("intake", "objection"),
    ]
    path = "/v1/households/h/writings"
    assert [asked[:2] for asked in services.asked] == [
        ("intake", path),
        ("intake", f"{path}?cursor=a%2Bb"),
        ("verification", path),
        ("assistance", path),
    ]
    assert {str(body) for *_, body in services.asked} == {"{'reason': '信访'}"}


def test_words_are_told_in_chinese_with_yuan_and_no_codes() -> None:
    words = {"outcome": "dismissed", "text": "dismissed 也是原话", "photo": None}
    assert writings.lines(words) == ["结果：不成立", "说明：dismissed 也是原话"]
    assert writings.lines({"month": "2026-10", "income": "12.00"}) == ["月份：2026-10", "收入：12.00元"]
    assert writings.lines({"item": "tax", "agency": "tax"}) == ["核对事项：税务", "部门：税务"]
    screen = io.StringIO()
    one = {"service": "intake", **written("2026-11-02T01:00:00Z", "objection_answer", **words)}
    writings.tell(Console(file=screen, width=100), [one])
    assert "2026-11-02 09:00 受理 异议答复 li" in screen.getvalue()


def test_every_field_of_every_writing_has_its_chinese() -> None:
    shown = {
        name for table in (INTAKE, VERIFICATION, ASSISTANCE, LOOKS) for one in table.values() for name in one.fields
    }
    assert shown <= set(writings.LABELS)
    assert set(writings.LABELS) <= shown


def test_what_a_visit_saw_is_told_beside_what_was_declared() -> None:
    seen = [
        {"fact": "people_living_there", "found": 4, "declared": 2},
        {"fact": "lives_there", "found": False, "declared": True},
        {"fact": "vehicles", "found": 1, "declared": None},
    ]
    assert writings.lines({"method": "neighbours", "found": seen}) == [
        "走访方式：邻里访问",
        "认定或所见：共同居住人数 4（申报 2）；实际住在申报的住址 否（申报 是）；使用的机动车数 1（未申报）",
    ]


def test_an_agencys_answer_is_told_in_words() -> None:
    record = {"person": "person:1", "employment": "unemployed", "pension": False, "unemployment_benefit": "0.00"}
    assert writings.lines({"records": [record]}) == [
        "答复内容：人员 person:1、就业状态 失业、领取养老金 否、失业金 0.00"
    ]
    houses = [{"kind": "shop", "area_m2": 40, "encumbrance": "mortgaged"}]
    assert writings.lines({"records": [{"person": "person:1", "houses": 1, "area_m2": 40, "each": houses}]}) == [
        "答复内容：人员 person:1、房产数 1、面积（平方米） 40、逐项 （种类 商铺、面积（平方米） 40、权利负担 抵押）"
    ]


def test_every_field_of_an_agencys_record_and_every_code_in_it_has_its_chinese() -> None:
    shapes = [page.shape for page in ITEMS.values()]
    told = schema_components(shapes, ref_template="{name}")[1].values()
    fields = {name for shape in told for name in shape["properties"]}
    assert {"person", *fields} == set(writings.RECORDS)
    coded = (one.get("enum", ()) for shape in told for one in _parts(shape["properties"]))
    codes = {code for options in coded for code in options if isinstance(code, str)}
    assert codes - {"other"} <= set(writings.RECORD_CODES)


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Each schema in a schema, however deep."""
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _parts(part)


def test_words_are_not_read_without_a_reason_nor_a_reason_given_for_nothing() -> None:
    for options in (["--words"], ["--reason", "x"], ["--words", "--reason", " "]):
        told = CliRunner().invoke(app(["show"]), ["show", "h", *options])
        assert (told.exit_code, "--reason" in told.stderr) == (2, True)


def test_measures_are_called_by_their_names() -> None:
    assert writings.lines({"measures": ["tuition_aid", "paired_helper"]}) == ["措施：金秋助学；“一帮一”结对帮扶"]
