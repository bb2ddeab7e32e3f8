"""One process of one service: settings, logs, migrations, threads, HTTP; and all of it ended in order.

`python -m services.<name>` serves; `python -m services.<name> drift` compares its read models with a rebuild from
zero, prints one JSON object and ends with 1 when they differ.
"""

import json
import sys
from collections.abc import Callable

from chassis import logs, settings
from chassis.http.app import create_app
from chassis.http.auth import Tokens
from chassis.http.keys import JwksFile
from chassis.http.server import serve
from chassis.rebuild import drift
from chassis.runtime import Runtime
from chassis.service import Service
from chassis.settings import Settings
from chassis.structs import learn_all


def host(module: str, bootstrap: Callable[[Settings], Service]) -> None:
    """Runs `services.<name>` until a signal ends it; `module` finds its migrations."""
    asked = sys.argv[1:]
    if asked not in ([], ["drift"]):
        raise SystemExit(f"python -m {module} takes nothing, or the word drift")
    set_to = settings.load(Settings)
    logs.configure(set_to.service, set_to.log_level)
    if asked:
        raise SystemExit(_tell_drift(bootstrap(set_to)))
    if set_to.migration_url is not None:
        from chassis.migrate import upgrade  # alembic takes a second to load, and most processes never need it

        upgrade(module, set_to.migration_url)
    _serve(bootstrap(set_to), set_to)


def _serve(service: Service, set_to: Settings) -> None:
    learn_all()
    runtime = Runtime(service, set_to)
    app = create_app(
        service.name,
        service.routers,
        service.errors,
        runtime.probes(),
        tokens=Tokens(JwksFile(set_to.jwks_file), set_to.issuer, set_to.audience),
        keyed_hash=service.vault.keyed_hash,
        raises=service.raises,
        body_limits=service.body_limits,
        production=set_to.environment == "production",
    )
    serve(app, set_to.host, set_to.port, runtime.start, runtime.stop)


def _tell_drift(service: Service) -> int:
    """Counts alone: rows stay where they are."""
    apart: dict[str, dict[str, int]] = {}
    with service.store.pool.connection() as connection:
        for models in service.read_models:
            found = drift(connection, service.store.codec, models.project, models.tables)
            apart |= {t: {"only_live": len(was), "only_rebuilt": len(now)} for t, (was, now) in found.items()}
    tables = sorted(table for models in service.read_models for table in models.tables)
    sys.stdout.write(json.dumps({"service": service.name, "tables": tables, "apart": apart}) + "\n")
    service.store.close()
    service.vault.close()
    return 1 if apart else 0
