"""Gathers the models of the rooms, so that Django finds them."""

from governance.structure.models import Trust

__all__ = ["Trust"]
