"""A remedy names the words that were probably meant, not every word there is."""

from __future__ import annotations

import pytest

from cunwu.kinds import KINDS
from support.rule_pages import page_of
from support.rules_in_village import problems_of

NOTICE = "编号: 2026-08\n标题: 八月\n种类: 零申报\n起: 2026-09-05\n零申报事项: {item}\n零申报期间: 2026-08\n"


@pytest.mark.parametrize(
    ("path", "folders"),
    [
        ("finance.yml", "放进那种记录的文件夹（finance），"),
        ("finance/2026-03.yaml", "改名为 2026-03.yml"),
        ("meeting.yml", "放进那种记录的文件夹（meetings"),
        ("2026-03.yml", "放进那种记录的文件夹，"),
    ],
)
def test_a_file_out_of_place_is_sent_to_the_nearest_folders(path: str, folders: str) -> None:
    (problem,) = problems_of({path: "编号: 1\n"})
    assert problem.code == "REC005"
    assert problem.remedy.startswith(folders)
    assert problem.remedy.count("、") <= 2


@pytest.mark.parametrize(
    ("item", "near"),
    [
        ("债权", "，相近的有：债权债务"),
        ("村民会议", "，相近的有：会议、民主评议"),
        ("天气", ""),
    ],
)
def test_an_unknown_item_of_the_catalogue_is_told_the_nearest(item: str, near: str) -> None:
    (problem,) = problems_of({"notices/2026-08.yml": NOTICE.format(item=item)})
    remedy = "「程序核对」写程序认得的种类，「零申报事项」「公开事项」写公开目录里的事项"
    assert (problem.code, problem.remedy) == ("REF007", remedy + near)


def test_the_page_of_an_unknown_item_names_every_item() -> None:
    words = page_of("REF007").sections["检查什么"].partition("：")[2].rstrip("。").split("、")
    assert words == [kind.catalogue for kind in KINDS if kind.catalogue]
