"""One page at every width and size of text, in a frame that is resized: what is cut, broken or wider than the screen.

A frame out of sight is laid out and never painted, which makes twenty sizes as cheap as one visit.
"""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import CDPSession, Page

from support.effort import BY_NIGHT

WIDTHS = (240, 320, 360, 390, 1280) if BY_NIGHT else (240, 360, 1280)
TEXTS = (1, 1.3, 1.5, 2) if BY_NIGHT else (1, 2)
"""The reader's own size of text, in times of what a browser begins with; by day the ends, between which all lies."""
ENLARGED = (1.3, 1.5, 2) if BY_NIGHT else (2,)
"""Times a page is enlarged without the screen being told, as programs for messages do; by day on one phone."""
PHONES = WIDTHS[:-1] if BY_NIGHT else (360,)
_USUAL = {"standard": 16, "fixed": 13}

_OPEN = """async url => {
  document.querySelector('iframe')?.remove();
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position:fixed;left:-9999px;top:0;border:0;height:740px;width:360px';
  frame.src = url;
  await new Promise(loaded => { frame.onload = loaded; document.body.append(frame); });
  const page = frame.contentDocument;
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());)
    text.data = text.data.replace(/(?<![\\d.])\\d{1,3}(,\\d{3})*\\.\\d\\d(?![\\d.])/g, '999,999,999.99');
  page.querySelectorAll('details').forEach(one => { one.open = true; });
}"""
"""Opens a page, unfolds it, and makes every amount the longest there is."""

_SQUEEZE = """([widths, enlarged]) => {
  const frame = document.querySelector('iframe'), page = frame.contentDocument, found = [];
  const shown = element => element.checkVisibility() && !element.closest('.hidden, .skip, [data-md-component]');
  const root = page.documentElement;
  root.style.fontSize = '';
  root.style.fontSize = parseFloat(frame.contentWindow.getComputedStyle(root).fontSize) * enlarged + 'px';
  for (const width of widths) {
    frame.style.width = width + 'px';
    const still = frame.contentWindow.getComputedStyle(root).overflowX === 'hidden'; /* nothing slides there */
    if (root.scrollWidth > width && !still) found.push([width, 'wider than the screen: ' + root.scrollWidth]);
    const texts = page.createTreeWalker(page.querySelector('.md-content') || page.body, NodeFilter.SHOW_TEXT);
    const range = page.createRange();
    for (let text; (text = texts.nextNode());) {
      if (!text.data.trim()) continue;
      const holder = text.parentElement, cell = holder.closest('td, th, dd');
      if ([cell, holder.closest('thead')].some(one => one && one.offsetWidth < 2)) continue; /* for those who listen */
      range.selectNodeContents(text);
      range.setEnd(text, text.data.trimEnd().length); /* a blank may hang over the end of a line */
      const box = range.getBoundingClientRect();
      if (!box.width || (box.left >= 0 && box.right <= width && !cell && !/\\d\\.\\d\\d/.test(text.data))) continue;
      if (!shown(holder)) continue;
      const told = problem => found.push([width, problem + ': ' + text.data.trim().slice(0, 30)]);
      if (box.right > width + 1 || box.left < -1) told('out of sight');
      const room = cell?.getBoundingClientRect();
      if (room && (box.right > room.right + 1 || box.left < room.left - 1)) told('over its cell');
      const figure = text.data.match(/(?<![\\d.])\\d{1,3}(,\\d{3})*\\.\\d\\d/);
      if (!figure) continue;
      range.setStart(text, figure.index);
      range.setEnd(text, figure.index + figure[0].length);
      const lines = range.getClientRects();
      if (lines.length < 2) continue;
      const needed = [...lines].reduce((sum, line) => sum + line.width, 0);
      let around = holder;
      while (frame.contentWindow.getComputedStyle(around).display === 'inline') around = around.parentElement;
      /* In a sentence a figure may break where no line could hold it; in a column it never may. */
      if (cell?.matches('.num') || needed * 1.4 < around.clientWidth) told('broken figure');
    }
  }
  return found;
}"""


def squeeze(page: Page, session: CDPSession, address: str, texts: Sequence[float] = TEXTS) -> list[str]:
    """What is wrong with a page at any width and size of text; the page is one of the same server, without a policy."""
    page.evaluate(_OPEN, address)
    found: dict[str, list[str]] = {}
    for text in texts:
        session.send("Page.setFontSizes", {"fontSizes": {name: round(size * text) for name, size in _USUAL.items()}})
        for width, problem in page.evaluate(_SQUEEZE, [WIDTHS, 1]):
            found.setdefault(problem, []).append(f"{width} px × {text}")
    session.send("Page.setFontSizes", {"fontSizes": _USUAL})
    for text in ENLARGED:
        for width, problem in page.evaluate(_SQUEEZE, [PHONES, text]):
            found.setdefault(problem, []).append(f"{width} px, enlarged × {text}")
    return [f"{problem} ({', '.join(where)})" for problem, where in found.items()]
