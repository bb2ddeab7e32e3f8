"""The two ways in which a policy cannot be read: its own text is wrong, or a fact is no value of its kind."""


class ProfileError(ValueError):
    """A profile or parameter file that must not be used: names the file, the rule and the place in it."""

    def __init__(self, file: str, rule: str, place: str, problem: str) -> None:
        super().__init__(f"{file}: {rule}: {place}: {problem}")
        self.file = file
        self.rule = rule
        self.place = place
        self.problem = problem


class FactError(ValueError):
    """A fact or parameter of an unknown name or of a wrong kind.

    `name` is the fact, `code` is stable (`fact.unknown_name`, `fact.type`, `fact.range`, `fact.money_places`,
    `fact.ratio_places`, `fact.code`, `fact.twice`). The value itself may be personal and is not kept.
    """

    def __init__(self, name: str, code: str) -> None:
        super().__init__(f"{code}: {name}")
        self.name = name
        self.code = code
