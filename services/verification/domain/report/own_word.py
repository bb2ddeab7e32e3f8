"""The household's own word: what no agency answers, told as declared."""

from contracts.verification import Fact
from services.verification.domain.evidence import Evidence, Value


def facts_of_the_own_word(evidence: Evidence) -> list[Fact]:
    """What single documents ask for and a household did not say leaves it unknown, and it is not told."""
    said = evidence.declared
    values: list[tuple[str, Value]] = [
        ("region", evidence.region),
        ("union_member", said.union_member),
        ("migrant_worker", said.migrant_worker),
        ("restructuring_affected", said.restructuring_affected),
        ("primary_cause", said.primary_cause),
        ("sudden_event", said.sudden_event),
        ("employer_kind", said.employer_kind or None),
        ("employer_region", said.employer_region),
        ("restructuring_kind", said.restructuring_kind),
        ("wage_is_main_income", said.wage_is_main_income),
        ("lives_long_term_in_city", said.lives_long_term_in_city),
        # Who is in no union yet has only the one that takes the application (baisha §三3).
        ("union_region", evidence.region if not said.union_member else said.union_region),
    ]
    return [evidence.declares(name, value) for name, value in values if value is not None]
