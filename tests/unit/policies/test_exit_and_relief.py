"""What a month proves for exit, when relief is reached, and what share of the files is to leave in each year."""

import pytest

from policies.documents import profile
from policies.judgement import exit_and_relief
from tests.unit.policies.cases import Case, each, page


@each("leaving")
def test_left(case: Case) -> None:
    month, relief = (
        ask(case.law, case.facts, case.parameters) for ask in (exit_and_relief.exit_month, exit_and_relief.relief)
    )
    months = exit_and_relief.exit_months_needed(case.law, case.parameters)
    said = {"exit_month": month.value, "exit_months": months, "relief": relief.value}
    assert {name: said[name] for name in case.expected} == case.expected, str(case)
    assert (month.clause, relief.clause) == (case.clause, case.clause), str(case)


@pytest.mark.parametrize("document", profile.names())
def test_so_many_are_to_leave_in_each_year(document: str) -> None:
    targets = profile.load(document).document.targets
    assert [[t.first_year, t.last_year, t.at_least, t.of, t.clause] for t in targets] == page(document)["targets"]
