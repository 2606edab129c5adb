"""The story of a change as one page that needs nothing else: no script, no other file, no request to anywhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from xml.etree import ElementTree as ET

from cunwu.reports.story import IRREGULAR, NOTICED, REFUSED, SUSPECTED, Changes, PlaceStory, Row, shown

_STYLE = """
*{box-sizing:border-box}
html{font-size:18px}
body{margin:0;background:var(--paper);color:var(--ink);line-height:var(--line,1.6);font-variant-numeric:tabular-nums;
overflow-wrap:anywhere;font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
.bar{margin:0;background:var(--accent);color:var(--white);padding:.3rem max(1rem,50% - 27rem);font-weight:700}
main{max-width:56rem;margin:0 auto;padding:0 1rem 2rem}
h1{font-size:1.5rem;margin:.6rem 0 .2rem}
h2{font-size:1.2rem;margin:2rem 0 .4rem;padding-bottom:.25rem;border-bottom:2px solid var(--accent)}
h3{font-size:1rem;margin:1.2rem 0 .2rem}
.span{color:var(--soft);margin:0}
.sum{font-size:1.1rem;font-weight:700;margin:.4rem 0}
.large{border:2px solid var(--accent);background:var(--white);padding:0 1rem .4rem;margin:1rem 0}
.large h2{border:0;margin-top:.5rem}
table{border-collapse:collapse;width:100%;margin:.4rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--rule)}
th{font-size:.85rem;color:var(--soft);font-weight:400}
td.amount{white-space:nowrap}
s{color:var(--soft)}
ul{margin:.3rem 0;padding:0;list-style:none}
li{padding:.4rem 0;border-bottom:1px solid var(--rule)}
pre{background:var(--panel);margin:.3rem 0;padding:.5rem .8rem;white-space:pre-wrap;font-size:.85rem}
@media(max-width:40rem){thead{display:none}tr{display:block;padding:.4rem 0;border-bottom:1px solid var(--rule)}
td{display:block;border:0;padding:.1rem 0}
td[data-label]::before{content:attr(data-label)"：";color:var(--soft)}}
"""
_PUBLISHED = "原来公布"


def tell_html(told: Changes) -> str:
    """The page as HTML. It is built as a tree, so that text of a record never becomes markup."""
    page = ET.Element("html", lang="zh-CN")
    page.append(_head(told.tokens + _STYLE))
    body = ET.SubElement(page, "body")
    _add(body, "p", "改动一览", "bar")
    main = ET.SubElement(body, "main")
    _add(main, "h1", "记录改了什么")
    _add(main, "p", told.span, "span")
    _add(main, "p", told.counted or "记录没有变化", "sum")
    if told.begins:
        _add(main, "p", shown(told.begins), "sum")
    if told.beside:
        _add(main, "p", told.beside)
    if told.large:
        large = ET.SubElement(main, "section", {"class": "large"})
        _add(large, "h2", "大幅变动")
        _add_list(large, told.large_changes())
        _add(large, "p", told.confirmation(), "sum")
    if told.refused:
        _add(main, "h2", REFUSED)
        _add_list(main, told.refusals())
    if told.noticed:
        _add(main, "h2", NOTICED)
        _add_list(main, told.notices())
    if told.irregular:
        _add(main, "h2", IRREGULAR)
        _add_list(main, told.irregular_facts())
    if told.suspected:
        _add(main, "h2", SUSPECTED)
        _add_list(main, told.suspicions())
    for story in told.stories():
        _add_place(main, story)
    return f"<!DOCTYPE html>\n{ET.tostring(page, encoding='unicode', method='html')}\n"


def _head(style: str) -> ET.Element:
    head = ET.Element("head")
    ET.SubElement(head, "meta", charset="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ET.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    ET.SubElement(head, "meta", name="referrer", content="no-referrer")
    _add(head, "title", "记录改了什么")
    _add(head, "style", style)
    return head


def _add_place(main: ET.Element, story: PlaceStory) -> None:
    section = ET.SubElement(main, "section")
    _add(section, "h2", story.name)
    _add(section, "p", story.counted, "sum")
    if story.corrected:
        _add(section, "h3", "更正")
        _add_table(section, ("哪一栏", _PUBLISHED, "现在", "相差", "原因和批准"), story.corrected)
    if story.totals:
        _add(section, "h3", "合计变化（只算这次改到的记录）")
        _add_table(section, ("哪一栏", "改以前", "改以后", "相差"), story.totals)
    if story.others:
        _add(section, "h3", "逐条")
        _add_list(section, ())
        for one in story.others:
            entry = ET.SubElement(section[-1], "li")
            _add(entry, "strong", f"{one.sign} {one.kind}").tail = f" {one.sentence}"
            if one.paste:
                _add(entry, "p", one.advice)
                _add(entry, "pre", "\n".join(one.paste))


def _add_table(parent: ET.Element, headings: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Rows under headings; each amount has its column, and words may take as many lines as they need."""
    table = ET.SubElement(parent, "table")
    titles = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    for heading in headings:
        _add(titles, "th", heading).set("scope", "col")
    body = ET.SubElement(table, "tbody")
    for row in rows:
        line = ET.SubElement(body, "tr")
        _add(line, "td", row.subject)
        for heading, text in zip(headings[1:], (row.before, row.after, row.difference, row.note), strict=False):
            is_note = text is row.note
            cell = ET.SubElement(line, "td", {"data-label": heading} if text and not is_note else {})
            if row.difference and not is_note:
                cell.set("class", "amount")
            _add(cell, "s" if heading == _PUBLISHED else "span", text)


def _add_list(parent: ET.Element, lines: Iterable[str]) -> None:
    entries = ET.SubElement(parent, "ul")
    for line in lines:
        _add(entries, "li", line)


def _add(parent: ET.Element, tag: str, text: str, style: str = "") -> ET.Element:
    element = ET.SubElement(parent, tag, {"class": style} if style else {})
    element.text = text
    return element
