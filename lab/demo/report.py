"""What people see of a demo: bars while it runs, and a table at the end that reads like a report to a chairman."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from agencies.items_table import OFFICES
from kernel.items import agency_chinese
from lab.demo.outcome import Outcome
from lab.demo.world import Tally
from lab.faults.catalogue import ALL

STAGES = {
    "applied": "申请 applied",
    "reviewed": "审核 reviewed",
    "opened": "建档 opened",
    "planned": "帮扶计划 planned",
    "paid": "发放 paid",
}

ROUNDS = {"rounds": "故障 faults"}


@contextmanager
def bars(console: Console, households: int, tally: Tally, rounds: int = 0) -> Iterator[Progress]:
    """One bar per stage, all out of the households that apply, and one for the rounds of faults; `tally` moves them."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        totals = dict.fromkeys(STAGES, households) | ({"rounds": rounds} if rounds else {})
        tasks = {stage: progress.add_task((STAGES | ROUNDS)[stage], total=total) for stage, total in totals.items()}

        def watch(stage: str, done: int) -> None:
            if stage in tasks:
                progress.update(tasks[stage], completed=min(done, totals[stage]))

        tally.watch = watch
        yield progress


def show(console: Console, outcome: Outcome) -> None:
    """The table, then whatever did not come out as planted."""
    console.print(overlaps(outcome))
    console.print(table(outcome))
    console.print(departments(outcome))
    for surprise in outcome.surprises:
        whose = f"{surprise.label}，{surprise.document}"
        console.print(f"[red]户 {surprise.number}（{whose}）[/]：{'; '.join(surprise.differences)}")
    for sentence in outcome.refused:
        console.print(f"[red]被拒 · refused[/] {sentence}")
    for problem in outcome.problems:
        console.print(f"[red]{problem['kind']}[/] {problem['sentence']} × {problem['count']} {problem['where']}")
    for name in outcome.died:
        console.print(f"[red]{name}[/] 意外终止 · died though nothing struck it")
    for name, reason in outcome.left_out.items():
        console.print(f"[yellow]{name}[/] 未施加 · left out: {reason}")
    right, wrong = "[bold green]一切相符 · all is as it must be[/]", "[bold red]有不符之处 · not right[/]"
    console.print(right if outcome.well else wrong)


def table(outcome: Outcome) -> Table:
    title = f"解困：{outcome.households} 户，种子 {outcome.seed}，总线 {outcome.bus}"
    drawn = Table(title=title, title_style="bold")
    drawn.add_column("事项")
    drawn.add_column("", justify="right")
    drawn.add_column("说明", style="dim")
    for name, value, remark in (*rows(outcome), *struck(outcome)):
        drawn.add_row(name, str(value), remark)
    return drawn


def overlaps(outcome: Outcome) -> Table:
    """Each overlap by name: whose, what was found, against what, and what became of it."""
    drawn = Table(title="查出的重复与冲突 · overlaps met", title_style="bold", show_lines=True)
    for header in ("户", "申请人", "工会", "查出", "对方"):
        drawn.add_column(header, overflow="fold")
    words = {"blocked": "建档受阻", "held": "查重拦下", "found": "事后发现"}
    for one in outcome.overlaps:
        planted = f"[dim]{one.planted}[/]" if one.planted else "[red]并非预埋[/]"
        found = f"[yellow]{words[one.met_as]}[/]：{one.settled}"
        drawn.add_row(one.number, one.applicant, one.union, f"{found}\n{planted}", one.against)
    return drawn


def departments(outcome: Outcome) -> Table:
    """Which department was how late, in working days."""
    drawn = Table(title="部门答复时效（工作日） · which department was how late", title_style="bold")
    drawn.add_column("部门", overflow="fold")
    headers = ("询问", "按期", "迟到", "拒绝", "未答", "不一", "中位", "最慢")
    for header in headers:
        drawn.add_column(header, justify="right", no_wrap=True)
    for one in outcome.agencies:
        numbers = (
            *(one.asked, one.answered, one.late, one.declined, one.silent, one.said_otherwise),
            *(one.median, one.worst),
        )
        drawn.add_row(
            OFFICES[one.agency].chinese if one.agency in OFFICES else agency_chinese(one.agency),
            *("" if number is None else str(number) for number in numbers),
        )
    return drawn


def struck(outcome: Outcome) -> list[tuple[str, object, str]]:
    """Each fault that struck, with how often."""
    return [(f"故障：{ALL[name].zh}", times, ALL[name].en) for name, times in outcome.faults.items()]


def rows(outcome: Outcome) -> list[tuple[str, object, str]]:
    found = f"{outcome.overlaps_found} / {outcome.overlaps_planted}"
    changes = f"{outcome.changes} / {outcome.changes_declined}"
    owners = f"{outcome.property_found} / {outcome.property_planted}"
    rechecks = f"{outcome.rechecks_kept} / {outcome.rechecks_closed}"
    objections = f"{outcome.objections_upheld} / {outcome.objections_dismissed}"
    return [
        ("受理申请", outcome.applications, "applications"),
        ("建立档案", outcome.files_opened, "files opened"),
        ("转档", outcome.moved, "files taken by another union"),
        ("不予批准", outcome.rejected, "rejected, with the clause"),
        ("自愿撤回", outcome.withdrawn, "withdrawn"),
        ("建档受阻", outcome.blocked, "a member was in another open file"),
        ("提出救助", outcome.aid_proposed, "acts of aid proposed"),
        ("发放到位", outcome.aid_paid, "paid"),
        ("银行退回", outcome.payments_returned, "payments returned by the bank"),
        ("查重拦下", outcome.aid_held, "held before money left"),
        ("事后发现", outcome.findings, "found after money left"),
        ("解困", outcome.relief, "relief reached, file stays open"),
        ("脱困撤档", outcome.closed, "exit, file closed"),
        ("变更 生效 / 退回", changes, "changes of open files that hold, and that were declined"),
        ("复查 保留 / 撤档", rechecks, "files kept and closed after a re-check"),
        ("异议 成立 / 不成立", objections, "objections upheld and dismissed"),
        ("附件", outcome.papers, "papers brought and looked at"),
        ("移交待办", outcome.tasks_handed_over, "tasks handed over"),
        ("预埋重复 已查出", found, "planted overlaps found"),
        ("瞒报财产 已查出", owners, "households with undeclared property found"),
        ("误拦", outcome.false_holds, "false holds"),
        ("因部门未答复或前后不一而未如预期", len(outcome.unanswered), "otherwise than planted, for want of an answer"),
        (
            "更正后重出报告 / 重新办理",
            f"{outcome.reports_revised} / {outcome.reopened}",
            "revised, reopened",
        ),
        ("丢失 / 重复", f"{outcome.lost} / {outcome.doubled}", "lost / doubled"),
        ("事件", outcome.events, f"{outcome.events_per_second} a second in {outcome.seconds} s"),
    ]
