"""Why a household is refused, and the smallest single changes that would let it in: for a person to read aloud."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kernel.causes import Cause
from policies.documents.profile import Profile
from policies.explanation.aloud import sentences
from policies.explanation.flips import Flip, flips
from policies.explanation.obstacles import Obstacle, obstacles
from policies.judgement.engine import evaluate, known
from policies.judgement.evaluation import shown
from policies.language.proposal import EXCLUDED, NONE


@dataclass(frozen=True)
class Refusal:
    """`proposal` as the engine gives it. `flips`: only of a refusal (`none`, `excluded`), smallest first; empty where
    no single change would do. `missing`: what is still to be told when it is `undetermined`, or when a category that
    goes before the proposed one is (`undecided`).
    """

    profile: Profile
    proposal: str
    obstacles: tuple[Obstacle, ...]
    flips: tuple[Flip, ...]
    missing: tuple[str, ...]
    undecided: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON: yuan, ratios as multiples; the same refusal gives the same bytes."""
        return {
            "profile": self.profile.id,
            "version": self.profile.version,
            "proposal": self.proposal,
            "obstacles": [obstacle.to_dict() for obstacle in self.obstacles],
            "flips": [self._flip(flip) for flip in self.flips],
            "missing": list(self.missing),
            "undecided": list(self.undecided),
            "chinese": self.chinese(),
        }

    def chinese(self, with_facts: bool = True) -> list[str]:
        """Sentences that a case worker can read aloud, in this order: the answer, why, what would change it."""
        said = (self.profile, self.proposal, self.obstacles, self.flips, self.missing, self.undecided)
        return list(sentences(*said, with_facts=with_facts))

    def _flip(self, flip: Flip) -> dict[str, Any]:
        kind = self.profile.kinds.get(flip.name)
        before, after = (shown(kind, value) if kind else value for value in (flip.before, flip.after))
        return {"name": flip.name, "from": before, "to": after, "clause": flip.clause, "becomes": flip.becomes}


def explain(profile: Profile, facts: Mapping[str, object], parameters: Mapping[str, object]) -> Refusal:
    """Facts and parameters as `engine.evaluate` takes them; any proposal is explained. Raises `FactError`.

    A flip is one of these facts or parameters, or a number of the text, and evaluates so: `facts | {name: after}`, and
    where an end of a band moves past the other both are `after`.
    """
    evaluation = evaluate(profile, facts, parameters)
    told = known(profile, facts, parameters)
    row = profile.admission.one(told)
    refused = evaluation.proposal in (NONE, EXCLUDED)
    causes = facts.get("causes")
    found = flips(profile, told, row) if refused else []
    return Refusal(
        profile=profile,
        proposal=evaluation.proposal,
        obstacles=tuple(obstacles(profile, row)),
        flips=tuple(_as_told(causes, flip) if isinstance(causes, Sequence) else flip for flip in found),
        missing=evaluation.missing,
        undecided=evaluation.undecided,
    )


def _as_told(causes: Sequence[str], flip: Flip) -> Flip:
    """A cause is one of a list where it was told so."""
    cause = flip.name.removeprefix("cause_")
    if cause == flip.name or cause not in set(Cause):
        return flip
    after = [*causes, cause] if flip.after else [other for other in causes if other != cause]
    return replace(flip, name="causes", before=list(causes), after=after)
