"""The readers every text is read with."""

from __future__ import annotations

import pytest
import yaml

from cunwu import yaml_events, yaml_reader


@pytest.fixture(params=["libyaml", "pure", "lines"])
def every_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> object:
    """Both parsers the strict reader may stand on, the C one and that for places without it; and lines first."""
    loader = yaml.SafeLoader if request.param == "pure" else yaml.CSafeLoader
    monkeypatch.setattr(yaml_events, "_LOADER", loader)
    monkeypatch.setattr(yaml_reader, "LINES_FIRST", request.param == "lines")
    return request.param
