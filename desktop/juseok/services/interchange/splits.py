"""Articles into train, dev and test: by a hash, so that an article stays where it is.

Pure.  Articles that are nearly the same go where the first of them goes.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final

from juseok.core.errors import KnownError

_NAMES: Final[Mapping[int, tuple[str, ...]]] = {2: ("train", "test"), 3: ("train", "dev", "test")}
_MOST: Final = 1_000_000

Shares = tuple[tuple[str, int], ...]


def read_split(written: str) -> Shares:
    """``8:1:1`` as names with their shares; raises ``KnownError`` (``recipe.split``).

    >>> read_split("8:2")
    (('train', 8), ('test', 2))
    """
    parts = [each.strip() for each in written.split(":")]
    numbers = [int(each) for each in parts if each.isascii() and each.isdigit() and len(each) < 7]
    names = _NAMES.get(len(parts))
    if names is None or len(numbers) < len(parts) or not 0 < sum(numbers) <= _MOST:
        raise KnownError("recipe.split", split=written)
    return tuple(zip(names, numbers, strict=True))


def part_of(article: str, *, shares: Shares, seed: int) -> str:
    """The part that an article goes to: by its id and the seed alone."""
    digest = hashlib.sha256(f"{seed}\x1f{article}".encode()).digest()
    place = int.from_bytes(digest[:8]) * sum(share for _, share in shares) >> 64
    for name, share in shares:
        if place < share:
            return name
        place -= share
    raise AssertionError("a place below the sum of all shares")


def split_articles(
    articles: Sequence[str], *, shares: Shares, seed: int, first: Mapping[str, str]
) -> dict[str, list[str]]:
    """The articles of each part, in their order; ``first``: article → the first of those that are
    nearly the same, where that is another one."""
    found: dict[str, list[str]] = {name: [] for name, _ in shares}
    for article in articles:
        found[part_of(first.get(article, article), shares=shares, seed=seed)].append(article)
    return found
