"""The first look of a newcomer: the example as on its last day, whatever the day, the clone or what came before."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from demo_history import ROOT, SEEN_ON
from demo_repository import git
from first_look import build_command, is_example, lay_out

from cunwu.commands import COMMANDS
from cunwu.commands.base import Surroundings, command_line
from cunwu.core.zone import BEIJING
from support.effort import BY_NIGHT

pytestmark = pytest.mark.slow
DEMONSTRATION = "名称: 演示县\n级别: 县\n演示: 是\n"


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("look") / "demo"
    lay_out(ROOT, folder)
    return folder


@pytest.fixture(scope="module")
def look(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(laid_out, tmp_path_factory.mktemp("first") / "site", date(2026, 12, 1))


def built(root: Path, site: Path, day: date, *more: str) -> Path:
    options = command_line(COMMANDS, "").parse_args([*build_command(root, site), "--no-frame", *more])
    assert options.run(options, Surroundings(datetime(day.year, day.month, day.day, 12, tzinfo=BEIJING), root, 2)) == 0
    return site


def bytes_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def words_of(page: Path) -> str:
    return re.sub(r"<[^>]+>", "", page.read_text("utf-8"))


def test_other_days_give_the_same_bytes(laid_out: Path, look: Path, tmp_path: Path) -> None:
    first = bytes_of(look)
    assert bytes_of(built(laid_out, tmp_path / "site", date(2031, 2, 28), "--full")) == first
    if BY_NIGHT:  # and from what the first builds kept
        assert bytes_of(built(laid_out, tmp_path / "site", date(2027, 7, 1))) == first


def test_a_shallow_clone_gives_the_same_repository(laid_out: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "main", laid_out.as_uri(), str(clone))
    lay_out(clone, tmp_path / "demo")
    assert git(tmp_path / "demo", "rev-parse", "main") == git(laid_out, "rev-parse", "main")


def test_what_an_earlier_build_kept_is_still_there_when_it_is_laid_out_anew(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    (folder / ".cunwu" / "cache").mkdir(parents=True)
    (folder / "villages").mkdir()
    (folder / "villages" / "old.yml").write_text("旧", "utf-8")
    lay_out(ROOT, folder)
    assert (folder / ".cunwu" / "cache").is_dir()
    assert not (folder / "villages" / "old.yml").exists()


def test_the_county_is_well_kept_and_nothing_has_changed_in_silence(look: Path) -> None:
    corrections = words_of(look / "board" / "changes" / "index.html")
    assert "更正" in corrections
    for page in look.rglob("*.html"):
        assert not re.search("未说明的改动|对不上的更正|未核对历史", words_of(page)), page


def test_one_thing_came_late_one_is_missing_and_the_village_says_why(look: Path) -> None:
    town = look / "board" / "yanshi" / "qinghe"
    for region in (town.parent, town):
        words = "".join(words_of(region / "index.html").split())
        assert "近十二个月到期170项中168项按时逾期后补上1项到期未公开1项" in words
    late = {
        page.parent.name: re.findall("(?<!已)逾期 ([0-9]+) 天", words_of(page))
        for page in town.glob("*/disclosure.html")
    }
    assert late == {"datian": ["34"], "lianhua": [], "shanghe": [], "shiqiao": [], "zhuxi": []}
    missing = [page.parent.name for page in town.glob("*/disclosure.html") if "未公开，已逾期" in words_of(page)]
    assert missing == ["datian"]
    village = town / "datian"
    assert "9 月的账晚了，10 月的账还没有公开" in words_of(village / "rooms" / "village.html")
    assert "九月的账晚了三十四天：报账员换了人" in words_of(village / "finance" / "2026-09.html")
    assert "10 月的账应当在 11 月 15 日以前公开，到今天还没有" in words_of(village / "notices" / "2026-11.html")


def test_what_is_irregular_is_the_exception_and_explained(look: Path) -> None:
    told = re.search(r"一共 ([0-9]+) 处，其中 ([0-9]+) 处已经说明原因", words_of(look / "board/yanshi/irregular.html"))
    assert told
    assert 1 <= int(told[1]) <= 3
    assert told[2] == told[1]


def test_real_places_stand_apart_and_every_page_of_them_says_what_it_is(look: Path) -> None:
    home = (look / "board" / "index.html").read_text("utf-8")
    demonstration, retold = home.index('id="s-examples"'), home.index("照公开文章录入的旧事</h2>")
    assert demonstration < home.index("yanshi/qinghe/shanghe/index.html") < retold
    assert retold < home.index('href="meizhou/index.html"') < home.index('id="s-about"')
    assert "找到你的村" not in home
    for page in (look / "board" / "meizhou").rglob("*.html"):
        assert "照公开文章录入的旧事" in page.read_text("utf-8"), page
    for page in (look / "board" / "yanshi").rglob("*.html"):
        assert "演示数据" in page.read_text("utf-8"), page


def test_a_town_opens_on_its_villages(look: Path) -> None:
    town = (look / "board" / "yanshi" / "qinghe" / "index.html").read_text("utf-8")
    assert town.index('href="shanghe/index.html"') < town.index('id="s-about"') < town.index('id="s-timeliness"')


def test_records_of_real_places_are_given_no_day_of_the_demonstration(laid_out: Path) -> None:
    days = git(laid_out, "log", "--first-parent", "--format=%cs", "--", "villages", ":!villages/yanshi").splitlines()
    assert days[0] == SEEN_ON.isoformat()
    retold = git(laid_out, "log", "--first-parent", "--format=%cs", "--", "villages/meizhou").splitlines()
    assert set(retold) == {SEEN_ON.isoformat()}


def test_a_board_with_a_place_of_its_own_is_built_from_its_own_history(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: 公开栏\n", "utf-8")
    county = tmp_path / "villages" / "yanshi"
    county.mkdir(parents=True)
    (tmp_path / "villages" / "region.yml").write_text("名称: 公开栏\n级别: 全国\n", "utf-8")
    (county / "region.yml").write_text(DEMONSTRATION, "utf-8")
    assert is_example(tmp_path)
    (tmp_path / "villages" / "own").mkdir()
    (tmp_path / "villages" / "own" / "region.yml").write_text("名称: 上河镇\n级别: 镇\n", "utf-8")
    assert not is_example(tmp_path)
