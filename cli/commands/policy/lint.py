"""`jiekun policy lint`: reads profiles and overlays as strictly as the engine does, and says what is wrong where."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from cli.options import FAILED, AsJson, cannot, print_json
from cli.policy.law import Overlays, loaded
from policies.documents import profile as profiles
from policies.documents.profile import Profile
from policies.errors import ProfileError


def lint(
    documents: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PROFILE|FILE]…", help="政策编号或文件 · by id or file; all when none is named"),
    ] = None,
    overlays: Overlays = None,
    as_json: AsJson = False,
) -> None:
    """校验政策文件：未知事实、类型、代码、悬空引用 · check profiles: every condition, code, bound and reference."""
    told = [_read(document, overlays or []) for document in documents or profiles.names()]
    if as_json:
        print_json({"well": all(one["well"] for one in told), "profiles": told})
    else:
        console = Console(highlight=False, soft_wrap=True)
        for one in told:
            console.print(_sentence(one), markup=False)
    if not all(one["well"] for one in told):
        raise typer.Exit(FAILED)


def _read(document: str, overlays: list[Path]) -> dict[str, Any]:
    try:
        return {"document": document, "well": True, **_counted(loaded(document, overlays))}
    except ProfileError as bad:
        at = {"file": bad.file, "rule": bad.rule, "place": bad.place, "problem": bad.problem}
        return {"document": document, "well": False, "error": at}
    except OSError as error:
        cannot(f"{error.filename}: {error.strerror}")


def _counted(law: Profile) -> dict[str, Any]:
    return {
        "profile": law.id,
        "version": law.version,
        "title": law.document.title,
        "categories": len(law.categories),
        "exclusions": len(law.exclusions),
        "conditions": len(law.admission.conditions),
        "measures": len(law.document.measures),
        "readings": len(law.document.readings),
    }


def _sentence(one: dict[str, Any]) -> str:
    if not one["well"]:
        bad = one["error"]
        return f"✗ {bad['file']}: {bad['rule']}: {bad['place']}: {bad['problem']}"
    return (
        f"✓ {one['profile']} {one['title']}：{one['categories']} 类、{one['exclusions']} 项排除、"
        f"{one['conditions']} 个条件、{one['measures']} 项措施、{one['readings']} 条解读 · "
        f"{one['categories']} categories, {one['exclusions']} exclusions, {one['conditions']} conditions,"
        f" {one['measures']} measures, {one['readings']} readings; version {one['version'][:12]}"
    )
