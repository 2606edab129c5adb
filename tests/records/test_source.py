"""A folder and a commit of it are the same source, whatever lies in it and whichever part is asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from cunwu.git.commit_source import CommitSource
from cunwu.records.source import FolderSource, PartSource, blob_id
from support.effort import effort
from support.projects import commit_all

NAMES = st.sampled_from(
    [
        *(
            "a",
            "b",
            "ab",
            "A",
            "region.yml",
            "village.yml",
            "1.yml",
            "合同 1.pdf",
            "名,单",
            '引"号',
            "反\\斜",
            "换\n行",
        ),
        *("制\t表", " 空", "-r", "--", ":(top)a", "*", "[a]", "a*.yml", "é", "e\u0301", "𠮷", "\udcff.yml", "~", "#x"),
        *(".hidden", ".gitkeep", ".a", "..x", ".gitattributes"),
    ]
)
FILE, PROGRAM, LINK, LINK_TO_FOLDER = "file", "program", "link", "link to a folder"
TREES = st.dictionaries(
    st.lists(NAMES, min_size=1, max_size=4).map(tuple),
    st.tuples(st.sampled_from([FILE, FILE, FILE, PROGRAM, LINK, LINK_TO_FOLDER]), st.binary(max_size=20)),
    min_size=1,
    max_size=12,
)
Tree = dict[tuple[str, ...], tuple[str, bytes]]


def lay(root: Path, tree: Tree, folder: str = "villages") -> None:
    """Put a tree below a folder; where one name is a file and a folder, whatever came first stands."""
    for parts, (sort, content) in tree.items():
        path = Path(root, folder, *parts)
        if any(above.is_symlink() or above.is_file() for above in path.parents) or os.path.lexists(path):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if sort in (LINK, LINK_TO_FOLDER):
            path.symlink_to("region.yml" if sort == LINK else "..")
            continue
        path.write_bytes(content)
        path.chmod(0o755 if sort == PROGRAM else 0o644)


def folders_in(root: Path) -> list[str]:
    """villages/ and every folder below it that is neither hidden nor a link, by path below `root`."""

    def below(folder: Path) -> Iterator[str]:
        yield folder.relative_to(root).as_posix()
        for path in sorted(folder.iterdir()):
            if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
                yield from below(path)

    return list(below(root / "villages"))


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    return (tmp_path_factory.mktemp("tree") for _ in iter(int, 1))


@pytest.mark.slow
@given(tree=TREES, beside=TREES, data=st.data())
@settings(max_examples=effort(20, 60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_folder_and_its_commit_answer_every_question_alike(
    roots: Iterator[Path], tree: Tree, beside: Tree, data: st.DataObject
) -> None:
    root = next(roots)
    (root / "villages").mkdir()
    lay(root, {("region.yml",): (FILE, b"x"), **tree})
    lay(root, beside, "content")
    commit = commit_all(root)
    folder, committed = FolderSource(root), CommitSource(root, commit)
    files = folder.files()
    assert committed.files() == files
    assert committed.links() == folder.links()
    assert {path: committed.read(path) for path in files} == {path: folder.read(path) for path in files}
    assert committed.blobs() == {path: blob_id(folder.read(path)) for path in files}

    folders = folders_in(root)
    for _ in range(4):
        part = data.draw(st.sampled_from(folders))
        inner = [one for one in folders if one.startswith(f"{part}/")]
        without = data.draw(st.sets(st.sampled_from(inner), max_size=3)) if inner else set()
        out = tuple(f"{one}/" for one in without)
        expected = tuple(path for path in files if path.startswith(f"{part}/") and not path.startswith(out))
        fresh = CommitSource(root, commit)
        sources: tuple[PartSource, ...] = (folder, committed, fresh)
        for source in sources:
            assert source.files_in(part, without) == expected
        for path in expected:
            assert fresh.read(path) == folder.read(path)
    shutil.rmtree(root)
