"""A village with one record of every kind, in which every free text is an attack."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import ITEM_NUMBER, LINE, PARAGRAPHS, REFERENCE, SERIAL, URL, Form

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7*7 }}{{ view.shell.title }}",
    "{% raw %}{% endblock %}",
    "{# hidden #}",
    "javascript:alert(1)",
    "&amp;&lt;b&gt;&#39;",
    "=1+1",
    "]]></style><svg onload=alert(1)>",
    "<!-- --></main></body></html>",
    "${7*7}#{7*7}`id`",
    "[点我](javascript:alert(1))**粗**",
    "\\u003cb\\u003e%3Cb%3E",
    "㳇䃥㙦𠮷𡈽🀄💰",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2,
    "很长的词" * 40,
    "<b>粗</b> onclick=alert(1) //",
)
TIGHT = ("<img/src=x>", '">{{7*7}}', "'=1+1", "&amp;]]>", "javascript:alert(1)", "㳇䃥㙦💰", "x" * 50)
"""For references, which have no spaces and are short."""
FREE: Mapping[Form, tuple[str, ...]] = {LINE: ATTACKS, PARAGRAPHS: ATTACKS, SERIAL: ATTACKS, REFERENCE: TIGHT}
URLS = ("https://example.gov.cn/a'b(1);c?d=%3Cscript%3E&amp=1",)
_SLUG = "ceshi"
_TOWN, _VILLAGE = f"villages/{_SLUG}", f"villages/{_SLUG}/cun"
_FILE = """n'&lt;img src=x&gt;&amp;#%41.yml"""
"""A file may be called anything that ends in .yml."""


@dataclass
class Writer:
    """Writes records in which every free text is an attack, or the same records with harmless texts."""

    hostile: bool
    count: int = 0
    turns: dict[Form, Iterator[str]] = field(
        default_factory=lambda: {form: cycle(texts) for form, texts in FREE.items()}
    )

    def record(self, model: type[Item]) -> dict[str, Any]:
        """Every field of a record, lists with two items each."""
        fields = ((spec.word, self._field(spec)) for spec in fields_of(model))
        return {word: value for word, value in fields if value not in (None, [None])}

    def _field(self, spec: FieldSpec) -> Any:
        if spec.model is not None:
            return [self.record(spec.model), self.record(spec.model)] if spec.many else self.record(spec.model)
        if spec.form is None:
            raise TypeError(f"{spec.word} has neither form nor model")
        text = self.text(spec.form, spec.example)
        return [text] if spec.many else text

    def text(self, form: Form, example: str) -> str | None:
        """An attack that no other field has; for forms that are not free, what they take."""
        self.count += 1
        if form in FREE:
            attack = next(self.turns[form]) if self.hostile else "甲" * (3 if form is REFERENCE else 9)
            return f"{self.count:04}{attack}" if form is REFERENCE or not self.hostile else f"{attack} {self.count:04}"
        if form is ITEM_NUMBER:
            return f"n{self.count:04}"
        if form is URL and self.hostile:
            return URLS[0]
        for text in (example, form.example, *form.choices):
            try:
                form.parse(text)
            except ValueError:
                continue
            return text
        return None


def write_project(root: Path, *, hostile: bool) -> None:
    """A town and a village in it with one record of every kind, all fields filled in."""
    writer = Writer(hostile)
    for kind in KINDS:
        plain = writer.record(kind.record)
        if kind.name == "region":
            plain["公开设置"]["公开目录"][0]["事项"] = "收支"
        path = f"{_TOWN}/region.yml" if kind.name == "region" else f"{_VILLAGE}/{kind.files.replace('*.yml', _FILE)}"
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(plain, ensure_ascii=False, indent=1), "utf-8")
    (root / "villages" / "region.yml").write_text("名称: 根\n级别: 县\n", "utf-8")
