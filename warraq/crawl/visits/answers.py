"""What a plan asks of the network and what it is told: a plan yields one address at a time and knows nothing of who fetches it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypeAlias, TypeVar

if TYPE_CHECKING:
    from warraq.items import Page, Reason

T = TypeVar("T")


class Ask(str):
    """An address with what it is asked for as; a plan that yields a plain one asks for a page."""

    __slots__ = ("accept", "login")
    accept: str | None
    """The header `Accept`; None: that of pages."""
    login: str | None
    """`user:password` for its host; None: none."""

    def __new__(cls, url: str, accept: str | None = None, login: str | None = None) -> Self:
        made = super().__new__(cls, url)
        made.accept, made.login = accept, login
        return made


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for one address."""

    url: str
    """The address asked for."""
    page: Page | None = None
    """What answered; None where nothing usable did."""
    reason: Reason | None = None
    """Why there is no page; None where there is one."""
    detail: str = ""
    """What the reason rests on, for people; one line."""
    moved_to: str | None = None
    """The address that answered, where every redirect to it was permanent (301, 308); None where none was, or one was not."""

    @property
    def failure(self) -> str:
        """The reason and what it rests on, as one phrase; empty where a page came."""
        return f"{self.reason}: {self.detail}" if self.reason and self.detail else str(self.reason or "")


Plan: TypeAlias = Generator[str, Answer, T]
"""Yields absolute http or https addresses, each answered before the next, and returns what it concludes."""
