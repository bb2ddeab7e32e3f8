"""`jiekun blobs`: stored attachments that nothing names, and those of erased households; removed when asked."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console

from cli.operators import By, login
from cli.options import AsJson, DataDir, cannot, installed, print_json
from machine import installation, service_tools

SHOWN_MAX = 20


def blobs(
    remove: Annotated[bool, typer.Option("--remove", help="删除 · remove what is listed")] = False,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """附件存储中的孤立文件与已失效文件 · orphans of a day or older, and papers of erased households."""
    found = installed(data)
    if found.blobs_folder is None:
        cannot('run `python -m services.intake blobs \'{"by": "NAME"}\'` in intake\'s container: its volume is there')
    asked = json.dumps({"by": by or login()} if remove else {})
    try:
        told = service_tools.ask("intake", service_tools.place_of(found), "blobs", asked)
    except service_tools.ToolFailed as reason:
        cannot(reason)
    if as_json:
        print_json(told)
    else:
        tell(Console(), told)


def tell(console: Console, told: dict[str, Any]) -> None:
    for name in told["orphans"][:SHOWN_MAX]:
        console.print(f"孤立 orphan {name}")
    for one in told["erased"][:SHOWN_MAX]:
        console.print(f"已失效 erased {one['household']}: {len(one['attachments'])}, {one['bytes']} bytes")
    counted = f"{told['kept']} kept, {len(told['orphans'])} orphans, {len(told['erased'])} households erased"
    console.print(f"{counted}; {'removed' if told['removed'] else '--remove removes them'}")
