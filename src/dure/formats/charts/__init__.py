"""Charts as SVG text, each with its data table and an alternative text.

Values and every word that people read come from the caller; a chart comes back as SVG, rows and a sentence. Colours are
Okabe and Ito's, told apart by all kinds of colour vision, and never the only sign: shapes, hatching or numbers say the
same.
"""

from __future__ import annotations

from dure.formats.charts.assignment import Judge, Shared, assignment_graph
from dure.formats.charts.bars import PairedBar, SharesBar, paired_bars, share_bars
from dure.formats.charts.canvas import Chart
from dure.formats.charts.intervals import Band, Interval, interval_chart
from dure.formats.charts.profiles import ProfileLine, SlopeLine, profile_chart, slope_chart

__all__ = [
    "Band",
    "Chart",
    "Interval",
    "Judge",
    "PairedBar",
    "ProfileLine",
    "Shared",
    "SharesBar",
    "SlopeLine",
    "assignment_graph",
    "interval_chart",
    "paired_bars",
    "profile_chart",
    "share_bars",
    "slope_chart",
]
