"""`jiekun check`: the invariants, read from the stores of a running system."""

from contextlib import closing, nullcontext
from typing import Annotated

import psycopg
import typer
from rich.console import Console

import checks
from chassis.blobs import BlobsUnreachable
from chassis.blobs.folder import FolderBlobs
from chassis.bus.kafka_topics import Topics, TopicsUnreadable
from checks.storage import Storage
from cli.options import FAILED, AsJson, DataDir, cannot, installed, print_json
from machine import installation, service_tools


def check(
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="只说不符 · only say what is wrong")] = False,
    with_drift: Annotated[
        bool, typer.Option("--drift/--no-drift", help="也与重放比对读模型 · compare read models with a replay, too")
    ] = True,
    kafka: Annotated[
        str | None, typer.Option(metavar="HOST:PORT", help="也读 Kafka 主题 · read the topics of this cluster, too")
    ] = None,
    kafka_prefix: Annotated[str, typer.Option(help="主题前缀 · prefix of the topics")] = "jiekun",
) -> None:
    """核对不变式：不丢、不重、账平 · check a running system: nothing lost, nothing doubled, every balance right."""
    console = Console(stderr=as_json, quiet=quiet)
    found = installed(data)
    with (
        Storage(found.database_urls()) as storage,
        closing(Topics(kafka, kafka_prefix)) if kafka else nullcontext() as topics,
        console.status("核对 · checking") as status,
    ):
        try:
            drift = service_tools.drift(found) if with_drift else None
            blobs = FolderBlobs(found.blobs_folder) if found.blobs_folder else None
            report = checks.run(storage, drift=drift, topics=topics, blobs=blobs, progress=status.update)
        except psycopg.OperationalError:
            cannot(f"PostgreSQL of {data} does not answer: is `jiekun up` running?")
        except service_tools.ToolFailed as reason:
            cannot(f"{reason}; --no-drift leaves the read models out")
        except BlobsUnreachable as error:
            cannot(f"the attachments in {found.blobs_folder} cannot be read: {error}")
        except TopicsUnreadable as error:
            cannot(f"the topics {kafka_prefix}.* at {kafka} cannot be read: {error}")
    if as_json:
        print_json(report.to_dict())
    else:
        for sentence in report.checked if report.well else ():
            console.print(f"✓ {sentence}", style="green")
        for problem in report.problems:
            Console().print(f"[red]{problem.kind}[/] {problem.sentence} × {problem.count}: {', '.join(problem.where)}")
        console.print(f"{report.events} events, {report.lost} lost, {report.doubled} doubled, {report.seconds} s")
    if not report.well:
        raise typer.Exit(FAILED)
