"""`jiekun policy …`: the documents of the law as data: checked, asked, compared, and decided again."""

import typer

from cli.commands.policy.diff import diff
from cli.commands.policy.evaluate import evaluate
from cli.commands.policy.explain import explain
from cli.commands.policy.lint import lint
from cli.commands.policy.redecide import redecide
from cli.commands.policy.simulate import simulate

policy = typer.Typer(
    help="政策即数据：校验、判定、解释、比较、重新判定 · the law as data: check it, ask it, compare it, decide again",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for command in (lint, evaluate, explain, diff, redecide, simulate):
    policy.command(command.__name__)(command)
