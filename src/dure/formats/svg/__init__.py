"""Maps as SVG text: a choropleth, an equal-size tile map, their legend, and both as a picture to keep.

Values in, text out. The caller brings shapes, values and every word that people read; this package knows how to cut
values into classes, which shades may stand side by side, and where a label has room. One unit is a tenth of a unit of
the path data, so that all coordinates are whole numbers (a third of the bytes).
"""

from dure.formats.svg.choropleth import Inset, choropleth, shape_sheet, silhouette
from dure.formats.svg.classes import Class, level_of, natural_classes
from dure.formats.svg.marks import Box, Group, Mark
from dure.formats.svg.outlines import Outline, combined_focus, outline
from dure.formats.svg.palette import LINE, NO_DATA, ZERO, ink_on, shades
from dure.formats.svg.picture import LegendEntry, picture
from dure.formats.svg.tilemap import tile_map

__all__ = [
    "LINE",
    "NO_DATA",
    "ZERO",
    "Box",
    "Class",
    "Group",
    "Inset",
    "LegendEntry",
    "Mark",
    "Outline",
    "choropleth",
    "combined_focus",
    "ink_on",
    "level_of",
    "natural_classes",
    "outline",
    "picture",
    "shades",
    "shape_sheet",
    "silhouette",
    "tile_map",
]
