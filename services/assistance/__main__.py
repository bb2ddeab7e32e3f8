"""`python -m services.assistance`"""

from chassis.host import host
from services.assistance.bootstrap import bootstrap

host("services.assistance", bootstrap)
