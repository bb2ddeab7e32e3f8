"""`jiekun policy explain`: why a household is refused, in Chinese, and the smallest single change that flips it."""

from rich.console import Console

from cli.options import DATA, AsJson, DataDir, print_json
from cli.policy.in_force import Book, InForce, On, Region
from cli.policy.law import Overlays, ProfileName
from cli.policy.question import Facts, Params, question
from policies.explanation import refusal


def explain(
    profile: ProfileName,
    facts: Facts,
    params: Params = None,
    overlays: Overlays = None,
    region: Region = None,
    on: On = None,
    book: Book = None,
    data: DataDir = DATA,
    as_json: AsJson = False,
) -> None:
    """说明为何不符合、改变哪一项即可 · why a household is refused, and which single change would let it in."""
    asked = question(profile, facts, params, overlays, InForce.asked_for(region, on, book, data))
    answers = asked.each(refusal.explain)
    if as_json:
        print_json(asked.as_data(answers))
        return
    console = Console(highlight=False, soft_wrap=True)
    for place, answer in enumerate(answers, start=1):
        if asked.many:
            console.print(f"\n第 {place} 户 · household {place}", markup=False)
        for sentence in answer.chinese():
            console.print(sentence, markup=False)
