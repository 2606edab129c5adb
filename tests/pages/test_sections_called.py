"""Numbers of postings and of rows stand on pages with the words that people call them by."""

from __future__ import annotations

import re

import pytest

from cunwu.exports.published import published_files
from cunwu.exports.tables import record_tables
from cunwu.kinds.project import PROJECT
from cunwu.search.lines import searched_records
from support.money_boards import village

POSTED = {
    f"postings/P0{number}.yml": f"编号: P0{number}\n姓名: {name}\n派出单位:\n  - 县医院\n职务: 队员\n起: 2026-01-05\n"
    for number, name in ((1, "刘某"), (2, "韦某"))
}
LINKED = """\
编号: 挂钩
名称: 领导联系
期间: 2026
联系:
  - 编号: 联1
    联系人: 镇长
    联系对象: 上河村
到访:
  - 编号: 到1
    联系: 联1
    日期: 2026-03-02
    做了什么: 看账
"""


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("deeds/2026-03.yml", "编号: 2026-03\n事项: 清沟\n种类: 实事\n经办: P01\n", "刘某（队员）"),
        ("deeds/2026-03.yml", "编号: 2026-03\n事项: 清沟\n种类: 实事\n经办: P01 和村主任\n", "刘某（队员）、村主任"),
        ("deeds/2026-03.yml", "编号: 2026-03\n事项: 清沟\n种类: 实事\n经办: 县水利局\n", "县水利局"),
        (
            "trainings/1.yml",
            "编号: 1\n名称: 培训\n参加的驻村干部:\n  - P01\n  - P02\n",
            "刘某（队员）、韦某（队员）",
        ),
        (
            "teams/T01.yml",
            "编号: T01\n名称: 工作队\n种类: 工作队\n成员:\n  - 编号: 员1\n    谁: P02\n    担任: 队长\n",
            "韦某（队员） 队长",
        ),
    ],
)
def test_cadres_are_called_by_name(path: str, text: str, told: str) -> None:
    page = village({**POSTED, path: text}).pages()[path.replace(".yml", ".html")]
    # Each leads to a page and says its number there.
    plain = "（P[0-9]+）| (?=、)|(?<=、) "
    assert re.sub(plain, "", told) in re.sub(plain, "", page)


def test_one_cadre_alone_leads_to_his_page() -> None:
    stay = "期间: 2026-03\n明细:\n  - 编号: 日1\n    日期: 2026-03-09\n    谁: P01\n    做了什么: 看水渠\n"
    shown = village({**POSTED, "stays/2026-03.yml": stay})
    assert '<a href="../postings/P01.html">刘某（队员）</a>' in shown.raw()["stays/2026-03.html"]


def test_a_row_that_names_another_of_its_record_says_which() -> None:
    page = village({"linkages/2026.yml": LINKED}).pages()["linkages/2026.html"]
    assert "镇长 2026 年 3 月 2 日 看账" in page


@pytest.mark.parametrize(
    ("file", "consent", "named"),
    [("照片.JPG", "", False), ("照片.jpg", "    同意公开: 是\n", True), ("合同.pdf", "", True)],
)
def test_a_photo_is_named_only_once_whoever_is_on_it_agreed(file: str, consent: str, named: bool) -> None:
    deed = "编号: 2026-03\n事项: 清沟\n种类: 实事\n附件:\n  - 编号: 附1\n"
    lines = f"    文件: attachments/{file}\n    校验值: {'a' * 64}\n    说明: 清沟的人\n{consent}"
    shown = village({"deeds/2026-03.yml": deed + lines})
    page = shown.pages()["deeds/2026-03.html"]
    assert (file in page, "清沟的人" in page, "照片，没有写同意公开" in page) == (named, named, not named)


@pytest.mark.parametrize("consent", ["", "    同意公开: 没有人\n"], ids=["nobody said", "nobody is on it"])
def test_a_photo_that_pages_do_not_name_stands_in_no_search_and_no_export(consent: str) -> None:
    road = f"""\
编号: 2026-路
名称: 修路
状态: 在建
进展:
  - {{编号: 进1, 日期: 2026-03-02, 情况: 开工, 照片: attachments/清沟.jpg}}
附件:
  - 编号: 附1
    文件: attachments/清沟.jpg
    校验值: {"a" * 64}
    说明: 站着的人
{consent}更正:
  - {{编号: 更1, 条目: 附1, 字段: 说明, 原值: 坐着的人, 新值: 站着的人, 原因: 写错, 批准: 村委会, 日期: 2026-04-08}}
"""
    shown = village({"projects/2026-路.yml": road})
    board, page = shown.context.board, shown.pages()["projects/2026-路.html"]
    searched = str([one.lines for one in searched_records(shown.context)])
    published = b"".join(content for _, content in published_files(board)).decode()
    tables = str(list(record_tables(PROJECT, board.files_of(PROJECT))))
    for text in (page, searched, published, tables):
        assert [word in text for word in ("清沟.jpg", "站着的人", "坐着的人")] == [bool(consent)] * 3


def test_a_list_below_a_row_is_named_as_its_row() -> None:
    text = "月份: 2026-10\n人员:\n  - 编号: 考1\n    派驻: P02\n    驻村天数: 20\n    住村夜数: 12\n"
    text += "    请假:\n      - {编号: 假1, 种类: 事假, 天数: 1, 批准人: 镇党委}\n"
    page = village({**POSTED, "attendance/2026-10.yml": text}).pages()["attendance/2026-10.html"]
    assert "韦某（队员）的请假" in page
    assert "考1的" not in page
