"""`jiekun verification …`: the evidence behind a report, and whose keys are believed."""

import typer

from cli.commands.verification.evidence import evidence
from cli.commands.verification.keys import keys

verification = typer.Typer(no_args_is_help=True, help="核对证据与部门密钥 · evidence, and the keys of agencies")
verification.add_typer(evidence, name="evidence")
verification.add_typer(keys, name="keys")
