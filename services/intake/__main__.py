"""`python -m services.intake`"""

from chassis.host import host
from services.intake.bootstrap import bootstrap
from services.intake.tools import WORDS

host("services.intake", bootstrap, own_words=WORDS)
