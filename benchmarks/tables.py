"""What every benchmark prints: a table with the wanted value beside the measured one."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Table:
    """A benchmark's result; ``missed`` names what did not reach what is wanted."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, *cells: object, ok: bool = True) -> None:
        """Add a row; one that is not ok is marked and named among the missed."""
        texts = tuple(str(cell) for cell in cells)
        self.rows.append(texts)
        if not ok:
            self.missed.append(f"{self.title}: {texts[0]}")

    def text(self) -> str:
        """Return the table as aligned text."""
        widths = [max(len(row[i]) for row in [self.columns, *self.rows]) for i in range(len(self.columns))]

        def line(row: tuple[str, ...]) -> str:
            first, *others = row
            return "  ".join(
                [first.ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(others, widths[1:], strict=True))]
            )

        return "\n".join([self.title, line(self.columns), *(line(row) for row in self.rows)])
