"""Why the system refused a file, in Chinese."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from cunwu.core.system_words import reason_of


def test_a_folder_in_the_place_of_a_file_is_told_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as refused:
        tmp_path.read_bytes()
    assert reason_of(refused.value) == "是文件夹，不是文件"
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "none").read_bytes()
    assert reason_of(missing.value) == "没有这个文件或文件夹"


def test_what_has_no_word_of_ours_keeps_that_of_the_system() -> None:
    assert reason_of(OSError(errno.ENOTSOCK, "no socket")) == "no socket"
    assert reason_of(OSError("broken")) == "broken"
