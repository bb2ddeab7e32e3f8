"""Parameters as they are typed on a command line: `dibao_line=1100.00`, `exit_months=6`; nothing behind `=` unsets."""

from collections.abc import Mapping

from policies.documents.profile import Profile
from policies.errors import FactError
from policies.language.facts import Fact
from policies.language.validation import checked_parameters, parsed


def typed(profile: Profile, values: Mapping[str, str]) -> dict[str, object]:
    """Those that the profile declares, in our own units; an unset one is None. Raises `FactError`."""
    own = {
        name: _typed(name, profile.parameters[name], text)
        for name, text in values.items()
        if name in profile.parameters
    }
    return dict.fromkeys(own) | checked_parameters(profile.parameters, own)


def _typed(name: str, fact: Fact, text: str) -> object:
    if not text:
        return None
    match fact.kind:
        case "count" if text.isascii() and text.isdecimal() and len(text) < 10:
            return int(text)
        case "bool" if text in ("true", "false"):
            return text == "true"
        case "count" | "bool":
            raise FactError(name, "fact.type")
        case _:
            return parsed(name, fact, text)
