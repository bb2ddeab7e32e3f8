"""`jiekun agencies …`: mock agencies by themselves, the scenarios they play, and a test of any registry.

See docs/for-registries.md.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from agencies import scenarios, standalone
from agencies.conformance.conversation import Conversation, Registry
from agencies.conformance.listener import listening
from agencies.conformance.run import Line, Report, run
from agencies.faults import MEANINGS
from agencies.items_table import AGENCIES, items_of
from agencies.settings import Settings
from chassis.client import HttpClient
from cli.options import FAILED, AsJson, cannot, print_json
from kernel.calendar import business_date
from kernel.items import agency_chinese

agencies = typer.Typer(no_args_is_help=True, help="模拟部门与登记系统检测 · mock agencies, and a test of any registry")

FOLDER = Path(".agencies")
Data = Annotated[
    Path, typer.Option("--data", help="目录，缺什么就生成什么 · its folder; what is missing there is made")
]
VERDICTS = {
    "passed": "[green]通过 passed[/]",
    "failed": "[red]不符 failed[/]",
    "not_offered": "[dim]未提供 not offered[/]",
    "not_tried": "[yellow]未测 not tried[/]",
}


@agencies.command("scenarios")
def list_scenarios(as_json: AsJson = False) -> None:
    """列出并说明场景和故障 · what agencies can be told to do, and what verification makes of it."""
    titles = {name: scenarios.load(scenarios.file_of(name)).title for name in scenarios.NAMES}
    if as_json:
        print_json({"scenarios": titles, "faults": {fault: one._asdict() for fault, one in MEANINGS.items()}})
        return
    console = Console()
    for name, title in titles.items():
        console.print(f"[bold]{name}[/]  {escape(title)}")
        console.print(f"  [dim]{scenarios.file_of(name)}[/]", soft_wrap=True)
    headers = ("故障 fault", "部门怎么做 what it does", "核对怎么处理 what it comes to")
    table = Table(*(Column(header, overflow="fold") for header in headers), show_lines=True)
    for fault, meaning in MEANINGS.items():
        table.add_row(fault, escape(meaning.does), escape(meaning.comes_to))
    console.print(table)


@agencies.command()
def serve(
    data: Data = FOLDER,
    host: Annotated[str, typer.Option(help="监听地址 · the address to listen at")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口 · the port")] = 7010,
    reached_at: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="他人如何到达，默认监听地址 · how others reach it")
    ] = None,
    scenario: Annotated[
        str | None, typer.Option(metavar="NAME", help=f"场景 · {', '.join(scenarios.NAMES)}, or a file")
    ] = None,
    seeker: Annotated[str | None, typer.Option("--seeker", help="您的 sender_id · your sender_id")] = None,
    seeker_key_id: Annotated[str, typer.Option("--seeker-key-id", help="您的密钥编号 · the id of your key")] = "1",
    seeker_key: Annotated[
        str | None,
        typer.Option("--seeker-key", metavar="BASE64", help="您的公钥（32 字节）· your public key, 32 bytes"),
    ] = None,
    callback: Annotated[
        str | None, typer.Option("--callback", metavar="URL", help="您接收答复的地址 · where you hear answers")
    ] = None,
) -> None:
    """单独运行十三个模拟部门 · thirteen mock agencies by themselves; one Ctrl-C ends them."""
    asking = _seeker(seeker, seeker_key_id, seeker_key, callback)
    folder, base_url = standalone.Folder(data), (reached_at or f"http://{host}:{port}").rstrip("/")
    try:
        behaviour_file = scenarios.file_of(scenario) if scenario else None
        today = business_date(datetime.now(UTC))
        told = standalone.laid_out(folder, today, base_url, scenarios.load(behaviour_file), asking)
    except (OSError, scenarios.ScenarioRefused, standalone.Refused) as refused:
        cannot(refused)
    _say_what_to_configure(folder, told, base_url, asking is not None)
    served(folder.settings(host, port, behaviour_file))


@agencies.command()
def check(
    url: Annotated[
        str, typer.Argument(help="登记系统地址，其下有 /registry/search · below it stands /registry/search")
    ],
    data: Data = FOLDER,
    key: Annotated[
        Path | None, typer.Option("--key", help="您的私钥文件，默认取自 --data · your key file; default: of --data")
    ] = None,
    keys: Annotated[
        Path | None,
        typer.Option(
            "--keys", help="登记系统的公钥（JSON），默认取自 --data · the registry's public keys; default: of --data"
        ),
    ] = None,
    agency: Annotated[
        str | None, typer.Option(help="部门代码，默认为地址末段 · the agency's code; default: the URL's last part")
    ] = None,
    item: Annotated[str | None, typer.Option(help="核对事项，默认该部门的第一项 · default: the agency's first")] = None,
    receiver: Annotated[
        str | None,
        typer.Option("--receiver", help="登记系统的 sender_id，默认部门代码 · its id; default: the agency's code"),
    ] = None,
    persons: Annotated[
        Path | None,
        typer.Option("--persons", help="测试人员身份证号（JSON 数组文件）· ID numbers of test persons, a JSON list"),
    ] = None,
    listen: Annotated[
        str, typer.Option("--listen", metavar="HOST:PORT", help="在何处听答复 · where to hear answers")
    ] = f"127.0.0.1:{standalone.CHECK_PORT}",
    callback: Annotated[
        str | None,
        typer.Option("--callback", metavar="URL", help="登记系统如何到达该处 · how the registry reaches that place"),
    ] = None,
    patience: Annotated[
        float, typer.Option(min=0.1, max=600, help="等一份答复几秒 · seconds to wait for an answer")
    ] = 20,
    as_json: AsJson = False,
) -> None:
    """检测一个真实的登记系统并报告 · test a registry; exit code 0: it conforms, 1: not, 2: not tested."""
    folder = standalone.Folder(data)
    code = agency or urlsplit(url).path.rstrip("/").rpartition("/")[2]
    if code not in AGENCIES:
        cannot(f"没有部门 · no agency {code!r}: --agency {'|'.join(AGENCIES)}")
    asked = item or items_of(code)[0].value
    host, _, port = listen.rpartition(":")
    try:
        known = persons_in(persons) if persons else standalone.persons_on_file(folder, asked)
        registry = Registry(
            url, code, asked, receiver or code, standalone.registry_keys(keys or folder.agencies), known
        )
        signing = standalone.signing_key(key or folder.checker)
        with listening(host, int(port)) as (listener, bound), HttpClient() as client:
            heard_at = callback or f"http://{host}:{bound}/registry/on-search"
            report = run(Conversation(registry, signing, heard_at, listener, client.post, patience), _told(as_json))
    except (OSError, ValueError) as error:
        cannot(f"{error}（`jiekun agencies serve` 生成所需文件 · makes what is needed）")
    _conclude(report, as_json)


def served(settings: Settings) -> None:
    from agencies.server import serve as serve_until_ended  # loads what only a server needs

    serve_until_ended(settings)


def persons_in(file: Path) -> tuple[str, ...]:
    """Raises ValueError."""
    return msgspec.json.decode(file.read_bytes(), type=tuple[str, ...])


def _seeker(sender: str | None, key_id: str, key: str | None, callback: str | None) -> standalone.Seeker | None:
    given = [one for one in (sender, key, callback) if one is not None]
    if given and len(given) < 3:
        cannot("--seeker、--seeker-key、--callback 须一并给出 · are given together")
    if sender is None or key is None or callback is None:
        return None
    return standalone.Seeker(sender, key_id, key, callback)


def _say_what_to_configure(
    folder: standalone.Folder, told: list[standalone.Told], base_url: str, is_known: bool
) -> None:
    console = Console(highlight=False)
    headers = ("部门 agency", "事项 items", "地址 URL", "公钥 public key")
    table = Table(*(Column(header, overflow="fold") for header in headers))
    for one in told:
        name = f"{one.name or agency_chinese(one.code)} {one.code}"
        table.add_row(name, "、".join(one.items), one.url, one.keys[0].public_key)
    console.print(table)
    console.print(f"您的系统读取 · for your system (JIEKUN_AGENCIES_FILE): {folder.agencies}", soft_wrap=True)
    if not is_known:
        console.print(
            "让部门认识您的系统 · have them know yours: --seeker SENDER_ID --seeker-key BASE64 --callback URL",
            soft_wrap=True,
        )
    console.print(f"收发记录 · what came and went: {base_url}/inspection", soft_wrap=True)
    console.print(f"检测 · a test: jiekun agencies check {base_url}/tax --data {folder.path}", soft_wrap=True)


def _told(as_json: bool) -> Callable[[Line], None]:
    """Each line as soon as its check is over."""
    console = Console(highlight=False)

    def tell(line: Line) -> None:
        why = f"  {escape(line.why)}" if line.why else ""
        console.print(f"{VERDICTS[line.verdict]}  {line.what} [dim]{line.check}[/]{why}", soft_wrap=True)

    return (lambda line: None) if as_json else tell


def _conclude(report: Report, as_json: bool) -> None:
    if as_json:
        print_json(msgspec.to_builtins(report))
    else:
        end = "[bold green]符合 · it conforms[/]" if report.conforms else "[bold red]不符合 · it does not conform[/]"
        Console().print(end)
    if not report.conforms:
        raise typer.Exit(FAILED)
