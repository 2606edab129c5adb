"""Files beside records: which are told as needless, twice there, or seen by nobody."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from PIL import ImageOps

from cunwu.frame.rule_example import PICTURE
from cunwu.records import attached
from cunwu.records.attachments.prepared import Prepared, prepare as real
from support.answers import make_village, problems_at
from support.attached import drawn, saved
from support.projects import VILLAGE

SEEN = ", 同意公开: 没有人, 已看过: 是, 看过的人: 李某"
NOTE = "编号: {0}\n标题: 通知\n种类: 通知\n起: 2026-03-01\n"
NOTE += "附件:\n  - {{编号: 附1, 文件: attachments/{1}, 校验值: {2}{3}}}\n"


def problems(root: Path, notes: dict[str, str], files: dict[str, bytes], more: str = "") -> dict[str, str]:
    make_village(root, {f"notices/{name}.yml": text for name, text in notes.items()}, village=VILLAGE + more)
    for name, content in files.items():
        path = root / "villages/qinghe/shanghe/attachments" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return {one.code: one.message for one in problems_at(root) if one.code.startswith("ATT")}


def note(number: str, name: str, content: bytes, more: str = "") -> str:
    return NOTE.format(number, name, sha256(content).hexdigest(), more)


def test_a_file_that_no_record_names_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path, {"n": note("n", "a.txt", b"a\n")}, {"a.txt": b"a\n", "b.txt": b"b\n"}).keys() == {
        "ATT004"
    }


def test_one_file_in_two_records_is_told_at_the_second_with_the_name_of_the_first(tmp_path: Path) -> None:
    notes = {name: note(name, "a.txt", b"a\n") for name in ("n1", "n2")}
    assert problems(tmp_path, notes, {"a.txt": b"a\n"}) == {"ATT005": "附件 附1 和「通知」的附件 附1 是同一个文件"}


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ("", set()),  # without consent PRV016 asks first
        (", 同意公开: 没有人", {"ATT003"}),
        (", 同意公开: 没有人, 已看过: 是", {"ATT003"}),
        (", 同意公开: 没有人, 已看过: 是, 看过的人: 李某", set()),
    ],
)
def test_a_named_person_looks_at_a_photo(tmp_path: Path, more: str, codes: set[str]) -> None:
    assert problems(tmp_path, {"n": note("n", "a.jpg", PICTURE, more)}, {"a.jpg": PICTURE}).keys() == codes


def test_the_same_picture_in_two_records_is_told_though_it_was_mirrored_and_cropped(tmp_path: Path) -> None:
    picture = drawn()
    files = {
        "a.jpg": saved(picture),
        "b.jpg": saved(ImageOps.mirror(picture).crop((40, 30, 600, 450)), quality=50),
        "c.jpg": saved(drawn(seed=9)),
    }
    notes = {name[0]: note(name[0], name, content, SEEN) for name, content in files.items()}
    assert problems(tmp_path, notes, files) == {
        "ATT006": "附件 附1 和「通知」的附件 附1 像是同一张照片：裁过、翻过、压缩过的也算"
    }


DOWN = "屏蔽:\n  - {编号: 屏1, 条目: 附1, 字段: 文件, 原因: 本人要求, 批准: 监委会, 日期: 2026-03-08}\n"


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        (note("n1", "a.txt", b"a\n") + DOWN, "（屏1），还在文件夹里"),
        (note("n1", "b.txt", b"a\n") + DOWN, "（屏1），附件 附1 是同一个文件，还在公布"),
    ],
)
def test_a_file_that_was_taken_down_is_neither_there_nor_beside_another_record(
    tmp_path: Path, notes: str, said: str
) -> None:
    others = {"n1": notes, "n2": note("n2", "a.txt", b"a\n")} if "b.txt" in notes else {"n1": notes}
    assert problems(tmp_path, others, {"a.txt": b"a\n"})["ATT007"].endswith(said)


def test_a_file_that_was_taken_down_everywhere_is_asked_for_no_more(tmp_path: Path) -> None:
    assert problems(tmp_path, {"n1": note("n1", "a.jpg", b"a\n") + DOWN}, {}) == {}


@pytest.mark.parametrize(("limit", "codes"), [(1, {"ATT009"}), (2, set())])
def test_a_village_with_more_than_the_place_allows_is_told(tmp_path: Path, limit: int, codes: set[str]) -> None:
    content = b"road\n" * 220_000
    found = problems(
        tmp_path, {"n": note("n", "a.txt", content)}, {"a.txt": content}, f"公开设置:\n  附件上限: {limit}\n"
    )
    assert found.keys() == codes


def test_all_rules_together_prepare_a_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def prepare(name: str, content: bytes, kept: Path | None = None) -> Prepared:
        asked.append(name)
        return real(name, content, kept)

    monkeypatch.setattr(attached, "prepare", prepare)
    files = {f"{number}.jpg": saved(drawn(seed=number)) for number in (1, 2)}
    notes = {f"n{number}": note(f"n{number}", name, files[name], SEEN) for number, name in enumerate(files)}
    assert problems(tmp_path, notes, files) == {}
    assert sorted(asked) == ["attachments/1.jpg", "attachments/2.jpg"]
