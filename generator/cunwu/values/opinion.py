"""What a reviewer says of a record, in free words: whether it is an agreement or a refusal."""

from __future__ import annotations

from cunwu.core.patterns import regex

_REFUSED = regex(
    r"不[予能]?同意|未同意|没有同意|拒|不通过|未通过|不认可|不属实|不签|未签|没有签|(?<!没有)(?<!无)(?<!不)(?:保留|反对)"
)


def declines(opinion: str) -> bool:
    """Whether an opinion (同意、不同意、保留、拒签, in any wording) is no agreement."""
    return _REFUSED.search(opinion) is not None


_DECIDED = regex(r"同意|赞成|反对|通过|批准|弃权|保留|拒|合格|属实|认可|核准|驳回|不签|未签")


def decides(text: str) -> bool:
    """Whether a text says that somebody agreed or did not: such words are nobody's personal data."""
    return _DECIDED.search(text) is not None
