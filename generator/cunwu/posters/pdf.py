"""HTML → PDF: the only door to WeasyPrint, which is an extra."""

from __future__ import annotations

from typing import Any

from cunwu.core.problem import CunwuError

FONT = "Noto Sans CJK SC"
"""The font that poster.css names, also for what the sheet's edges hold."""


def demand_weasyprint() -> Any:
    """The library. Raises CunwuError that says how to do without it."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: a library of the system that it stands on
        why = f"做 PDF 要用 WeasyPrint，这台机器上没有装好（{error}）"
        next_step = "pip install 'cunwu[poster]'；不装也行，写成网页再从浏览器打印：cunwu poster --out 上墙.html"
        raise CunwuError(why, next_step=next_step) from None
    return weasyprint


def to_pdf(html: str) -> bytes:
    """The document as PDF, the same bytes for the same document. Nothing is fetched from anywhere."""
    weasyprint = demand_weasyprint()

    class Nothing(weasyprint.URLFetcher):  # type: ignore[misc, name-defined]
        """A sheet is one file: whatever it names elsewhere is a mistake."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
            raise ValueError(f"a sheet asks for {url}")

    document = weasyprint.HTML(string=html, url_fetcher=Nothing()).render(presentational_hints=True)
    content: bytes = document.write_pdf()
    if not any(font.family == FONT for font in document.fonts.values()):
        message = f"这台机器上没有字体「{FONT}」，汉字会变成方框"
        raise CunwuError(message, next_step="apt-get install fonts-noto-cjk")
    return content
