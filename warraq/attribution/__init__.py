"""Who said it: finds the outlets that an Arabic article names as its sources, with the words that prove it."""

from warraq.attribution.mentions.registry import Registry, RegistryEntry
from warraq.attribution.sources import find_sources

__all__ = ["Registry", "RegistryEntry", "find_sources"]
