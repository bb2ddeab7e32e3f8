"""`python -m contracts.generate`: writes `contracts/schemas/*.json` and `docs/events.md` from the classes.

`generated()` is the same as data: a test compares it with the files.
"""

from pathlib import Path

from contracts import assistance, intake, ledger, verification
from contracts.page import page
from contracts.shapes import schema_text

ROOT = Path(__file__).resolve().parent.parent

PRODUCERS = {
    "intake": intake,
    "verification": verification,
    "assistance": assistance,
    "ledger": ledger,
}


def main() -> None:
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for stale in set(schemas_folder().glob("*.json")) - generated().keys():
        stale.unlink()


def generated() -> dict[Path, str]:
    """Every generated file with the text it must hold."""
    files = {
        schemas_folder() / f"{name}.json": schema_text(name, cls)
        for module in PRODUCERS.values()
        for name, cls in module.EVENTS.items()
    }
    return files | {ROOT / "docs" / "events.md": page(PRODUCERS, ROOT)}


def schemas_folder() -> Path:
    return ROOT / "contracts" / "schemas"


if __name__ == "__main__":
    main()
