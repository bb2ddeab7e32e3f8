"""The columns of a population and how its files are read: money in fen, codes by their place."""

from lab.bench.peers.openfisca_shantou.lines import LINES

UNKNOWN = -1
REGIONS = tuple(LINES)
EMPLOYMENTS = ("employed", "laid_off", "unemployed", "flexible", "retired_on_public_pension", "retired_other")
CAUSES = {
    "cause_illness": 1_500,
    "cause_serious_illness": 800,
    "cause_child_schooling": 1_200,
    "cause_disability": 500,
    "cause_single_parent": 400,
    "cause_sudden_event": 300,
    "cause_accident": 300,
    "cause_natural_disaster": 200,
    "cause_no_labour_capacity": 0,
    "cause_able_but_unemployed": 0,
    "cause_laid_off": 0,
    "cause_no_social_insurance": 0,
    "cause_benefits_not_delivered": 0,
    "cause_other": 0,
}
"""In ten-thousandths. What a reviewer must first find to be of the kind is ticked nowhere: the peer has no way to say
that nobody found it yet."""
MONEY = ("household_income", "relief_total", "hardship_expenditure_total")
TRUTHS = ("migrant_worker", "union_member", *CAUSES)
ANSWERS = ("none", "1", "2", "3", "excluded", "undetermined")
"""What may be proposed; an answer is written as its place here."""
