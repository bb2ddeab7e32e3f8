"""`jiekun policy evaluate`: households' facts against a profile, with every condition, value and clause.

Exit code 0 whenever there is an answer, `undetermined` and `excluded` included.
"""

from rich.console import Console

from cli.options import DATA, AsJson, DataDir, print_json
from cli.policy import answer_page
from cli.policy.in_force import Book, InForce, On, Region
from cli.policy.law import Overlays, ProfileName
from cli.policy.question import Facts, Params, question
from policies.judgement import engine


def evaluate(
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
    """按政策判定，逐条列出理由 · judge facts under a profile, every condition with its value and clause."""
    asked = question(profile, facts, params, overlays, InForce.asked_for(region, on, book, data))
    answers = asked.each(engine.evaluate)
    if as_json:
        print_json(asked.as_data(answers))
        return
    for answer in answers:
        answer_page.tell(Console(highlight=False, soft_wrap=True), answer, asked.document)
