"""A table of regions that cannot be used stops the start; no household meets it first."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chassis.service import Service
from chassis.settings import Settings
from policies.errors import ProfileError
from services.assistance.bootstrap import bootstrap as assistance
from services.intake.bootstrap import bootstrap as intake


@pytest.mark.parametrize("bootstrap", [intake, assistance], ids=["intake", "assistance"])
def test_a_document_that_is_not_there_stops_the_start(bootstrap: Callable[[Settings], Service], tmp_path: Path) -> None:
    (tmp_path / "regions.toml").write_text('[[regions]]\nprefix = "44"\nplace = "x"\nprofile = "nowhere-2000"\n')
    settings = Settings(
        service="intake",
        environment="embedded",
        port=1,
        database_url="postgresql://x@localhost/x",
        vault_url="postgresql://x@localhost/x",
        issuer="urn:x",
        jwks_file=tmp_path / "jwks.json",
        regions_file=tmp_path / "regions.toml",
    )
    with pytest.raises(ProfileError, match=r"regions\.toml: regions: 44: there is no profile 'nowhere-2000'"):
        bootstrap(settings)
