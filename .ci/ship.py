"""What a wheel carries beside the modules: an installed program makes boards, and builds them, without this folder."""
# ruff: noqa: INP001 - the build backend runs it by its path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = (
    *("theme", "content", "mkdocs.yml", "requirements.lock", "CHANGELOG.md"),
    *(".ci", ".github", ".gitlab", ".gitlab-ci.yml", ".gitattributes", ".gitignore", ".editorconfig"),
)
"""Laid out below cunwu/shipped as at the top of the repository; `cunwu.core.shipped` finds them in either."""


class Shipping(BuildHookInterface):  # type: ignore[type-arg]
    """Adds them to a wheel. An editable install reads them where they are, so a copy would only grow old."""

    def initialize(self, version, build_data) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        """Called once before each build."""
        if version == "standard":
            build_data["force_include"] |= {name: f"cunwu/shipped/{name}" for name in SHIPPED}
