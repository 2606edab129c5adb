"""The parsers every text is read with."""

from __future__ import annotations

import pytest
import yaml

from cunwu import yaml_reader


@pytest.fixture(params=[yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "pure"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> object:
    """Both parsers the reader may stand on: the C one, and the one for places without it."""
    monkeypatch.setattr(yaml_reader, "_LOADER", request.param)
    return request.param
