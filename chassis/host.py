"""One process of one service: settings, logs, migrations, threads, HTTP; and all of it ended in order."""

from collections.abc import Callable

from chassis import logs, settings
from chassis.http.app import create_app
from chassis.http.auth import Tokens
from chassis.http.keys import JwksFile
from chassis.http.server import serve
from chassis.migrate import upgrade
from chassis.runtime import Runtime
from chassis.service import Service
from chassis.settings import Settings


def host(module: str, bootstrap: Callable[[Settings], Service]) -> None:
    """Runs `services.<name>` until a signal ends it; `module` finds its migrations."""
    set_to = settings.load(Settings)
    logs.configure(set_to.service, set_to.log_level)
    if set_to.migration_url is not None:
        upgrade(module, set_to.migration_url)
    service = bootstrap(set_to)
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
