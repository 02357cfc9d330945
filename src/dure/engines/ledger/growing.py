"""Growing the tree: from entries to the files of a tiled log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dure.engines.ledger.proofs import ReadTile
from dure.verify import TILE_WIDTH, Frontier, leaf_hash, tile_path, tree_root

LARGEST_ENTRY = 65_535  # bytes: the length before an entry is a uint16


class EntryTooLarge(Exception):
    """An entry does not fit into a bundle; files enter the log as digests."""


def join_bundle(entries: Iterable[bytes]) -> bytes:
    """Return a bundle: each entry behind its length as a big-endian uint16.

    Raises:
        EntryTooLarge: an entry has more than 65,535 bytes.
    """
    parts = []
    for entry in entries:
        if len(entry) > LARGEST_ENTRY:
            message = f"an entry has {len(entry)} bytes, at most {LARGEST_ENTRY} fit"
            raise EntryTooLarge(message)
        parts += [len(entry).to_bytes(2, "big"), entry]
    return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Edge:
    """The right edge of a tree: all that is needed to append to it.

    ``bundle`` holds the entries of the last, partial bundle (none after a full one), ``levels`` the hashes of the
    last, partial tile of each level from the leaves up.
    """

    size: int
    bundle: tuple[bytes, ...]
    levels: tuple[tuple[bytes, ...], ...]

    @property
    def root(self) -> bytes:
        """The root over all entries so far."""
        tree = Frontier()
        for level in reversed(range(len(self.levels))):
            for digest in self.levels[level]:
                tree.add(digest, TILE_WIDTH**level)
        return tree.root_with()


EMPTY_EDGE = Edge(0, (), ())


def append(edge: Edge, entries: Sequence[bytes]) -> tuple[Edge, dict[str, bytes]]:
    """Append entries; return the new edge and the files to write, by path: a pure function of all entries.

    A full tile appears once and never changes; a partial tile is never hashed upward. The order of the files is the
    order to write them in: bundles before the tiles over them.

    Raises:
        EntryTooLarge: an entry has more than 65,535 bytes.
    """
    files: dict[str, bytes] = {}
    bundle = [*edge.bundle, *entries]
    number = edge.size // TILE_WIDTH
    while len(bundle) >= TILE_WIDTH:
        files[tile_path("entries", number)] = join_bundle(bundle[:TILE_WIDTH])
        del bundle[:TILE_WIDTH]
        number += 1
    if bundle and entries:
        files[tile_path("entries", number, len(bundle))] = join_bundle(bundle)
    levels = [list(level) for level in edge.levels]
    rising = [leaf_hash(entry) for entry in entries]
    level = 0
    while rising:
        if level == len(levels):
            levels.append([])
        hashes = levels[level] + rising
        number = edge.size // TILE_WIDTH ** (level + 1)
        rising = []
        while len(hashes) >= TILE_WIDTH:
            files[tile_path(level, number)] = b"".join(hashes[:TILE_WIDTH])
            rising.append(tree_root(hashes[:TILE_WIDTH]))
            del hashes[:TILE_WIDTH]
            number += 1
        if hashes:
            files[tile_path(level, number, len(hashes))] = b"".join(hashes)
        levels[level] = hashes
        level += 1
    return Edge(edge.size + len(entries), tuple(bundle), tuple(map(tuple, levels))), files


def edge_at(size: int, read_tile: ReadTile, read_bundle: ReadTile) -> Edge:
    """Return the edge of a tree of ``size`` entries, read back from its partial tiles.

    Args:
        size: number of entries.
        read_tile: gives the first hashes of a tile: (level, index, width).
        read_bundle: gives the first entries of a bundle, level 0.
    """
    levels: list[tuple[bytes, ...]] = []
    level, rest = 0, size
    while rest:
        rest, width = divmod(rest, TILE_WIDTH)
        levels.append(tuple(read_tile(level, rest, width)) if width else ())
        level += 1
    width = size % TILE_WIDTH
    return Edge(size, tuple(read_bundle(0, size // TILE_WIDTH, width)) if width else (), tuple(levels))
