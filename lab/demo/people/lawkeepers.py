"""Who sets the law's parameters: the federations, from the fictive sample, before anybody applies."""

from lab.demo.people.duties import PARAMETER_CONFIRMER, PARAMETER_SETTER
from lab.demo.world import World
from policies.parameters import book as parameters
from portal import law


def set_parameters(world: World) -> None:
    """The same again changes nothing."""
    law.put(world.portal, PARAMETER_SETTER, PARAMETER_CONFIRMER, parameters.load(law.SAMPLE).entries)
