"""The zone in which the days of a board begin and end."""

from __future__ import annotations

from datetime import timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
"""The one legal time of the whole country. Source: 国务院 1949 年以来全国统一用北京时间"""
