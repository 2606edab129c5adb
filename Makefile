# Every target sets up what it needs; see .ci/setup.
.DEFAULT_GOAL := help
.PHONY: help site serve check fmt hooks test quick coverage lint bench nightly lock clean

# The frame stays on MkDocs 1.x (pyproject.toml); its notice about 2.0 would only puzzle readers of the output.
export NO_MKDOCS_2_WARNING := 1
# Hundreds of commands are started by the tests; where surroundings forbid it, each would compile the program anew.
unexport PYTHONDONTWRITEBYTECODE

help: ## 列出这些命令 · list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

site: ## 生成网站，放在 site/；示例按演示县最后一天的样子 · build the site into site/; the example as on its last day
	@bash .ci/setup site
	@.venv/bin/python tests/demo/first_look.py

serve: ## 在本机预览，改动后自动刷新 · preview on this machine, reloading on change
	@bash .ci/setup site
	@.venv/bin/mkdocs serve

check: ## 检查全部记录 · check every record
	@bash .ci/setup site
	@.venv/bin/cunwu check

fmt: ## 把记录整理成统一格式 · put records into their one form
	@bash .ci/setup site
	@.venv/bin/cunwu fmt

hooks: ## 每次提交以前自动检查 · check before every commit
	@bash .ci/setup site
	@git config core.hooksPath .ci/hooks
	@echo "以后每次 git commit 先检查；不要了就输入 git config --unset core.hooksPath"

test: ## 运行全部测试 · run all tests
	@bash .ci/setup test
	@.venv/bin/python -m pytest

quick: ## 运行快的测试（不生成整个网站，不开浏览器，不建仓库，不试随机的输入） · run the quick tests: no whole sites, no browser, no repositories, no random inputs
	@bash .ci/setup test
	@.venv/bin/python -m pytest -m "not slow"

coverage: ## 测试走过多少程序（低于 pyproject.toml 写的就不通过） · how much of the program the tests run; fails below the gate
	@bash .ci/setup test
	@.venv/bin/python -m pytest --cov --cov-report=term

lint: ## 检查程序代码 · check the program's code
	@bash .ci/setup lint
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/python -m pytest -n 0 tests/repository/test_layers.py

bench: ## 测速（PEERS=1 连同别的程序，WRITE=1 写下结果） · measure speed (PEERS=1 with other programs, WRITE=1 keeps the results)
	@bash .ci/setup test
	@.venv/bin/python tests/bench/run.py --date "$$(date +%F)" $(if $(PEERS),--peers all) $(if $(WRITE),--write) $(BENCH)

nightly: ## 夜里跑：全部测试，随机的输入试足，再加五千次公布的历史 · at night: all tests with all their random inputs, a history of 5,000 publications
	@bash .ci/setup test
	@CUNWU_NIGHT=1 .venv/bin/python -m pytest --timeout 0
	@.venv/bin/python tests/bench/bench_history.py
	@.venv/bin/python tests/bench/bench_verify.py
	@.venv/bin/python tests/bench/bench_likeness.py
	@.venv/bin/python -m pip --disable-pip-version-check --quiet install --editable '.[ocr]' --no-build-isolation && .venv/bin/python tests/bench/bench_ocr.py

lock: ## 重新锁定依赖版本（UPGRADE=1 取最新） · pin the dependencies anew (UPGRADE=1 for the newest)
	@python="$$(bash .ci/python)" && "$$python" .ci/lock.py $(if $(UPGRADE),--upgrade)

clean: ## 删除网站和缓存，不动记录 · delete the site and caches, never the records
	@rm -rf site .site*.spare* site.old-* .cunwu .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov
	@find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +
