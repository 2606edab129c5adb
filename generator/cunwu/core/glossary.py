"""One concept, one pair of words: the Chinese word on pages and the English name in code. Fields declare theirs."""

from __future__ import annotations

from cunwu.core.frozen import Frozen


class Term(Frozen):
    """A concept that is no field of a record: the Chinese word, the English identifier, the meaning here."""

    word: str
    english: str
    meaning: str


TERMS: tuple[Term, ...] = (
    Term("公开栏", "board", "一个地方公开的全部记录，和由它做成的页面"),
    Term("记录", "record", "一个 YAML 文件"),
    Term("记录种类", "kind", "记录的类型，每种有自己的栏目"),
    Term("地方", "place", "省、市、县、乡镇、村，一层套一层"),
    Term("行政村", "village", "有村民委员会的村"),
    Term("村民小组", "villagers_group", "村下面的组"),
    Term("公开", "disclosure", "按目录把一个事项一期的内容放上公开栏"),
    Term("公开目录", "catalogue", "一个地方应当公开哪些事项、多久一次"),
    Term("账套", "book", "一个法人的一套账"),
    Term("收支", "ledger", "一个账套一个期间的流水和余额"),
    Term("流水", "entry", "一笔收入或支出"),
    Term("科目", "account_title", "钱算在哪一类"),
    Term("账户", "account", "现金和各个银行账户，用叫法称呼"),
    Term("凭证", "voucher", "记账的单据号"),
    Term("期初、期末", "opening, closing", "一期开始和结束时的余额"),
    Term("红字", "red entry", "冲销以前一笔的负数"),
    Term("未达账项", "outstanding", "账上和银行一方已记、另一方未记的钱"),
    Term("资金来源", "funding", "钱从哪里来；还没有着落的写缺口"),
    Term("数字", "figure", "公布以后只能用更正改动的栏目"),
    Term("状态", "state", "随事情进展而变的栏目"),
    Term("更正", "correction", "公开写明原值、新值、原因和批准的改动"),
    Term("撤销", "withdrawal", "作废但保留可读、不计入合计的条目"),
    Term("补录", "late_entry", "一期截止以后才记进去的条目，写明原因"),
    Term("屏蔽", "redaction", "依法撤下的一栏个人信息，旁边的数字不动"),
    Term("公布", "publication", "进了主分支的一次提交；首次公布的日子按它的时间"),
    Term("按时", "on_time", "到应公开的那一天为止，已经第一次公开"),
    Term("逾期", "late", "应公开的那一天以后才公开；补上以后仍写着晚了几天"),
    Term("未公开", "missing", "应公开的那一天过了，还没有"),
    Term("零申报", "zero report", "写明这一期没有发生"),
    Term("规则", "rule", "检查一件事的一条规定，有代码和说明页"),
    Term("问题", "problem", "检查发现的一处不对：文件、行、列、改法"),
    Term("错误", "error", "看不懂、自相矛盾或者不该公开，不改不能公布"),
    Term("反常", "irregularity", "看得懂，但是不合法律、制度或者常规：照样公布，把话写在旁边"),
    Term("提醒", "notice", "给填报和审核的人看，请核对一遍"),
    Term("反常说明", "explanation", "记录里写的：一处反常为什么是这样，和它一起公布"),
    Term("照原件", "original", "原件上的数就对不上，有人批准，照原样公布，两个数都给人看"),
    Term("豁免", "waiver", "上级公开准许下面一个地方在一段时间里不照某条规则办，最多一年"),
)
"""Concepts in the order in which a newcomer meets them."""
