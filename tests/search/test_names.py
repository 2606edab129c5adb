"""Names of places: the exact one first, every one that holds the word, and little to load however many there are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

import cunwu.search.names
from cunwu.search.names import Named, names_files
from cunwu.values.needle import fold_needle
from support.effort import effort
from support.search_model import weight

KB = 1024
FOLDER = "board/shi/search/"


def place(name: str, number: int) -> Named:
    return Named(name, f"xian/zhen{number // 10}/cun{number}/index.html", f"示例县 · 第{number // 10}镇")


def utf16(text: str) -> bytes:
    """What a browser compares texts by."""
    return text.encode("utf-16-be", "surrogatepass")


def steps_of(files: Mapping[str, bytes], query: str) -> list[tuple[str, bytes]]:
    """The files of names that a search loads one after the other, as search.js picks them; the directory first."""
    wanted, directory = fold_needle(query), f"{FOLDER}names.json"
    told, found = json.loads(files[directory]), [directory]
    for row in ("starts", "inside") if "all" not in told else ():
        firsts = told[row]
        for number, first in enumerate(firsts):
            before = utf16(first) < utf16(wanted) or first.startswith(wanted)
            ends = number + 1 < len(firsts) and utf16(firsts[number + 1]) < utf16(wanted)
            if before and not ends:
                found.append(f"{FOLDER}names/{row}-{number}.json")
    return [(url, files[url]) for url in found]


def names_found(files: Mapping[str, bytes], query: str) -> list[str]:
    """Addresses in the order in which they are shown."""
    wanted, found = fold_needle(query), list[str]()
    for url, content in steps_of(files, query):
        told = json.loads(content)
        rows = told.get("all", ()) if isinstance(told, dict) else told
        last = 1 if "starts" in url else 2  # what only holds the word comes after all that begin with it
        for rank in range(last + 1):
            for name, href, _ in rows:
                own = fold_needle(name)
                if rank == (0 if own == wanted else 1 if own.startswith(wanted) else 2 if wanted in own else 3):
                    found += [href] if href not in found else []
    return found


@pytest.mark.parametrize("in_one_file", [0, 400], ids=["sorted", "one file"])
@settings(max_examples=effort(20, 60), deadline=None)
@given(names=st.lists(st.text("上下河石桥村新𠮷\ufa0eＡａ第12", min_size=1, max_size=5), min_size=1), data=st.data())
def test_every_name_is_found_by_every_part_of_it_and_the_exact_one_first(
    in_one_file: int, names: list[str], data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cunwu.search.names, "IN_ONE_FILE", in_one_file)
        patch.setattr(cunwu.search.names, "_PIECE", 3)
        files = dict(names_files("shi", [place(name, number) for number, name in enumerate(names)]))
    name = data.draw(st.sampled_from(names))
    start = data.draw(st.integers(0, len(name) - 1))
    query = name[start : data.draw(st.integers(start + 1, len(name)))]
    found = names_found(files, query)
    wanted = fold_needle(query)
    expected = [place(one, number).href for number, one in enumerate(names) if wanted in fold_needle(one)]
    assert sorted(found) == sorted(expected)
    exact = [place(one, number).href for number, one in enumerate(names) if fold_needle(one) == wanted]
    assert sorted(found[: len(exact)]) == sorted(exact)


def made_names(count: int) -> dict[str, list[str]]:
    random = Random(3)  # noqa: S311 - made up, the same each time
    syllables = "上下大小东西南北新老河石桥田塘坝岭坪沟湾龙马王李张陈杨柳松竹莲荷清白黄青金银"
    return {
        "as villages are called": [
            "".join(random.choices(syllables, k=random.choice((2, 2, 3)))) + "村" for _ in range(count)
        ],
        "by number": [f"第{number}村" for number in range(count)],
        "all the same": ["新村"] * count,
    }


@pytest.mark.parametrize("count", [400, 2_059, 20_000])
@pytest.mark.parametrize("sort", ["as villages are called", "by number", "all the same"])
def test_the_first_names_weigh_little_whatever_places_are_called(count: int, sort: str) -> None:
    names = made_names(count)[sort]
    files = dict(names_files("shi", [place(name, number) for number, name in enumerate(names)]))
    heaviest = 0
    for query in (*names[:3], names[-1], "村", "新村", "第1", "1", "2村", "没有的村"):
        # Twenty are enough for once: they are in the first two pieces of a row.
        first = [content for _, content in steps_of(files, query)]
        rows = json.loads(files[f"{FOLDER}names.json"])
        heaviest = max(heaviest, weight(*(first if "all" in rows else first[:1] + first[1:3] + first[-2:])))
    assert heaviest <= 15 * KB
