"""The main of one service's process: settings, logs, migrations, threads, HTTP; and all of it ended in order.

`python -m services.<name>` serves; with a word behind it (`drift`, `rebuild …`) it does that and ends: `chassis.tools`.
"""

import sys
from collections.abc import Callable, Mapping

from chassis import logs, rights, settings, tools
from chassis.clock import read_wall_clock_by, real_now
from chassis.http.app import create_app
from chassis.http.auth import Tokens
from chassis.http.keys import JwksFile
from chassis.http.peers import Proxies
from chassis.http.server import serve
from chassis.memory import look_through_seldom
from chassis.resources import Resources
from chassis.runtime import Runtime
from chassis.service import Service
from chassis.settings import Settings
from chassis.structs import learn_all
from chassis.wrapped_ports import WrappedPorts
from kernel import calendar, organisation


def host(
    module: str,
    bootstrap: Callable[[Settings], Service[Resources]],
    ports: WrappedPorts | None = None,
    *,
    own_words: Mapping[str, tools.Tool] | None = None,
) -> None:
    """Runs `services.<name>` until a signal ends it; `module` finds its migrations; a launcher gives `ports`."""
    ports, known = ports or WrappedPorts(), {**tools.TOOLS, **(own_words or {})}
    read_wall_clock_by(ports.real_time)
    asked = sys.argv[1:]
    if asked and asked[0] not in known:
        raise SystemExit(f"python -m {module} takes nothing, or a word: {', '.join(known)}")
    set_to = settings.load(Settings)
    logs.configure(set_to.service, set_to.log_level)
    if asked:
        raise SystemExit(tools.run(bootstrap(set_to), known[asked[0]], asked[1:]))
    if set_to.migration_url is not None:
        from chassis.migrate import upgrade  # alembic takes a second to load, and most processes never need it

        upgrade(module, set_to.migration_url)
    service = bootstrap(set_to)
    if set_to.environment == "production":
        _refuse_excess(service, set_to)
    _serve(service, set_to, ports)


def _refuse_excess(service: Service[Resources], set_to: Settings) -> None:
    vault = service.vault
    found = rights.breaches(service.name, set_to.database_url, set_to.vault_url, may_open=vault.may_open)
    if found:
        service.store.close()
        vault.close()
        settings.refuse(found)


def _serve(service: Service[Resources], set_to: Settings, ports: WrappedPorts) -> None:
    learn_all()
    calendar.is_working_day(calendar.business_date(real_now()))  # the library of holidays: no caller waits for it
    runtime, proxies = Runtime(service, set_to, ports), Proxies(set_to.proxies)
    app = create_app(
        service.name,
        service.routers,
        service.errors,
        runtime.probes(),
        tokens=Tokens(
            JwksFile(set_to.jwks_file),
            set_to.issuer,
            set_to.audience,
            organisations=organisation.read(set_to.organisations_file),
            lifetime_max_s=set_to.token_hours_max * 3600,
        ),
        keyed_hash=service.vault.keyed_hash,
        raises=service.raises,
        body_limits=service.body_limits,
        proxies=proxies,
        production=set_to.environment == "production",
    )
    look_through_seldom()
    serve(app, set_to.host, set_to.port, runtime.start, runtime.stop, proxies=proxies)
