"""`python -m services.intake`"""

from chassis.host import host
from services.intake.bootstrap import bootstrap

host("services.intake", bootstrap)
