"""A sheet to draw on, measured in points from its upper left corner; matplotlib is imported here alone, and late.

Ink is one colour at several strengths, with one accent: shapes, widths and words tell things apart, never hue. On the page the ink is
the text's own colour.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from codev_voice.errors import MachineError
from codev_voice.session.disk import FILE_MODE, make_folder
from codev_voice.session.places import user_folder

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Side = Literal["left", "center", "right"]
WIDTH = 380.0
INK, ACCENT = "#14181b", "#0072b2"  # the accent is Okabe and Ito's blue: dark on white, in grey too
TITLE, TEXT, SMALL = 11.0, 9.0, 8.0
DOTS = 220  # an inch, for pixels: a narrow column of A4 at printing quality
_INCH = 72.0
_EDGE = 12.0  # points of white around a picture that stands by itself
_UNDER = 0.5  # matplotlib's order of shapes: they are at 1
_LETTER = 0.57  # mean width of a letter, of its size
_ONE_AT_A_TIME = threading.Lock()  # matplotlib's settings are the process's
_SETTINGS: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],  # it comes with matplotlib
    "text.parse_math": False,  # a name may hold a dollar
    "svg.fonttype": "none",
    "svg.hashsalt": "codev-voice",
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.7,
}


class Sheet:
    """What the pictures are drawn with."""

    def __init__(self, figure: Figure, axes: Axes) -> None:
        self.figure = figure
        self.axes = axes

    def text(
        self, x: float, y: float, words: str, *, size: float = TEXT, at: Side = "left", bold: bool = False, strength: float = 1.0
    ) -> None:
        """Words centred on the line at `y`, `at` their left, right or center."""
        plain = "".join(letter if letter.isprintable() else " " for letter in words)
        weight = "bold" if bold else "normal"
        self.axes.text(x, y, plain, size=size, ha=at, va="center_baseline", weight=weight, color=INK, alpha=strength)

    def box(self, x: float, y: float, width: float, height: float, *, strength: float = 1.0, color: str = INK, hatch: str = "") -> None:
        """A filled rectangle, or a hatched one."""
        from matplotlib.patches import Rectangle

        if hatch:
            drawn = Rectangle((x, y), width, height, fill=False, hatch=hatch, edgecolor=color, linewidth=0, alpha=strength)
        else:
            drawn = Rectangle((x, y), width, height, facecolor=color, edgecolor="none", linewidth=0, alpha=strength)
        self.axes.add_patch(drawn)

    def frame(self, x: float, y: float, width: float, height: float, *, strength: float = 0.6) -> None:
        """The outline of a rectangle."""
        from matplotlib.patches import Rectangle

        self.axes.add_patch(Rectangle((x, y), width, height, fill=False, edgecolor=INK, linewidth=0.8, alpha=strength))

    def boxes(self, spans: Sequence[tuple[float, float]], y: float, height: float, *, strength: float = 1.0, color: str = INK) -> None:
        """Many rectangles on one row, from one abscissa to another: a single shape, however many there are."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        if not spans:
            return
        points: list[tuple[float, float]] = []
        for left, right in spans:
            points += [(left, y), (right, y), (right, y + height), (left, y + height), (left, y)]
        codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(spans)
        self.axes.add_patch(PathPatch(Path(points, codes), facecolor=color, edgecolor="none", linewidth=0, alpha=strength))

    def line(self, xs: Sequence[float], ys: Sequence[float], *, width: float = 0.8, strength: float = 1.0, color: str = INK) -> None:
        """A line through these points, under everything else."""
        self.axes.plot(xs, ys, linewidth=width, color=color, alpha=strength, solid_capstyle="round", zorder=_UNDER)

    def mark(self, x: float, y: float, shape: str, *, size: float = 9.0, color: str = INK) -> None:
        """A small sign, by matplotlib's names of them."""
        self.axes.plot([x], [y], marker=shape, markersize=size, color=color, markeredgewidth=0, linestyle="none")

    def ring(self, x: float, y: float, *, size: float = 9.0) -> None:
        """An empty circle."""
        self.axes.plot(
            [x], [y], marker="o", markersize=size, markerfacecolor="none", markeredgecolor=INK, markeredgewidth=1.3, linestyle="none"
        )


def width_of(words: str, size: float = TEXT) -> float:
    """About how wide these words are, in points."""
    return _LETTER * size * len(words)


def shortened(words: str, width: float, size: float = TEXT) -> str:
    """What fits of these words."""
    most = int(width / (_LETTER * size))
    return words if len(words) <= most else f"{words[: max(1, most - 1)].rstrip()}…"


def drawn(draw: Callable[[Sheet], None], height: float, form: str) -> bytes:
    """The picture in this form: "svg" for a page, without ground nor edge; "png" or "pdf", white, by itself."""
    with _drawing():
        from matplotlib.figure import Figure

        edge = 0.0 if form == "svg" else _EDGE
        wide, tall = WIDTH + 2 * edge, height + 2 * edge
        figure = Figure(figsize=(wide / _INCH, tall / _INCH), facecolor="none" if form == "svg" else "white")
        axes = figure.add_axes((edge / wide, edge / tall, WIDTH / wide, height / tall))
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        draw(Sheet(figure, axes))
        made = io.BytesIO()
        figure.savefig(made, format=form, dpi=DOTS if form == "png" else _INCH, metadata=_unsigned(form))
        return made.getvalue()


def _unsigned(form: str) -> dict[str, None]:
    """Neither when nor with what it was drawn: the same figures give the same file."""
    said = {"svg": ("Date", "Creator"), "pdf": ("CreationDate", "Creator", "Producer"), "png": ("Software",)}
    return dict.fromkeys(said[form])


@contextlib.contextmanager
def _drawing() -> Iterator[None]:
    """Hold matplotlib, quiet, with our settings and nobody's file of settings."""
    with _ONE_AT_A_TIME:
        _keep_apart()
        import matplotlib as mpl

        with mpl.rc_context(), warnings.catch_warnings():
            mpl.rcdefaults()
            mpl.rcParams.update(cast("Any", _SETTINGS))
            warnings.filterwarnings("ignore", message="Glyph ", category=UserWarning)  # a letter that the font lacks stays a box
            yield


def _keep_apart() -> None:
    """Have matplotlib keep its list of fonts with our own data, ours alone to read; where it cannot, it uses a passing folder."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    if "matplotlib" in sys.modules or "MPLCONFIGDIR" in os.environ:
        return
    folder = user_folder() / "matplotlib"
    with contextlib.suppress(MachineError):
        make_folder(folder)
    os.environ["MPLCONFIGDIR"] = str(folder)
    import matplotlib.font_manager  # noqa: F401 - reads the list of fonts, or makes it, where it was just told

    del os.environ["MPLCONFIGDIR"]
    with contextlib.suppress(OSError):
        for kept in folder.iterdir():
            kept.chmod(FILE_MODE)
