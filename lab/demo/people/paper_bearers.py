"""Papers: the portal brings what a household holds in its hands, and a reviewer looks at it."""

import json
import struct
import zlib
from typing import Any

from lab.demo.people.duties import paper_reader
from lab.demo.world import World
from portal import attachments

PAPERS_ONE_IN = 20
PAPERS_EACH = 2


def bring_papers(world: World) -> int:
    """Of every twentieth household, before its application is decided on."""

    def one(item: dict[str, Any]) -> None:
        household, caller = item["household"], world.book.brought_in_by(item["household"])
        for kind, content in papers_of(household).items():
            attachments.send(world.portal, caller, household, content, kind=kind, note="申请时提交")
        world.desk.clear()

    return world.together(one, [item for item in _with_papers(world) if _first(world, "bring papers", item)])


def read_papers(world: World) -> int:
    """For a reason that stays on record; what is opened is what was brought."""

    def one(item: dict[str, Any]) -> None:
        household, reader = item["household"], paper_reader(item["org_path"])
        brought = papers_of(household)
        for paper in attachments.listed(world.portal, reader, household):
            path = f"{attachments.path_of(household)}/{paper['attachment']}/opening"
            reason = json.dumps({"reason": "核对申请材料"}).encode()
            opened = world.portal.send("intake", path, reader, reason).body
            if opened != brought[paper["kind"]]:
                world.book.refused(f"read {paper['attachment']}", household, f"its {paper['kind']} is another paper")

    brought = [item for item in _with_papers(world) if world.book.did("bring papers", item["household"])]
    return world.together(one, [item for item in brought if _first(world, "read papers", item)])


def papers_of(household: str) -> dict[str, bytes]:
    """By kind; the household's id makes each one's own. Small and true: a page, a picture."""
    return {"diagnosis": page(household), "visit_photo": picture(household.encode())}


def page(words: str) -> bytes:
    """One page of PDF 1.4 with these words (ASCII) on it."""
    text = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET"
    bodies = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    content, places = b"%PDF-1.4\n", list[int]()
    for number, body in enumerate(bodies, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return content + f"{end}startxref\n{len(content)}\n%%EOF\n".encode()


def picture(row: bytes) -> bytes:
    """A PNG of one row of grey."""
    head = struct.pack(">IIBBBBB", len(row), 1, 8, 0, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(b"\0" + row)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def brings_papers(number: str) -> bool:
    return int(number) % PAPERS_ONE_IN == 0


def _with_papers(world: World) -> list[dict[str, Any]]:
    return [
        item
        for item in world.list("intake", "/v1/households", status="under_review")
        if (known := world.book.of(item["household"])) is not None and brings_papers(known.number)
    ]


def _first(world: World, what: str, item: dict[str, Any]) -> bool:
    return world.book.first_time(what, item["household"])
