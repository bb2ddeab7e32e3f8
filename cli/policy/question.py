"""What `evaluate` and `explain` are asked: households' facts, a law, and the parameters that hold for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import track

from cli.options import cannot
from cli.policy import inputs
from cli.policy.in_force import InForce
from cli.policy.law import law
from policies.documents.profile import Profile
from policies.errors import FactError
from policies.explanation.refusal import Refusal
from policies.judgement.evaluation import Evaluation

Answer = TypeVar("Answer")

Facts = Annotated[
    str,
    typer.Option("--facts", metavar="FILE|-", help="事实（JSON，元；数组即多户）· facts as JSON, yuan; an array: many"),
]
Params = Annotated[
    str | None,
    typer.Option("--params", metavar="FILE|-", help="参数（JSON）· parameters as JSON; what is not set is unset"),
]
MANY = 500
"""Households from which on a progress bar is worth its line."""


@dataclass(frozen=True)
class Question:
    """`many`: the facts came as an array, and so does the answer."""

    document: Profile
    households: list[tuple[dict[str, object], dict[str, object]]]
    many: bool
    source: str

    def each(self, answer: Callable[[Profile, dict[str, object], dict[str, object]], Answer]) -> list[Answer]:
        """The answers in the order of the facts, or the end of the command at a fact that is no value."""
        console, answers = Console(stderr=True), []
        silent = len(self.households) < MANY or not console.is_terminal
        waiting = track(self.households, "判定 · judging", console=console, disable=silent)
        for place, (facts, parameters) in enumerate(waiting, start=1):
            try:
                answers.append(answer(self.document, facts, parameters))
            except FactError as bad:
                cannot(inputs.trouble(f"{self.source}: household {place}" if self.many else self.source, bad))
        return answers

    def as_data(self, answers: Sequence[Evaluation | Refusal]) -> object:
        """An object for an object, an array for an array."""
        told = [answer.to_dict() for answer in answers]
        return told if self.many else told[0]


def question(
    profile: str,
    facts: str,
    params: str | None,
    overlays: Sequence[Path] | None,
    holding: InForce,
) -> Question:
    """What is set by `params` goes before what is in force at the place and day."""
    if facts == params == inputs.STDIN:
        cannot("facts and parameters cannot both come from standard input · 标准输入只能给一样")
    document = law(profile, overlays)
    set_to = inputs.parameters(params, document)
    told, many = inputs.households(facts)
    return Question(document, [(one, {**holding.of(one), **set_to}) for one in told], many, facts)
