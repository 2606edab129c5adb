"""Where one may ask about a figure of a place, and how soon an answer is due."""

from __future__ import annotations

from cunwu.kinds.common import WORKING_DAYS
from cunwu.kinds.village import Village
from cunwu.records.places import Place


def asking_of(place: Place) -> str:
    """“也可以到党群服务中心当面问，3 天内应当答复”; empty where the place states neither."""
    record, settings = place.record, place.settings
    office = f"也可以到{record.office}当面问" if isinstance(record, Village) and record.office else ""
    unit = "个工作日" if settings.answer_by == WORKING_DAYS else "天"
    days = f"{settings.answer_days} {unit}内应当答复" if settings.answer_days else ""
    return "，".join(filter(None, (office, days)))
