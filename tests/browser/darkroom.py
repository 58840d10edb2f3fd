"""What can be read from a picture of a page: contrast as it is drawn, and how two pictures differ.

The pictures are read by the browser itself, on an empty page of its own, so that no library for
images is needed. Formulas of luminance and contrast: WCAG 2.2, "relative luminance" and "contrast
ratio" (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance).
"""

import base64
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

_READ = """async (png) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  return image;
}"""
_LUMINANCE = """(rgb) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, n) => {
  const part = rgb[n] / 255;
  return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
}, 0)"""
# The least contrast of a colour with what fills at least a hundredth of a box: an edge or a
# corner that is smoothed lies under no letter.
_LEAST_CONTRAST = f"""async ([png, boxes]) => {{
  const luminance = {_LUMINANCE};
  const image = await ({_READ})(png);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d", {{ willReadFrequently: true }});
  context.drawImage(image, 0, 0);
  return boxes.map(({{ x, y, width, height, colour }}) => {{
    const {{ data }} = context.getImageData(x, y, Math.max(1, width), Math.max(1, height));
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {{
      const key = data[at] << 16 | data[at + 1] << 8 | data[at + 2];
      counts.set(key, (counts.get(key) || 0) + 1);
    }}
    const text = luminance(colour);
    const ratios = [...counts].filter(([, count]) => count * 400 >= data.length).map(([key]) => {{
      const ground = luminance([key >> 16, key >> 8 & 255, key & 255]);
      return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    }});
    return Math.min(...ratios);
  }});
}}"""
_SHRINK = f"""async ([png, width, height]) => {{
  const image = await ({_READ})(png);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, width, height);
  const blob = await canvas.convertToBlob();
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}}"""
# The greatest difference of any spot of 2 x 2 px at the size of the first picture, as a share of
# the whole range of a colour.
_DIFFERENCE = f"""async (pictures) => {{
  const images = await Promise.all(pictures.map({_READ}));
  const [width, height] = [images[0].width, images[0].height];
  const [one, other] = images.map((image) => {{
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", {{ willReadFrequently: true }});
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  }});
  let worst = 0;
  for (let y = 0; y + 1 < height; y += 1) for (let x = 0; x + 1 < width; x += 1) {{
    for (let colour = 0; colour < 3; colour += 1) {{
      let sum = 0;
      for (const at of [y * width + x, y * width + x + 1]) {{
        const spots = [at * 4 + colour, (at + width) * 4 + colour];
        for (const spot of spots) sum += one[spot] - other[spot];
      }}
      worst = Math.max(worst, Math.abs(sum) / 4 / 255);
    }}
  }}
  return worst;
}}"""
_WITHOUT_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`*, ::before, ::after {
    color: transparent !important; caret-color: transparent !important;
    text-shadow: none !important; text-decoration-color: transparent !important;
    transition: none !important; }`);
  document.adoptedStyleSheets.push(sheet);
}"""
_WITH_TEXT = "() => { document.adoptedStyleSheets.pop(); }"
_TEXT_AT = """(selector) => {
  const element = document.querySelector(selector);
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const size = parseFloat(style.fontSize);
  const side = (name) =>
    parseFloat(style[`border${name}Width`]) + parseFloat(style[`padding${name}`]);
  return {  // the box that the text stands in, without its border
    x: Math.ceil(box.x + scrollX + side("Left")), y: Math.ceil(box.y + scrollY + side("Top")),
    width: Math.floor(box.width - side("Left") - side("Right")),
    height: Math.floor(box.height - side("Top") - side("Bottom")),
    colour: style.color.match(/[\\d.]+/g).slice(0, 3).map(Number),
    least: size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700 ? 3 : 4.5,
  };
}"""


@dataclass(frozen=True, slots=True)
class Contrast:
    """How well a text stands out from what is drawn behind it, and how well it must."""

    selector: str
    ratio: float
    least: float

    def __str__(self) -> str:
        return f"{self.ratio:.2f} of {self.least}"


class Darkroom:
    """An empty page in which pictures are read."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context()
        self._page = self._context.new_page()

    def contrasts(self, page: Page, selectors: list[str]) -> list[Contrast]:
        """Return how each of these texts stands out from what the browser draws behind it."""
        texts = [page.evaluate(_TEXT_AT, selector) for selector in selectors]
        page.evaluate(_WITHOUT_TEXT)
        picture = page.screenshot(full_page=True)
        page.evaluate(_WITH_TEXT)
        ratios = self._page.evaluate(_LEAST_CONTRAST, [_text(picture), texts])
        return [
            Contrast(selector, ratio, text["least"])
            for selector, text, ratio in zip(selectors, texts, ratios, strict=True)
        ]

    def shrunk(self, picture: bytes, width_px: int, height_px: int) -> bytes:
        """Return the picture in another size, as PNG."""
        return base64.b64decode(self._page.evaluate(_SHRINK, [_text(picture), width_px, height_px]))

    def difference(self, recorded: bytes, found: bytes) -> float:
        """Return how far the spot that differs most does so, 0 to 1, at the recorded size."""
        worst: float = self._page.evaluate(_DIFFERENCE, [_text(recorded), _text(found)])
        return worst

    def closes(self) -> None:
        """Close the page."""
        self._context.close()


def _text(picture: bytes) -> str:
    return base64.b64encode(picture).decode("ascii")
