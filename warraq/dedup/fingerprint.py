"""What is kept of a text to find and judge its copies: a few hashes for the look-up, and its words as numbers for the comparison."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import xxhash

from warraq.dedup.shingles import WINDOW, shingle_hashes, winnow, word_hashes
from warraq.dedup.tokens import tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALGO_VERSION: Final = 2
"""Version of everything that decides the numbers below: raise it with any change of tokens, hashes or windows, and all is counted anew."""

FINGERPRINT_WORDS: Final = 14
"""Words below which a text has too few shingles to be judged by them: only the very same words in title and body make a copy."""

_SHORT: Final = 2 * WINDOW  # words; of so few, a longer text keeps four hashes on average, and one edit may take half of them

SHORT_BYTES: Final = 4 * (_SHORT + 1)
"""Packed fingerprints of fewer bytes are those of texts for which one hash in common is enough (`hashes_needed`)."""


@dataclass(frozen=True)
class Fingerprint:
    """The title and body of one article, as they are looked up and compared; about 4 bytes a word when stored."""

    words: NDArray[np.uint32]
    """Hashes of the words of title and body, in order."""
    title_words: int
    """How many of them are the title's."""
    algo_version: int = ALGO_VERSION

    @cached_property
    def hashes(self) -> tuple[int, ...]:
        """Signed 64-bit hashes by which candidates are looked up, about 19 an article and one for a text too short for shingles."""
        if len(self.words) < FINGERPRINT_WORDS:
            return (self._whole(),) if len(self.words) else ()
        return tuple(winnow(self._wide_shingles).astype(np.int64).tolist())

    @property
    def hashes_needed(self) -> int:
        """Hashes that another text must share with this one to be worth comparing: one suffices a text too short to share more."""
        return 1 if len(self.words) < _SHORT else 2

    @cached_property
    def shingles(self) -> NDArray[np.uint32]:
        """Hashes of its three-word shingles, in order: for the comparison, and for what each day contributes to the common set."""
        return (self._wide_shingles >> np.uint64(32)).astype(np.uint32)

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """The places of the shingles, sorted by their hashes, an earlier place before a later one."""
        return np.argsort(self.shingles, kind="stable")

    @cached_property
    def ranked(self) -> NDArray[np.uint32]:
        """The shingles' hashes, ascending."""
        return self.shingles[self.order]

    @cached_property
    def _wide_shingles(self) -> NDArray[np.uint64]:
        return shingle_hashes(self.words)

    def _whole(self) -> int:
        return int(np.uint64(xxhash.xxh3_64_intdigest(self.words.astype("<u4").tobytes())).astype(np.int64))

    def pack(self) -> bytes:
        """For the store: the title's length, then the words, little-endian 32-bit numbers; `unpack` reads it again."""
        return np.concatenate(([np.uint32(self.title_words)], self.words)).astype("<u4").tobytes()

    @classmethod
    def unpack(cls, packed: bytes, algo_version: int = ALGO_VERSION) -> Fingerprint:
        """Raises ValueError where the bytes are no whole number of words."""
        numbers = np.frombuffer(packed, "<u4").astype(np.uint32)
        if not len(numbers) or numbers[0] > len(numbers) - 1:
            raise ValueError(f"{len(packed)} bytes are no packed fingerprint")
        return cls(numbers[1:], int(numbers[0]), algo_version)


def fingerprint(title: str | None, body: str) -> Fingerprint:
    """The fingerprint of an article; letters, marks, digits and punctuation that writers exchange make no difference to it."""
    title_words = tokens(title or "")
    return Fingerprint(word_hashes(title_words + tokens(body)), len(title_words))
