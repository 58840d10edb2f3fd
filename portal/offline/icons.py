"""Draw the icons of the installed portal from its own mark: img/icon.svg as PNG files.

Run it when the mark has changed: python -m portal.offline.icons. It understands as much of SVG as
the mark needs (a rounded ground and filled paths) and draws the same pixels on every machine; a
test holds the committed files against it.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from lxml import etree
from numpy.typing import NDArray

IMAGES = Path(__file__).resolve().parent.parent / "static" / "img"
MARK = IMAGES / "icon.svg"
# A system may cut a maskable icon down to a circle of four fifths of its width.
ICONS = {"icon-192.png": (192, False), "icon-512.png": (512, False)} | {
    "icon-maskable-512.png": (512, True)
}
_UNITS = 32  # the mark is drawn on 32 by 32
_MASKABLE_SCALE = 0.72
_FINER = 4  # samples a pixel, in each direction
_CURVE_STEPS = 24
_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")

Point = tuple[float, float]
Cover = NDArray[np.float64]


def draw(size_px: int, *, is_maskable: bool) -> bytes:
    """Return the mark as a PNG file of this size; a maskable one fills its square."""
    root = etree.fromstring(MARK.read_bytes())
    rect = root.find("{*}rect")
    group = root.find("{*}g")
    assert rect is not None and group is not None
    scale = _MASKABLE_SCALE if is_maskable else 1.0
    paths = [
        [((x - 16) * scale + 16, (y - 16) * scale + 16) for x, y in line]
        for path in group.iter("{*}path")
        for line in [list(_outline(str(path.get("d"))))]
    ]
    radius = 0.0 if is_maskable else float(str(rect.get("rx")))
    ground = _cover([_rounded_square(radius)], size_px)
    mark = _cover(paths, size_px)
    colours = [_rgb(str(rect.get("fill"))), _rgb(str(group.get("fill")))]
    image = np.empty((size_px, size_px, 4))
    for channel in range(3):
        image[..., channel] = colours[0][channel] * (1 - mark) + colours[1][channel] * mark
    image[..., 3] = 255 * ground
    return _png(np.rint(image).astype(np.uint8))


def _outline(path: str) -> Iterator[Point]:
    """Yield the points of a path made of M, C, S and Z, absolute or relative, as one line."""
    tokens = _TOKEN.findall(path)
    here = handle = (0.0, 0.0)
    at, command = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
            if command in "Zz":
                continue
        count = {"m": 1, "c": 3, "s": 2}[command.lower()]
        numbers = [float(token) for token in tokens[at : at + 2 * count]]
        at += 2 * count
        origin = here if command.islower() else (0.0, 0.0)
        points = [
            (x + origin[0], y + origin[1]) for x, y in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        if command in "Mm":
            here = handle = points[0]
            yield here
            continue
        if command in "Ss":
            points.insert(0, (2 * here[0] - handle[0], 2 * here[1] - handle[1]))
        yield from _curve(here, *points)
        handle, here = points[1], points[2]


def _curve(start: Point, first: Point, second: Point, end: Point) -> Iterator[Point]:
    """Yield points of a cubic Bézier curve, without its start."""
    for step in range(1, _CURVE_STEPS + 1):
        t = step / _CURVE_STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        corners = (start, first, second, end)
        x, y = (
            sum(weight * corner[axis] for weight, corner in zip(weights, corners, strict=True))
            for axis in (0, 1)
        )
        yield x, y


def _rounded_square(radius: float) -> list[Point]:
    if not radius:
        return [(0, 0), (_UNITS, 0), (_UNITS, _UNITS), (0, _UNITS)]
    far = _UNITS - radius
    angles = np.linspace(0, np.pi / 2, _CURVE_STEPS)
    points: list[Point] = []
    for turn, (x, y) in enumerate([(far, far), (radius, far), (radius, radius), (far, radius)]):
        for angle in angles + turn * np.pi / 2:
            points.append((float(x + radius * np.cos(angle)), float(y + radius * np.sin(angle))))
    return points


def _cover(lines: list[list[Point]], size_px: int) -> Cover:
    """Return how much of each pixel lies inside closed lines, 0 to 1: (size, size)."""
    fine = size_px * _FINER
    middles = (np.arange(fine) + 0.5) * _UNITS / fine
    inside = np.zeros((fine, fine), dtype=bool)
    for line in lines:
        own = np.zeros((fine, fine), dtype=bool)
        for (x1, y1), (x2, y2) in zip(line, line[1:] + line[:1], strict=True):
            for row in np.nonzero((middles >= min(y1, y2)) & (middles < max(y1, y2)))[0]:
                crossing = x1 + (middles[row] - y1) * (x2 - x1) / (y2 - y1)
                own[row, middles > crossing] ^= True
        inside |= own
    cover: Cover = inside.reshape(size_px, _FINER, size_px, _FINER).mean(axis=(1, 3))
    return cover


def _rgb(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def _png(pixels: NDArray[np.uint8]) -> bytes:
    """Return pixels, (height, width, 4) as RGBA, as a PNG file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    height, width = pixels.shape[:2]
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">2I5B", width, height, 8, 6, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(rows, 9)),
            chunk(b"IEND", b""),
        )
    )


def main() -> None:
    """Write all icons."""
    for name, (size_px, is_maskable) in ICONS.items():
        (IMAGES / name).write_bytes(draw(size_px, is_maskable=is_maskable))


if __name__ == "__main__":
    main()
