"""Who does what: separation of duties, so that each step that must be apart from another has a person of its own.

Subjects are made here alone; no desk names a role by itself. See docs/security.md.
"""

from portal.callers import Caller, person


def clerk(union: str) -> Caller:
    """Who applies and sends papers for a household, at its union's portal."""
    return person("portal", union)


def case_worker(union: str) -> Caller:
    """Who visits, names helpers, records the file's number."""
    return person("case_worker", union)


def first_reviewer(union: str) -> Caller:
    """Who decides on an application, as proposed or otherwise."""
    return person("reviewer", union)


def second_reviewer(union: str) -> Caller:
    """Who signs what a first reviewer decided against the proposal, or without a complete report."""
    return person("reviewer", union, "second")


def objection_answerer(union: str) -> Caller:
    """Who answers an objection: neither of those who signed what it is about."""
    return person("reviewer", union, "answers")


def plan_approver(union: str) -> Caller:
    """Who approves a plan, with the aid that its measures bring."""
    return person("reviewer", union, "plans")


def aid_proposer(union: str) -> Caller:
    """Who proposes aid beside a plan, and takes back what was held."""
    return person("reviewer", union, "aid")


def difficulty_finder(union: str) -> Caller:
    """Who finds that a difficulty has ended or eased."""
    return person("reviewer", union, "visits")


def exit_confirmer(union: str) -> Caller:
    """Who closes the file of a household that has left hardship."""
    return person("reviewer", union, "exits")


def change_proposer(union: str) -> Caller:
    """Who says what has changed in an open file."""
    return person("case_worker", union, "changes")


def change_approver(union: str) -> Caller:
    """Who lets a change hold that another proposed."""
    return person("reviewer", union, "changes")


def recheck_decider(union: str) -> Caller:
    """Who keeps or closes a file after its re-check."""
    return person("reviewer", union, "rechecks")


def number_recorder(union: str) -> Caller:
    """Who takes the task of recording a file's number, and hands it over."""
    return person("case_worker", union, "numbers")


def paper_reader(union: str) -> Caller:
    """Who looks at papers."""
    reviewer = person("reviewer", union, "papers")
    return Caller(reviewer.subject, union, (*reviewer.roles, "unmask"))


def sheet_bearer(union: str) -> Caller:
    """Who takes question sheets out and brings them back."""
    return person("case_worker", union, "sheets")


def sheet_confirmer(union: str) -> Caller:
    """Who confirms what another brought back."""
    return person("reviewer", union, "sheets")


def auditor(union: str) -> Caller:
    return person("auditor", union)


def move_taker(union: str) -> Caller:
    """Who takes a file that another union hands over."""
    return person("reviewer", union, "moves")


def fund_founder(federation: str) -> Caller:
    return person("finance", federation, "founder")


def batch_closer(federation: str) -> Caller:
    return person("finance", federation, "closer")


def file_releaser(federation: str) -> Caller:
    """Who takes the bank file out."""
    return person("finance", federation, "taker")


def result_booker(federation: str) -> Caller:
    return person("finance", federation, "booker")


PARAMETER_SETTER, PARAMETER_CONFIRMER = "lawkeeper-proposing", "lawkeeper-confirming"
"""The subjects that propose the law's parameters, whatever the place, and confirm them."""
