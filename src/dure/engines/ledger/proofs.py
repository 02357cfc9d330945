"""Proofs, read from tiles: a few tiles per proof, whatever the size of the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dure.verify import TILE_WIDTH, node_hash, to_base64

ReadTile = Callable[[int, int, int], Sequence[bytes]]
"""Gives the first ``width`` hashes of a tile: (level, index, width)."""

_TILE_HEIGHT = 8


class _Tree:
    """Hashes of ranges of a tree of ``size`` entries, each tile read and hashed once."""

    def __init__(self, size: int, read_tile: ReadTile) -> None:
        self.size = size
        self._read_tile = read_tile
        self._pyramids: dict[tuple[int, int], list[list[bytes]]] = {}

    def _pyramid(self, level: int, index: int) -> list[list[bytes]]:
        """Return a tile's hashes and, above them, those of the pairs, as far as there are full pairs."""
        key = (level, index)
        if key not in self._pyramids:
            width = min(TILE_WIDTH, self.size // TILE_WIDTH**level - index * TILE_WIDTH)
            rows = [list(self._read_tile(level, index, width))]
            while len(rows[-1]) > 1:
                row = rows[-1]
                rows.append([node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)])
            self._pyramids[key] = rows
        return self._pyramids[key]

    def range(self, start: int, end: int) -> bytes:
        """Return MTH(D[start:end]) where ``start`` is a multiple of the largest full subtree in the range."""
        width = end - start
        if width & (width - 1) == 0:  # a full subtree stands in one tile
            level, height = divmod(width.bit_length() - 1, _TILE_HEIGHT)
            index, position = divmod(start >> (_TILE_HEIGHT * level), TILE_WIDTH)
            return self._pyramid(level, index)[height][position >> height]
        split = start + _split(width)
        return node_hash(self.range(start, split), self.range(split, end))


def _split(width: int) -> int:
    """Return the largest power of two below ``width``: where RFC 9162, 2.1.1 splits a tree."""
    return 1 << ((width - 1).bit_length() - 1)


def inclusion_proof(index: int, size: int, read_tile: ReadTile) -> list[bytes]:
    """Return the hashes from the leaf's sibling up to the root's child: PATH(m, D[n]) of RFC 9162, 2.1.3.1.

    Raises:
        IndexError: no entry stands at ``index`` in a tree of ``size`` entries.
    """
    if not 0 <= index < size:
        message = f"index {index} is outside of a tree of {size} entries"
        raise IndexError(message)
    tree = _Tree(size, read_tile)
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        split = start + _split(end - start)
        if index < split:
            path.append(tree.range(split, end))
            end = split
        else:
            path.append(tree.range(start, split))
            start = split
    return path[::-1]


def consistency_proof(old_size: int, new_size: int, read_tile: ReadTile) -> list[bytes]:
    """Return the hashes that show the older tree to be the beginning of the newer: RFC 9162, 2.1.4.1.

    Empty where there is nothing to prove: the old tree is empty or both are one.

    Raises:
        IndexError: the old tree is the larger one.
    """
    if not 0 <= old_size <= new_size:
        message = f"a tree of {old_size} entries does not come before one of {new_size}"
        raise IndexError(message)
    if old_size in {0, new_size}:
        return []
    tree = _Tree(new_size, read_tile)
    path: list[bytes] = []
    start, end, is_old_tree = 0, new_size, True  # is_old_tree: the verifier knows MTH(D[start:old_size]) already
    while end != old_size:
        split = start + _split(end - start)
        if old_size <= split:
            path.append(tree.range(split, end))
            end = split
        else:
            path.append(tree.range(start, split))
            start, is_old_tree = split, False
    if not is_old_tree:
        path.append(tree.range(start, end))
    return path[::-1]


def receipt_text(*, index: int, entry: bytes, proof: Sequence[bytes], checkpoint: bytes) -> bytes:
    """Return a ``.tlog-proof`` file; its ``extra`` line holds the entry, so that it can be checked alone."""
    hashes = "".join(f"{to_base64(digest)}\n" for digest in proof)
    return f"c2sp.org/tlog-proof@v1\nextra {to_base64(entry)}\nindex {index}\n{hashes}\n".encode() + checkpoint
