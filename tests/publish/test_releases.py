"""Publications beside each other: the link leads to a whole one, and ten are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.core.problem import CunwuError
from cunwu.core.verifier import LEDGER, PUBLISHED
from cunwu.publish.publication_ledger import Said
from cunwu.publish.releases import KEPT, release


def publish(root: Path, number: int) -> Path:
    site = root / "site"
    (site / LEDGER).parent.mkdir(parents=True, exist_ok=True)
    (site / LEDGER).unlink(missing_ok=True)  # replaced, as a build does: last publications share the file
    (site / LEDGER).write_bytes(b"{}\n" * number)
    (site / PUBLISHED).unlink(missing_ok=True)
    (site / PUBLISHED).write_bytes(Said(f"{number:040}").content)
    return release(site, root / "releases", root / "www")


def test_ten_are_kept_and_the_newest_is_served(tmp_path: Path) -> None:
    for number in range(1, KEPT + 4):
        folder = publish(tmp_path, number)
        assert (tmp_path / "www").resolve() == folder
        assert (folder / LEDGER).read_bytes() == b"{}\n" * number
    assert len(list((tmp_path / "releases").iterdir())) == KEPT
    assert publish(tmp_path, KEPT + 3) == folder, "the same publication is the same folder"


def test_what_a_killed_one_left_is_swept_and_a_site_that_was_put_back_by_hand_is_replaced(tmp_path: Path) -> None:
    first = publish(tmp_path, 1)
    (tmp_path / "releases/.new/half").mkdir(parents=True)
    (tmp_path / "www.new").symlink_to("nowhere")
    second = publish(tmp_path, 2)
    assert not (tmp_path / "releases/.new").exists()
    (tmp_path / "www").unlink()
    (tmp_path / "www").symlink_to(first)
    assert publish(tmp_path, 2) == second
    assert (tmp_path / "www").readlink() == second.relative_to(tmp_path)


def test_a_folder_that_cannot_be_written_is_named_and_the_last_one_served(tmp_path: Path) -> None:
    first = publish(tmp_path, 1)
    (tmp_path / "releases/.new").write_text("in the way", "utf-8")
    with pytest.raises(CunwuError, match="网站还是上一份"):
        publish(tmp_path, 2)
    assert (tmp_path / "www").resolve() == first
