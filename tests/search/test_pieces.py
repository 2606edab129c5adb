"""What a first search of a village brings over the line, in a month of ten thousand entries too."""

from __future__ import annotations

import json
from html import unescape
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from bench_cases import AS_OF
from bench_ledger import write_project

from cunwu.core.paths import Project
from cunwu.publish.site import BuildOrder, build_site
from cunwu.search.below import all_shards
from cunwu.search.lines import Searched
from cunwu.search.names import Named, children_file, names_files
from cunwu.search.pieces import pieces_of
from cunwu.values.dates import parse_day
from cunwu.values.needle import terms_of
from support.search_model import ENOUGH, holds, texts_in, weight

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

KB = 1024


def test_a_first_search_is_light_and_all_is_found_in_a_month_of_ten_thousand_entries(tmp_path: Path) -> None:
    write_project(tmp_path, 10_000)
    build_site(BuildOrder(Project(tmp_path), tmp_path / "site", parse_day(AS_OF)))
    village = tmp_path / "site/board/shanghe"
    page = (village / "search.html").read_text("utf-8")
    index = json.loads(unescape(page.partition('data-index="')[2].partition('"')[0]))
    (script,) = (tmp_path / "site/board/assets").glob("search-*.js")
    loaded, size = [script.read_bytes()], 0
    for name, length in index["pieces"]:
        if size and size + length > ENOUGH:
            break
        loaded.append((village / "search" / name).read_bytes())
        size += length
    assert 1 < len(loaded) < len(index["pieces"])
    assert weight(*loaded) <= 60 * KB
    texts = texts_in(json.loads((village / "search" / name).read_bytes()) for name, _ in index["pieces"])
    for number in (1, 777, 5_000, 9_999, 10_000):
        assert holds(texts, f"第 {number} 笔开支")
        assert holds(texts, f"记-{number}")


def test_a_first_search_is_light_where_records_are_nothing_but_words_that_never_repeat() -> None:
    random = Random(7)  # noqa: S311 - made up, the same each time
    signs = [chr(sign) for sign in random.sample(range(0x4E00, 0x9000), 3_500)]
    lines = [text for _ in range(500) for text in ("", "".join(random.choices(signs, k=200)))]
    pieces = list(pieces_of([Searched(None, "notices/1.html", "通知", lines)]))
    script = (ROOT / "theme/assets/search.js").read_bytes()
    assert len(pieces) > 2
    assert max(weight(piece.content, script) for piece in pieces) <= 60 * KB
    assert min(len(one.content) + len(two.content) for one, two in pairwise(pieces[:-1])) > ENOUGH


def test_a_first_search_above_twenty_thousand_villages_is_light() -> None:
    """Two hundred towns whose words have little in common, and every file of the heaviest kind at once."""
    random = Random(7)  # noqa: S311 - made up, the same each time
    signs = [chr(random.randrange(0x4E00, 0x6E00)) for _ in range(400)]
    towns = [terms_of("".join(random.choices(signs, k=40)) for _ in range(12)) for _ in range(200)]
    places = [
        Named(f"{''.join(random.choices(signs[:60], k=2))}村", f"zhen{number // 100}/cun{number}/index.html", "第一镇")
        for number in range(20_000)
    ]
    names = dict(names_files("xian", places))
    shards = dict(all_shards("xian", towns, len(towns)))
    heaviest = sorted((weight(content) for url, content in shards.items() if "/below/" in url), reverse=True)[:3]
    pieces = [max(weight(content) for url, content in names.items() if row in url) for row in ("starts", "inside")]
    about = [names["board/xian/search/names.json"], shards["board/xian/search/below.json"]]
    about.append(children_file("xian", [(f"zhen{town}/search.html", f"第{town}镇") for town in range(200)])[1])
    script = (ROOT / "theme/assets/search.js").read_bytes()
    assert sum(heaviest) + 2 * sum(pieces) + weight(*about, script) <= 60 * KB


def test_the_script_is_small() -> None:
    assert weight((ROOT / "theme/assets/search.js").read_bytes()) <= 3.5 * KB
