"""Chromium without a screen: pages to pictures, and what a page measures."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from html import escape, unescape
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_TALL = 5000  # pixels of a window that no page here fills
_COLOURS = 96
_PATIENCE = 120  # seconds


class BrowserError(RuntimeError):
    """The browser did not do what it was asked for."""


def find_chromium() -> str | None:
    """Find a browser that works without a screen; None where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def shoot(html: str, chromium: str, width: int, scale: int = 2, edge: int = 16) -> bytes:
    """Draw a page, so many pixels wide, and give a PNG that ends a little below what is on it."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "page.png")
        _run(html, chromium, Path(folder), f"--force-device-scale-factor={scale}",
             f"--window-size={width},{_TALL}", f"--screenshot={target}")  # fmt: skip
        if not target.is_file():
            raise BrowserError(f"{chromium} drew nothing")
        image = Image.open(target).convert("RGB")
    ground = Image.new("RGB", (1, 1), image.getpixel((0, 0))).resize(image.size)
    box = ImageChops.difference(image, ground).getbbox() or (0, 0, *image.size)
    image = image.crop((0, 0, image.width, min(box[3] + edge * scale, image.height)))
    found = BytesIO()
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(found, "PNG", optimize=True)
    return found.getvalue()


def measure(html: str, chromium: str, width: int, expression: str) -> str:
    """Show a page in a frame so many pixels wide and give what a JavaScript expression over `page` comes to.

    page: the frame's document. The page itself may forbid scripts: none runs in it.
    """
    script = (
        "onload = () => { const page = document.querySelector('iframe').contentDocument;"
        f" document.querySelector('output').textContent = String({expression}) }}"
    )
    frame = f'<iframe style="width: {width}px; height: 800px; border: 0" srcdoc="{escape(html)}"></iframe>'
    outer = f"<!doctype html><meta charset=utf-8>{frame}<output></output><script>{script}</script>"
    return read_output(outer, chromium)


def read_output(html: str, chromium: str, fragment: str = "") -> str:
    """Open a page, at a fragment of it, let its scripts run out, and give what its <output> then holds."""
    with tempfile.TemporaryDirectory() as folder:
        options = ("--window-size=1200,900", "--virtual-time-budget=5000", "--dump-dom")
        dom = _run(html, chromium, Path(folder), *options, fragment=fragment)
    match = re.search(r"<output>(.*?)</output>", dom, re.S)
    if match is None:
        raise BrowserError(f"{chromium} gave no page back")
    return unescape(match[1])


def _run(html: str, chromium: str, folder: Path, *options: str, fragment: str = "") -> str:
    source = folder / "page.html"
    source.write_text(html, encoding="utf-8")
    # No sandbox, for it does not start for root, as whom containers run; the pages are our own.
    common = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={folder}/p",
    ]
    done = subprocess.run(
        [chromium, *common, *options, source.as_uri() + fragment],
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    if done.returncode:
        raise BrowserError(f"{chromium} failed: {done.stderr.decode(errors='replace')[-300:]}")
    return done.stdout.decode(errors="replace")
