"""`jiekun …`: the command line. Each command stands in a file of its own under `commands/`.

Only the command that is asked for is loaded: `jiekun token` must not wait for what `jiekun demo` needs.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

import typer

COMMANDS = {
    "up": "up.up",
    "demo": "lab.commands.demo.demo",
    "show": "show.show",
    "check": "check.check",
    "drift": "drift.drift",
    "rebuild": "rebuild.rebuild",
    "refill": "refill.refill",
    "parked": "parked.parked",
    "import": "import_.import_roster",
    "token": "token.token",
    "policy": "policy.policy",
    "parameters": "parameters.parameters",
    "bench": "lab.commands.bench.bench",
    "provision": "provision.provision",
    "migrate": "provision.migrate",
}
"""Name -> module and function (or group) under `cli.commands`, in the order of `jiekun --help`."""


def main() -> None:
    app(asked_for(sys.argv[1:]))()


def asked_for(words: Sequence[str]) -> Sequence[str]:
    """The one command that the line names, or all of them when it names none."""
    first = words[0] if words else ""
    return (first,) if first in COMMANDS else tuple(COMMANDS)


def app(names: Sequence[str] = tuple(COMMANDS)) -> typer.Typer:
    made = typer.Typer(
        name="jiekun",
        help="解困：困难职工帮扶的受理、核对、帮扶与台账 · from application to a provable ledger",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(lambda: None)  # keeps the command's name on the line, even when only one is loaded
    for name in names:
        module, _, function = COMMANDS[name].rpartition(".")
        found = getattr(import_module(module if "." in module else f"cli.commands.{module}"), function)
        if isinstance(found, typer.Typer):  # a word with commands of its own
            made.add_typer(found, name=name)
        else:
            made.command(name)(found)
    return made


if __name__ == "__main__":
    main()
