"""Invented unions in a county of each of the five documents, as a reference file of organisations."""

from importlib.resources import files
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """`union` and the county federation above it; `region` is the county's code."""

    profile: str
    region: str

    @property
    def county(self) -> str:
        return f"{self.region[:2]}/{self.region[:4]}/{self.region}"

    @property
    def union(self) -> str:
        return f"{self.county}/a-union"


KAIFENG = Place("kaifeng-2019", "410202")
YUNNAN = Place("yunnan-2017", "530102")
QINHUANGDAO = Place("qinhuangdao-2017", "130302")
BAISHA = Place("baisha-2020", "469025")
SHANTOU = Place("shantou-2016", "440507")
BESIDE_SHANTOU = (KAIFENG, YUNNAN, QINHUANGDAO, BAISHA)
"""Whose parameters are not among those that every test has."""


def organisations_file(folder: Path, *unions: tuple[str, str]) -> Path:
    """The file that is shipped with a union more in each place, and these of (path, region)."""
    shipped = files("kernel").joinpath("reference/organisations.toml").read_text(encoding="utf-8")
    file = folder / "organisations.toml"
    added = [*((place.union, place.region) for place in (*BESIDE_SHANTOU, SHANTOU)), *unions]
    file.write_text(shipped + "".join(_table(*each, "enterprise") for each in added), encoding="utf-8")
    return file


def _table(path: str, code: str, kind: str) -> str:
    return (
        f'\n[[organisation]]\npath = "{path}"\nname = "（虚构）工会"\nregion = "{code.ljust(6, "0")}"\n'
        f'phone = "000-0000 0001"\nkind = "{kind}"\n'
    )
