"""What came of something is added to; another answer in its place is no progress, whatever the kind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cunwu.history.change import ChangeKind
from cunwu.history.compare import compare_records
from cunwu.history.leaves import leaf_at
from cunwu.history.outcomes import adds_to
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.goal import GOAL, Target
from cunwu.kinds.inspection import INSPECTION
from cunwu.kinds.linkage import LINKAGE
from cunwu.kinds.pledge import PLEDGE, Promise
from cunwu.kinds.record import Kind
from cunwu.kinds.visit import Visit
from cunwu.rules.history import check_against_base
from cunwu.yaml.reader import Mapping, read_yaml

AS_OF = date(2026, 4, 10)
HEAD = "编号: 2026-承诺\n名称: 公开承诺\n种类: 公开承诺\n内容:\n  - 编号: 条1\n    内容: 修通水沟\n"
KEPT = HEAD + "    做得怎样: 没有做到\n"
NOTE = (
    "更正:\n  - {编号: 更1, 条目: 条1, 字段: 做得怎样, 原值: 没有做到, 新值: 已经做到, 原因: 抄错了一行, "
    "批准: 村务监督委员会, 日期: 2026-04-08}\n"
)


def tree(text: str) -> Mapping:
    node, problems = read_yaml(text.encode(), "x.yml")
    assert node is not None, problems
    return node


def kinds(before: str, after: str) -> list[ChangeKind]:
    key = ("shanghe", "pledge", "2026-承诺")
    return [one.kind for one in compare_records(key, PLEDGE, tree(before), tree(after))]


def test_an_answer_that_takes_the_place_of_another_needs_a_correction() -> None:
    other = KEPT.replace("没有做到", "已经做到")
    assert kinds(HEAD, KEPT) == [ChangeKind.PROGRESS]
    assert kinds(KEPT, KEPT.replace("没有做到", "没有做到；7 月补上了")) == [ChangeKind.PROGRESS]
    assert kinds(KEPT, other) == [ChangeKind.UNEXPLAINED]
    assert kinds(KEPT, HEAD) == [ChangeKind.UNEXPLAINED]
    assert ChangeKind.CORRECTED in kinds(KEPT, other + NOTE)
    assert ChangeKind.UNEXPLAINED not in kinds(KEPT, other + NOTE)


def test_what_an_inspection_says_was_mended_is_added_to_and_not_replaced() -> None:
    seen = "编号: 1\n名称: 检查\n种类: 督查\n墙上的公开栏:\n  - 编号: 栏1\n    地方: 上河村\n    状况: 空着\n"
    done = seen + "    改好日期: 2026-03-18\n    怎样改的: 贴上了二月的账\n"

    def found(before: str, after: str) -> set[ChangeKind]:
        key = ("qinghe", "inspection", "1")
        return {one.kind for one in compare_records(key, INSPECTION, tree(before), tree(after))}

    assert found(seen, done) == {ChangeKind.PROGRESS}
    assert found(done, done.replace("二月的账", "二月的账，三月的账也贴了")) == {ChangeKind.PROGRESS}
    assert found(done, done.replace("03-18", "03-28")) == {ChangeKind.UNEXPLAINED}
    assert found(done, seen) == {ChangeKind.UNEXPLAINED}


def test_the_check_says_how_to_go_on() -> None:
    path = "villages/shanghe/pledges/2026.yml"
    before, after = ({path: text.encode()} for text in (KEPT, KEPT.replace("没有做到", "已经做到")))
    (problem,) = check_against_base(before, after, lambda *_: AS_OF, AS_OF)
    assert (problem.code, problem.spot.line) == ("HIS001", 7)
    assert problem.remedy.startswith("后来的情况接在原来的话后面写")
    assert "cunwu correct" in problem.remedy


def adds(model: type[Item], name: str, was: str, now: str) -> bool:
    spec = next(spec for spec in fields_of(model) if spec.name == name)
    old, new = (leaf_at(model, spec, tree(f"x: {text}").entries[0][1], "") for text in (was, now))
    assert old is not None
    return adds_to(old, new)


@pytest.mark.parametrize(
    ("model", "name", "was", "now", "is_added"),
    [
        (Target, "achieved", "32000 元", "46800 元", True),
        (Target, "achieved", "32000 元", "12000 元", False),
        (Target, "achieved", "32000 元", "40000 斤", False),
        (Target, "achieved", "约32000 元", "32000 元", True),
        (Target, "achieved", "不详", "3 件", True),
        (Target, "achieved", "3 件", "不详", False),
        (Target, "reached", "否", "是", True),
        (Target, "reached", "是", "否", False),
        (Visit, "answered", "2026-03", "2026-03-09", True),
        (Visit, "answered", "2026-03-09", "2026-03-02", False),
        (Promise, "kept", "已经做到。", "已经做到。另外修了一座桥。", True),
        (Promise, "kept", "已经做到", "已经做到一半", False),
        (Promise, "kept", "已经做到", "说是已经做到", False),
    ],
)
def test_what_leaves_the_earlier_answer_standing_adds_to_it(
    model: type[Item], name: str, was: str, now: str, is_added: bool
) -> None:
    assert adds(model, name, was, now) is is_added


def outcomes(model: type[Item]) -> list[tuple[type[Item], FieldSpec]]:
    own = [(model, spec) for spec in fields_of(model) if spec.outcome]
    return own + [one for spec in fields_of(model) if spec.model is not None for one in outcomes(spec.model)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_outcome_of_any_kind_is_withdrawn_by_another_text(kind: Kind[Any]) -> None:
    other = {"是": "否", "32000 元": "12000 元", "4120 工": "20 工", "2026-03-09": "2026-03-02", "2026-03": "2026-02"}
    for model, spec in outcomes(kind.record):
        example = spec.example_text
        later = other.get(example, "另一句话")
        assert not adds(model, spec.name, example, later), f"{model.__name__}.{spec.name}"


def test_a_goal_is_a_fact_of_its_kind() -> None:
    assert {spec.name for _, spec in outcomes(GOAL.record)} == {"achieved", "reached", "shown_by"}


SELECTION = (
    "编号: 2026-竞聘\n名称: 竞聘\n方式: 竞争上岗\n报名的人:\n  - {编号: 人1, 谁: 刘某, 得分: [90]}\n权重:\n"
    "  - {编号: 权1, 部分: 测评, 权重: 100%}\n"
)
SLIPPED = {
    "selections/2026.yml": (SELECTION + "公布: 当场公布\n", "报名的人:\n", "  - {编号: 人2, 谁: 王某}\n", "人2"),
    "assessments/2026-P01.yml": (
        "编号: 2026-P01\n期间: 2026\n派驻: P01\n等次: 称职\n得分:\n  - {编号: 得1, 部分: 纪律, 得分: 40}\n",
        "得分:\n",
        "  - {编号: 得2, 部分: 加分, 得分: 10}\n",
        "得2",
    ),
    "rubrics/2026.yml": (
        "编号: 2026-考核\n名称: 办法\n等次:\n  - {编号: 等1, 等次: 优秀, 起分: 90}\n",
        "等次:\n",
        "  - {编号: 等2, 等次: 合格, 起分: 60}\n",
        "等2",
    ),
}
LATE = "补录:\n  - {{编号: 补1, 条目: {}, 原因: 漏登, 批准: 镇党委会, 日期: 2026-04-08}}\n"


def told(path: str, before: str, after: str) -> list[tuple[str, str]]:
    old, new = ({f"villages/shanghe/{path}": text.encode()} for text in (before, after))
    return [(one.code, one.severity.value) for one in check_against_base(old, new, lambda *_: AS_OF, AS_OF)]


@pytest.mark.parametrize("path", SLIPPED)
def test_a_row_that_comes_into_what_was_whole_says_why(path: str) -> None:
    before, word, row, number = SLIPPED[path]
    after = before.replace(word, word + row)
    assert told(path, before, after) == [("HIS021", "错误")]
    assert told(path, before, after + LATE.format(number)) == []


def test_a_selection_under_way_takes_applicants_and_one_that_is_over_takes_papers() -> None:
    path, row = "selections/2026.yml", "报名的人:\n  - {编号: 人2, 谁: 王某}\n"
    assert told(path, SELECTION, SELECTION.replace("报名的人:\n", row)) == []
    over = SELECTION.replace("谁: 刘某", "谁: 刘某, 结果: 落选")
    assert told(path, SELECTION, over) == []
    assert told(path, over, over.replace("报名的人:\n", row)) == [("HIS021", "错误")]
    assert told(path, over, over + "来源:\n  - {编号: 源1, 文件: 会议记录}\n") == []


def test_a_new_row_is_told_by_its_words_and_not_by_the_number_of_another_row() -> None:
    before = "名称: 挂钩\n期间: 2026\n联系:\n  - {编号: 联1, 联系人: 镇长, 联系对象: 上河村}\n"
    after = f"{before}到访:\n  - {{编号: 到1, 联系: 联1, 日期: 2026-03-12, 做了什么: 看水渠}}\n"
    key = ("qinghe", LINKAGE.name, "2026")
    (change,) = compare_records(key, LINKAGE, tree(before), tree(after))
    assert (change.item, change.after) == ("到1", "看水渠")
