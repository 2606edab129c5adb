"""What a first search brings over the line, in a month of ten thousand entries too."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from bench_cases import AS_OF
from bench_ledger import write_project

from cunwu.core.assets import asset_of
from cunwu.core.paths import Project
from cunwu.publish.site import BuildOrder, build_site
from cunwu.search.below import all_shards
from cunwu.search.keys import CodedRow, keys_files
from cunwu.search.lines import Searched
from cunwu.search.names import Named, children_file, names_files
from cunwu.search.pieces import LARGEST, pieces_of
from cunwu.values.dates import parse_day
from cunwu.values.needle import terms_of
from support.search_model import DENSE, FIRST, holds, places_holding, texts_in, weight

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

KB = 1024
AROUND = 10 * KB
"""The page that searches and its style sheet, at most."""


def script() -> bytes:
    return asset_of(ROOT / "theme", "search.js")


def test_a_first_search_is_light_and_all_is_found_in_a_month_of_ten_thousand_entries(tmp_path: Path) -> None:
    write_project(tmp_path, 10_000)
    build_site(BuildOrder(Project(tmp_path), tmp_path / "site", parse_day(AS_OF)))
    folder = tmp_path / "site/board/shanghe/search"
    about = json.loads((folder / "about.json").read_bytes())
    shards = json.loads((folder / "below.json").read_bytes())
    rows = [json.loads((folder / name).read_bytes()) for name, _ in about["pieces"]]
    assert len(rows) > 50
    for number in (1, 777, 5_000, 9_999, 10_000):
        query = f"第 {number} 笔开支"
        held = places_holding(
            query,
            shards["shards"],
            shards["width"],
            lambda shard: json.loads((folder / f"below/{shard}.json").read_bytes()),
        )
        assert any(holds(texts_in([rows[place - 1]]), query) for place in held)
    heaviest = sorted((weight(path.read_bytes()) for path in folder.glob("below/*.json")), reverse=True)[:3]
    # At most three shards and the pieces that are left of what may be loaded at once.
    first = weight((folder / "about.json").read_bytes(), (folder / "below.json").read_bytes(), script())
    piece = max(weight((folder / name).read_bytes()) for name, _ in about["pieces"])
    assert first + sum(heaviest) + 2 * piece + AROUND <= 30 * KB
    assert max(weight(path.read_bytes()) for path in folder.glob("keys/*.json")) <= 3.1 * KB


def test_a_first_search_is_light_where_records_are_nothing_but_words_that_never_repeat() -> None:
    random = Random(7)  # noqa: S311 - made up, the same each time
    signs = [chr(sign) for sign in random.sample(range(0x4E00, 0x9000), 3_500)]
    lines = [text for _ in range(500) for text in ("", "".join(random.choices(signs, k=200)))]
    pieces = list(pieces_of([Searched(None, "notices/1.html", "通知", lines)]))
    assert len(pieces) > 2
    assert all(len(piece.content) <= 1.1 * LARGEST for piece in pieces)
    terms = [frozenset[str](), *(terms_of(piece.texts) for piece in pieces)]
    shards = [content for url, content in all_shards("cun", terms, len(terms)) if "/below/" in url]
    heaviest = sorted(shards, key=len, reverse=True)[:3]
    left = FIRST - DENSE * sum(map(len, heaviest))
    loaded = pieces[: max(1, left // LARGEST)]
    assert weight(*heaviest, *(piece.content for piece in loaded), script()) + AROUND <= 40 * KB


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
    assert sum(heaviest) + sum(pieces) + weight(*about, script()) + AROUND <= 40 * KB


def test_what_is_looked_up_exactly_is_in_one_small_file_however_many_there_are() -> None:
    codes = [CodedRow(f"{number:05}", f"finance/{number % 60}.html", f"#n-{number:03}") for number in range(20_000)]
    files = keys_files("cun", list(pieces_of([])), codes)
    assert sum(len(rows) for _, content in files for rows in json.loads(content)["codes"].values()) == len(codes)
    assert max(weight(content) for _, content in files) <= 3 * KB


def test_the_script_is_small() -> None:
    assert weight(script()) <= 6 * KB
