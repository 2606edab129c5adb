"""`cunwu correct` and `cunwu withdraw`: the new value stands, the old one stays readable, the reason beside it."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from cunwu.changes.corrections import Amendment, Decision, correct_value, mark_late, redact_value, withdraw_item
from cunwu.core.problem import CunwuError
from cunwu.history.change import ChangeKind
from cunwu.history.versions import read_versions
from cunwu.rules.request_told import words_taken_down
from support.clerk_repositories import VILLAGE, commit, git, write
from support.commands import run_here
from support.march_records import LAMPS, LEDGER, MARCH, PROJECT, changes, kinds
from support.proposals import march_published

NEXT = MARCH.replace("2026-03", "2026-{month}").replace("1200.00", "{opening}").replace("880.00", "{closing}")
DECISION = Decision("凭证抄错", "2026-04-08 村务监督委员会", date(2026, 4, 8))


def correct(text: str, number: str, field: str, value: str, path: str = LEDGER, *, published: str | None = "") -> str:
    amendment = Amendment(number, field, value, DECISION)
    return correct_value(text, path, amendment, published=text if published == "" else published)


def test_a_corrected_figure_is_told_as_corrected_with_reason_and_approval() -> None:
    (found,) = changes(MARCH, correct(MARCH, "001", "支出", "330.00"))
    assert (found.kind, found.before, found.after) == (ChangeKind.CORRECTED, "320.00 元", "330.00 元")
    assert (found.reason, found.approved) == ("凭证抄错", "2026-04-08 村务监督委员会")


def test_the_published_value_is_written_down_as_it_was_typed() -> None:
    after = correct(MARCH.replace("320.00", "320"), "001", "支出", "330.00")
    assert "    原值: 320\n    新值: 330.00\n" in after


def test_an_edit_made_by_hand_before_is_corrected_from_what_was_published() -> None:
    edited = MARCH.replace("320.00", "325.00")
    after = correct(edited, "001", "支出", "330.00", published=MARCH)
    assert "原值: 320.00" in after
    assert kinds(changes(MARCH, after)) == [("001", "支出", ChangeKind.CORRECTED)]


def test_what_was_never_published_is_only_set() -> None:
    after = correct(MARCH, "001", "支出", "330.00", published=None)
    assert after == MARCH.replace("320.00", "330.00")


def test_a_field_in_a_group_and_a_second_correction_are_told_apart() -> None:
    once = correct(LAMPS, "", "金额.合同", "65000.00", PROJECT)
    assert kinds(changes(LAMPS, once, PROJECT)) == [("", "金额.合同", ChangeKind.CORRECTED)]
    twice = correct(once, "", "金额.合同", "66000.00", PROJECT)
    assert "编号: 更2" in twice
    assert kinds(changes(once, twice, PROJECT)) == [("", "金额.合同", ChangeKind.CORRECTED)]


def test_comments_and_everything_else_stay() -> None:
    noted = MARCH.replace("支出: 320.00", "支出: 320.00  # 见凭证")
    after = correct(noted, "001", "支出", "330.00")
    assert after.startswith(noted.replace("320.00", "330.00"))


def test_a_withdrawn_item_stays_in_the_file() -> None:
    after = withdraw_item(MARCH, LEDGER, "001", DECISION)
    assert after.startswith(MARCH)
    assert kinds(changes(MARCH, after)) == [("001", "", ChangeKind.WITHDRAWN)]
    with pytest.raises(CunwuError, match="已经撤销过了"):
        withdraw_item(after, LEDGER, "001", DECISION)


def test_a_late_entry_is_told_as_such() -> None:
    new = MARCH + MARCH.replace("001", "002").partition("明细:\n")[2]
    after = mark_late(new, LEDGER, "002", DECISION)
    assert kinds(changes(MARCH, after)) == [("002", "", ChangeKind.LATE)]
    with pytest.raises(CunwuError, match="已经写过补录了"):
        mark_late(after, LEDGER, "002", DECISION)


@pytest.mark.parametrize(
    ("number", "field", "value", "said"),
    [
        ("999", "支出", "1.00", "没有编号为「999」的条目"),
        ("001", "支初", "1.00", "没有「支初」这一栏"),
        ("001", "支出", "1,5", "支出"),
        ("001", "支出.元", "1.00", "没有「支出.元」这一栏"),
        ("", "明细", "x", "不是一个单独的值"),
        ("001", "支出", "1.00\u202e", "有不允许的字符"),
    ],
)
def test_what_cannot_be_corrected_is_refused_in_words(number: str, field: str, value: str, said: str) -> None:
    with pytest.raises(CunwuError, match=said):
        correct(MARCH, number, field, value)


def test_the_command_writes_the_file_and_names_what_must_follow(tmp_path: Path) -> None:
    village = "名称: 上河村\n法人:\n  - 编号: 合作社\n    名称: 合作社\n    种类: 农村集体经济组织\n"
    files = {
        "mkdocs.yml": "",
        "villages/region.yml": "名称: 示例县\n级别: 县\n",
        "villages/shanghe/village.yml": village,
        LEDGER: MARCH,
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "记录"]):
        identity = ["-c", "user.name=clerk", "-c", "user.email=clerk@example.invalid"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)
    words = [LEDGER, "001", "支出", "330.00", "--reason", "抄错", "--approved", "监委会", "--on", "2026-04-08"]
    done = run_here(tmp_path, "correct", *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert "-    支出: 320.00\n  +    支出: 330.00" in done.stdout
    assert "FIN003 「库存现金」期末余额应为 870.00 元" in done.stdout
    assert "原值: 320.00" in (tmp_path / LEDGER).read_text("utf-8")


@pytest.mark.parametrize("command", ["correct", "withdraw", "redact", "late"])
def test_what_must_follow_is_judged_by_the_day_of_the_run_whatever_day_it_was_decided(
    tmp_path: Path, command: str
) -> None:
    root = march_published(tmp_path / "board")
    met = "编号: 2026-05-02\n种类: 村民代表会议\n议题: 路灯\n召开日期: 2026-05-02\n"
    write(root, "villages/shanghe/meetings/2026-05-02.yml", met)
    march = MARCH + "    对方: 张建国\n"
    write(root, LEDGER, march + march.replace("001", "002").replace("320.00", "0.00").partition("明细:\n")[2])
    words = {
        "correct": ("001", "摘要", "电费"),
        "redact": ("001", "对方"),
        "withdraw": ("001",),
        "late": ("002",),
    }
    decided = ("--reason", "抄错", "--approved", "村务监督委员会", "--on", "2026-04-08")
    told = run_here(root, command, "villages/shanghe/finance/2026-03.yml", *words[command], *decided).stdout
    assert "已改写" in told
    assert "REC012" not in told


def test_a_base_that_is_no_commit_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    write(tmp_path, "mkdocs.yml", "")
    write(tmp_path, LEDGER, MARCH)
    git(tmp_path, "init", "-q")
    words = [LEDGER, "001", "支出", "330.00", "--reason", "抄错", "--approved", "监委会", "--on", "2026-04-08"]
    done = run_here(tmp_path, "correct", *words, "--base", "mian")
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有叫「mian」的版本" in done.stderr
    assert (tmp_path / LEDGER).read_text("utf-8") == MARCH


EDITS = {
    "correct": ("001", "支出", "330.00"),
    "withdraw": ("001",),
    "redact": ("001", "摘要"),
    "late": ("001",),
}


@pytest.mark.parametrize("command", EDITS)
@pytest.mark.parametrize("content", [MARCH.replace("期间: ", "期间：").encode(), MARCH.encode("gbk"), b"", b"- 001\n"])
def test_a_file_that_cannot_be_read_is_mended_first_and_stays_as_it_is(
    tmp_path: Path, command: str, content: bytes
) -> None:
    write(tmp_path, "mkdocs.yml", "")
    write(tmp_path, LEDGER, "")
    (tmp_path / LEDGER).write_bytes(content)
    reasons = ("--reason", "抄错", "--approved", "监委会", "--on", "2026-04-08")
    done = run_here(tmp_path, command, LEDGER, *EDITS[command], *reasons)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{LEDGER} 读不了，先改好它" in done.stderr
    assert f"下一步：cunwu check {LEDGER}" in done.stderr
    assert (tmp_path / LEDGER).read_bytes() == content


def run(root: Path, *words: str) -> str:
    done = run_here(root, *words, "--on", "2026-05-08")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_months_that_carry_on_from_a_corrected_one_are_named(tmp_path: Path) -> None:
    for name, text in {
        "mkdocs.yml": "",
        "villages/region.yml": "名称: 示例县\n级别: 县\n演示: 是\n",
        "villages/shanghe/village.yml": VILLAGE,
        LEDGER: MARCH,
        LEDGER.replace("03", "04"): NEXT.format(month="04", opening="880.00", closing="560.00"),
        LEDGER.replace("03", "05"): NEXT.format(month="05", opening="560.00", closing="240.00"),
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    why = ("--reason", "抄错", "--approved", "监委会")
    told = run(tmp_path, "correct", LEDGER, "001", "支出", "330.00", *why)
    assert "FIN003" in told
    assert "同一账套以后各期的期初、期末也要一期一期更正：2026 年 4 月、2026 年 5 月" in told
    assert "以后各期" not in run(tmp_path, "correct", LEDGER.replace("03", "05"), "001", "摘要", "水费", *why)


def redact(text: str, number: str, field: str, part: str = "") -> str:
    return redact_value(text, LEDGER, Amendment(number, field, part, DECISION))


def test_a_text_taken_down_is_replaced_explained_and_told_nowhere() -> None:
    named = MARCH + "    对方: 本村张某某\n"
    after = redact(named, "001", "对方")
    assert "张某某" not in after
    assert told_of(named, after) == ["HIS014"]
    (found,) = changes(named, after)
    assert (found.kind, found.field, found.before, found.after) == (ChangeKind.REDACTED, "对方", "", "（已屏蔽）")
    assert (found.reason, found.approved) == ("凭证抄错", "2026-04-08 村务监督委员会")


def test_corrections_that_quote_a_text_are_taken_down_with_it() -> None:
    named = MARCH + "    对方: 本村张某某\n"
    corrected = correct(named, "001", "对方", "本村张小某")
    after = redact(corrected, "001", "对方")
    assert "张" not in after
    assert {change.kind for change in changes(corrected, after)} == {ChangeKind.REDACTED}


def test_words_beside_an_amount_are_taken_down_alone() -> None:
    named = MARCH + "    对方: 本村张某某 320.00 元\n"
    with pytest.raises(CunwuError, match="不能整段屏蔽") as refused:
        redact(named, "001", "对方")
    assert "--part" in refused.value.next_step
    after = redact(named, "001", "对方", "张某某")
    assert "对方: 本村（已屏蔽） 320.00 元" in after
    assert kinds(changes(named, after)) == [("001", "对方", ChangeKind.REDACTED)]


@pytest.mark.parametrize("field", ["原值", "新值"])
def test_what_a_correction_quotes_is_never_taken_down_by_itself(field: str) -> None:
    corrected = correct(MARCH, "001", "支出", "330.00")
    with pytest.raises(CunwuError, match="写了就不能再屏蔽"):
        redact(corrected, "更1", field)


@pytest.mark.parametrize(
    ("number", "field"), [("001", "支出"), ("001", "日期"), ("现金", "类别"), ("", "制度"), ("001", "编号")]
)
def test_amounts_days_choices_and_numbers_are_never_taken_down(number: str, field: str) -> None:
    with pytest.raises(CunwuError, match="不是文字栏目"):
        redact(MARCH, number, field)


def test_a_takedown_written_by_hand_does_not_hide_a_changed_amount() -> None:
    note = (
        "屏蔽:\n  - 编号: 屏1\n    条目: 001\n    字段: 支出\n    原因: 要求\n    批准: 监委会\n    日期: 2026-05-08\n"
    )
    assert kinds(changes(MARCH, MARCH.replace("320.00", "330.00") + note)) == [("001", "支出", ChangeKind.UNEXPLAINED)]


def test_an_entry_of_the_takedowns_can_never_go_or_change() -> None:
    named = MARCH + "    对方: 本村张某某\n"
    after = redact(named, "001", "对方")
    assert ("屏1", "屏蔽", ChangeKind.UNEXPLAINED) in kinds(changes(after, after.replace("凭证抄错", "别的原因")))
    assert ("屏1", "屏蔽", ChangeKind.UNEXPLAINED) in kinds(changes(after, after[: after.index("屏蔽:")]))


def test_the_command_takes_a_text_down(tmp_path: Path) -> None:
    for name, text in {
        "mkdocs.yml": "",
        "villages/region.yml": "名称: 县\n级别: 县\n",
        LEDGER: MARCH.replace("路灯", "张建国家"),
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "villages/shanghe/village.yml").write_text("名称: 上河村\n", "utf-8")
    told = run(
        tmp_path, "redact", LEDGER, "001", "摘要", "--reason", "本人要求", "--approved", "监委会", "--part", "张建国"
    )
    assert "-    摘要: 张建国家电费\n  +    摘要: （已屏蔽）家电费" in told
    assert "屏蔽:" in (tmp_path / LEDGER).read_text("utf-8")


def test_a_notice_of_two_paragraphs_can_be_corrected() -> None:
    path = "villages/shanghe/notices/2026-07.yml"
    before = "编号: 2026-07\n标题: 修渠\n种类: 通知\n起: 2026-03-15\n正文: |-\n  三月修渠。\n\n  每户出一个工。\n"
    after = correct(before, "", "正文", "三月修渠。\n\n每户出两个工。", path)
    assert "    原值: |-\n      三月修渠。\n\n      每户出一个工。\n" in after
    (found,) = changes(before, after, path)
    assert (found.kind, found.before) == (ChangeKind.CORRECTED, "三月修渠。\n\n每户出一个工。")


@pytest.mark.parametrize(
    "payee", ["镇五金店", "县第二建筑公司", "湾村村委会", "县供电局", "张某某施工队", "县 农商 银行"]
)
def test_a_unit_is_nobody_and_is_never_taken_down(payee: str) -> None:
    named = MARCH + f"    对方: {payee}\n"
    with pytest.raises(CunwuError, match="单位"):
        redact(named, "001", "对方")
    by_hand = named.replace(payee, "（已屏蔽）") + NOTED.format(item="    条目: 001\n", field="对方")
    assert told_of(named, by_hand) == ["HIS015"]
    assert payee not in repr(changes(named, by_hand))


def told_of(before: str, after: str, path: str = LEDGER) -> list[str]:
    versions = read_versions({path: before.encode()}, {path: after.encode()})
    return [problem.code for problem in words_taken_down(versions)]


def test_a_rare_name_in_the_matter_goes_with_reason_and_approval_and_who_merges_is_told() -> None:
    named = MARCH.replace("路灯电费", "付逄小满看水工钱")
    with pytest.raises(CunwuError, match="写明是姓名"):
        redact(named, "001", "摘要", "逄小满")
    decision = Decision("里面是村民的姓名，本人要求", "2026-04-08 村务监督委员会", date(2026, 4, 8))
    after = redact_value(named, LEDGER, Amendment("001", "摘要", "逄小满", decision))
    assert "摘要: 付（已屏蔽）看水工钱" in after
    assert told_of(named, after) == ["HIS033"]
    assert told_of(named, after.replace(decision.reason, "本人要求")) == ["HIS015"]
    assert told_of(named, after.replace("付（已屏蔽）看水工钱", "付逄小满（已屏蔽）工钱")) == ["HIS015"]
    with pytest.raises(CunwuError, match="说的是用途"):
        redact_value(MARCH, LEDGER, Amendment("001", "摘要", "路灯", decision))


NOTED = "屏蔽:\n  - 编号: 屏1\n{item}    字段: {field}\n    原因: 要求\n    批准: 监委会\n    日期: 2026-05-08\n"


def test_the_name_in_the_name_of_a_shop_is_taken_down_and_the_shop_stays() -> None:
    after = redact(MARCH + "    对方: 张某某五金店\n", "001", "对方", "张某某")
    assert "对方: （已屏蔽）五金店" in after


@pytest.mark.parametrize(
    ("path", "text", "field", "number"),
    [
        (LEDGER, MARCH, "摘要", "001"),
        ("villages/shanghe/village.yml", "名称: 上河\n", "名称", ""),
        ("villages/region.yml", "名称: 示例\n级别: 县\n", "名称", ""),
        (PROJECT, LAMPS + "施工单位: 华兴建设\n", "施工单位", ""),
        (PROJECT, LAMPS, "名称", ""),
        (
            "villages/shanghe/meetings/1.yml",
            "编号: 1\n种类: 村民代表会议\n议题: 讨论路灯\n召开日期: 2026-03-12\n",
            "议题",
            "",
        ),
    ],
)
def test_names_of_places_titles_units_and_what_money_was_for_are_not_taken_down_whole(
    path: str, text: str, field: str, number: str
) -> None:
    with pytest.raises(CunwuError, match=r"不能(整个)?屏蔽"):
        redact_value(text, path, Amendment(number, field, "", DECISION))
    value = next(line.partition(": ")[2] for line in text.splitlines() if line.strip().startswith(f"{field}:"))
    item = f"    条目: {number}\n" if number else ""
    hidden = text.replace(f"{field}: {value}", f"{field}: （已屏蔽）") + NOTED.format(item=item, field=field)
    assert told_of(text, hidden, path) == ["HIS015"]


def test_a_name_inside_a_title_is_taken_down_alone() -> None:
    path = "villages/shanghe/notices/2026-07.yml"
    notice = "编号: 2026-07\n标题: 张某某家低保公示\n种类: 通知\n起: 2026-03-15\n"
    assert "标题: （已屏蔽）家低保公示" in redact_value(notice, path, Amendment("", "标题", "张某某", DECISION))


@pytest.mark.parametrize(
    ("command", "field", "words", "advised"),
    [
        ("redact", "原值", "支出", "cunwu correct {path} 001 支出 新值"),
        ("correct", "新值", "支出", "cunwu correct {path} 001 支出 新值"),
        ("redact", "新值", "对方", "cunwu redact {path} 001 对方"),
    ],
)
def test_what_is_advised_instead_of_changing_a_correction_can_be_done(
    tmp_path: Path, command: str, field: str, words: str, advised: str
) -> None:
    board, value = march_published(tmp_path / "board"), {"支出": "330.00", "对方": "李建国"}[words]
    git(board, "checkout", "-q", "main")
    text = correct(MARCH + "    对方: 张建国\n", "001", words, value)
    write(board, LEDGER, text.replace("880.00", "870.00") if words == "支出" else text)
    commit(board)
    why = ("--reason", "本人要求", "--approved", "村务监督委员会")
    refused = run_here(board, command, LEDGER, "更1", field, *(("340.00",) if command == "correct" else ()), *why)
    assert refused.returncode == 2
    assert f"下一步：{advised.format(path=LEDGER)} --reason" in refused.stderr
    typed = advised.format(path=LEDGER).replace("新值", "340.00").split()[1:]
    assert run_here(board, *typed, *why).returncode == 0
    told = {one.kind for one in changes(text, (board / LEDGER).read_text("utf-8")) if one.item == "001"}
    assert told == {ChangeKind.REDACTED if words == "对方" else ChangeKind.CORRECTED}


def test_a_note_of_a_change_is_never_corrected_by_a_command() -> None:
    noted = withdraw_item(MARCH, LEDGER, "001", DECISION)
    with pytest.raises(CunwuError, match="是写明改动的条目，写了就不能再更正") as refused:
        correct(noted, "撤1", "日期", "2026-05-01")
    assert refused.value.next_step.endswith("写错了什么，写在「备注」里")
    with pytest.raises(CunwuError, match="是写明改动的条目，写了就不能再屏蔽"):
        redact_value(noted, LEDGER, Amendment("撤1", "日期", "", DECISION))
