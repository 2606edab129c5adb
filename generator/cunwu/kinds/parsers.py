"""Texts of single fields → values: numbers of rows, references, addresses, digests, scores, yes and no.

Each raises ValueError that says what is expected; Misread where it is plain what was meant.
"""

from __future__ import annotations

from decimal import Decimal
from unicodedata import normalize

from cunwu.core.patterns import regex
from cunwu.values.count import parse_decimal
from cunwu.values.names import names_in
from cunwu.values.wording import Misread


def parse_line(text: str) -> str:
    """Words on one line."""
    if "\n" in text:
        raise ValueError("应写在一行之内，填写的有换行")
    return parse_text(text)


def parse_text(text: str) -> str:
    """Words, in paragraphs if need be."""
    stripped = text.strip()
    if not stripped:
        raise ValueError("应为文字，填写的是空白")
    return stripped


def _bare(text: str) -> str:
    """The text in half-width characters, without blanks."""
    return "".join(normalize("NFKC", text).split())


_NUMBER_OF_ITEM = regex(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff._-]{0,39}")


_EXPLAINED = regex(r"([\u4e00-\u9fff]{2,12})\([^()]*\)")
"""A word with a remark behind it, 合作社（村）: the word is the number. What has digits may be one of several."""


def parse_item_number(text: str) -> str:
    """The number of a row or a record."""
    if not _NUMBER_OF_ITEM.fullmatch(text):
        bare = _bare(text)
        explained = _EXPLAINED.fullmatch(bare)
        right = explained[1] if explained else bare if _NUMBER_OF_ITEM.fullmatch(bare) else ""
        raise Misread(f"应由汉字、字母、数字和 - _ . 组成，最多 40 字，填写的是「{text}」", right)
    return text


_REFERENCE = regex(r"[^\s#]{1,60}(#[^\s#]{1,40})?")


def parse_reference(text: str) -> str:
    """A record, or one entry of a ledger behind a #."""
    if not _REFERENCE.fullmatch(text):
        bare = _bare(text)
        right = bare if _REFERENCE.fullmatch(bare) else ""
        raise Misread(f"应为「记录编号」或「记录编号#条目编号」，如 2026-03#017，填写的是「{text}」", right)
    return text


_YES_WORDS = {
    "是": ("对", "有", "√", "y", "yes", "true", "1"),
    "否": ("不", "不是", "没有", "无", "×", "n", "no", "false", "0"),
}


def parse_yes(text: str) -> bool:
    """Whether it says 是."""
    if text in ("是", "否"):
        return text == "是"
    right = next((word for word, others in _YES_WORDS.items() if text.strip().lower() in others), "")
    raise Misread(f"应为 是 或 否，填写的是「{text}」", right)


_SHA256 = regex(r"[0-9a-f]{64}")


def parse_sha256(text: str) -> str:
    """The digest of a file."""
    if not _SHA256.fullmatch(text):
        bare = _bare(text).lower()
        raise Misread("应为 64 位小写十六进制的 sha256 校验值", bare if _SHA256.fullmatch(bare) else "")
    return text


_COMMIT = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")


def parse_commit(text: str) -> str:
    """The whole id of a commit."""
    if not _COMMIT.fullmatch(text):
        raise ValueError("应为提交的完整编号，40 位小写十六进制，用 git rev-parse HEAD 查")
    return text


_URL = regex(
    r"https://(?=[a-z0-9])(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?::[0-9]{1,5})?(?:/[A-Za-z0-9\-._~!$&'()+,*;=:@%/?]*)?",
)


def parse_url(text: str) -> str:
    """An address in the web."""
    if not _URL.fullmatch(text) or len(text) > 500:
        raise ValueError("应为 https:// 开头、只含英文字符、不带用户名的网址")
    return text


_FILE_NAME = regex(r"(?!.*\.\.)[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff._/-]{0,119}")


def parse_file_name(text: str) -> str:
    """A file in the place's own folder."""
    if not _FILE_NAME.fullmatch(text):
        raise ValueError("应为本村文件夹内的文件名，如 attachments/2026-03-合同.pdf")
    return text


_PERCENT = regex(r"(?:100(?:\.0{1,2})?|[1-9]?[0-9](?:\.[0-9]{1,2})?)%")


_SHARE = regex(r"0?\.[0-9]{1,4}|1\.0{1,4}")


def parse_percent(text: str) -> Decimal:
    """A share from 0 to 100 with at most two decimals."""
    if not _PERCENT.fullmatch(text):
        bare = _bare(text).removeprefix("百分之").removesuffix("%") + "%"
        if _SHARE.fullmatch(text):  # 0.2 of the whole: nobody weighs a part with a fifth of a per cent
            bare = f"{(Decimal(text) * 100).normalize():f}%"
        right = bare if bare != text and _PERCENT.fullmatch(bare) else ""
        raise Misread(f"应为 0% 到 100% 之间的百分数，如 25%，填写的是「{text}」", right)
    return parse_decimal(text.removesuffix("%"), 2)


SCORE_AS_TYPED = regex(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,2})?")


def parse_score(text: str) -> Decimal:
    """Points from 0 up with at most two decimals."""
    if not SCORE_AS_TYPED.fullmatch(text):
        try:
            right = str(parse_decimal(_bare(text).removesuffix("分"), 2))
        except Misread as slip:
            right = slip.right
        meant = right if SCORE_AS_TYPED.fullmatch(right) else ""
        raise Misread(f"应为分数，最多两位小数，如 92.5，填写的是「{text}」", meant)
    return Decimal(text)


_WEEK = "一二三四五六日"
_WEEKDAY = regex(r"(?:周|星期)([一二三四五六日天])(?:[至到](?:周|星期)([一二三四五六日天]))?")


def parse_weekdays(text: str) -> str:
    """Days of the week in their order: 星期三、周一 → 周一、周三, 周一至周三 → 周一、周二、周三."""
    found: set[int] = set()
    for part in names_in(text):
        match = _WEEKDAY.fullmatch(part)
        first, last = (_WEEK.find((match[group] or match[1]).replace("天", "日")) if match else -1 for group in (1, 2))
        if match is None or last < first:
            raise ValueError(f"应为星期几，如 周一、周三、周五，填写的是「{text}」")
        found.update(range(first, last + 1))
    if not found:
        raise ValueError("应为星期几，如 周一、周三、周五，填写的是空白")
    return "、".join(f"周{_WEEK[day]}" for day in sorted(found))
