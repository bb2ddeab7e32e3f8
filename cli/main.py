"""`jiekun …`: the command line. Each command stands in a file of its own under `commands/`.

Only the command that is asked for is loaded: `jiekun token` must not wait for what `jiekun demo` needs.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer

from cli import laboratory

COMMANDS = {
    "up": "up.up",
    "login": "login.login",
    "logout": "login.logout",
    "list": "work_list.list_",
    "tasks": "tasks.tasks",
    "households": "households.households",
    "show": "show.show",
    "timeline": "household.timeline",
    "status": "household.status",
    "explain": "household.explain",
    "unmask": "household.unmask",
    "report": "report.report",
    "timeliness": "timeliness.timeliness",
    "directory": "directory.directory",
    "sheet": "sheet.sheet",
    "verification": "verification.verification",
    "apply": "application.apply",
    "withdraw": "application.withdraw",
    "consent": "consent.consent",
    "withdraw-consent": "application.withdraw_consent",
    "decide": "decision.decide",
    "sign": "decision.sign",
    "notice": "notice.notice",
    "number": "household.number",
    "change": "change.change",
    "move": "move.move",
    "campaign": "campaign.campaign",
    "lead": "lead.lead",
    "recheck": "recheck.recheck",
    "duplicates": "duplicates.duplicates",
    "file": "file.file",
    "close": "decision.close",
    "contact": "decision.contact",
    "plan": "plan.plan",
    "aid": "aid.aid",
    "fund": "fund.fund",
    "bank": "bank.bank",
    "month": "visit.month",
    "visit": "visit.visit",
    "visits": "visits.visits",
    "who-looked": "accesses.who_looked",
    "import": "import_.import_roster",
    "roster": "roster.roster",
    "attach": "attach.attach",
    "attachments": "attachments.list_attachments",
    "paper": "paper.paper",
    "webhook": "webhook.webhook",
    "check": "check.check",
    "drift": "drift.drift",
    "rebuild": "rebuild.rebuild",
    "refill": "refill.refill",
    "parked": "parked.parked",
    "blobs": "blobs.blobs",
    "token": "token.token",
    "policy": "policy.policy",
    "parameters": "parameters.parameters",
    "agencies": "agencies.agencies",
    "provision": "provision.provision",
    "migrate": "provision.migrate",
}
"""Name -> module and function (or group) under `cli.commands`, in the order of `jiekun --help`; `cli.laboratory` adds
others."""


ANY_WORDS = {"ignore_unknown_options": True, "allow_extra_args": True}


def main() -> None:
    app(asked_for(sys.argv[1:]))()


def asked_for(words: Sequence[str]) -> Sequence[str]:
    """The one command that the line names, or all that are there when it names none."""
    first = words[0] if words else ""
    known = first in COMMANDS or first in laboratory.COMMANDS
    return (first,) if known else (*COMMANDS, *laboratory.installed_commands())


def app(names: Sequence[str]) -> typer.Typer:
    made = typer.Typer(
        name="jiekun",
        help="解困：困难职工帮扶的受理、核对、帮扶与台账 · from application to a ledger of all aid",
        epilog=None
        if set(laboratory.COMMANDS) & set(names)
        else f"{', '.join(laboratory.COMMANDS)} {laboratory.COMES_WITH_IT}",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(lambda: None)  # keeps the command's name on the line, even when only one is loaded
    for name in names:
        add(made, name)
    return made


def add(to: typer.Typer, name: str) -> None:
    found = own(name) if name in COMMANDS else laboratory.command(name)
    if found is None:
        to.command(name, add_help_option=False, context_settings=ANY_WORDS)(laboratory.missing(name))
    elif isinstance(found, typer.Typer):  # a word with commands of its own
        to.add_typer(found, name=name)
    else:
        to.command(name)(found)


def own(name: str) -> Any:
    module, function = COMMANDS[name].split(".")
    return getattr(import_module(f"cli.commands.{module}"), function)


if __name__ == "__main__":
    main()
