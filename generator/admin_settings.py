"""`extra.sotay.admin` of mkdocs.yml in, where the editing page `/admin/` reads and writes out."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.kinds.fields import Choice, Part, field

WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s/]+\S*$")]


class Backend(Choice):
    """Where the editing page `/admin/` keeps what it changes."""

    GITHUB = "github", "GitHub"
    GITLAB = "gitlab", "GitLab"
    GITEA = "gitea", "Gitea, Forgejo"
    TEST = "test-repo", "thử, chỉ trong trình duyệt này"


class AdminSettings(Part):
    """`extra.sotay.admin`: the editing page, which only `sotay build --admin` and `sotay serve --admin` make."""

    backend: Backend = field("Nơi giữ mã nguồn", "github, gitlab, gitea; test-repo để thử.", "github")
    repository: str = field("Kho mã nguồn", "Chủ và tên kho.", "dang-uy/so-tay", default="")
    branch: str | None = field("Nhánh", "Bỏ trống là nhánh chính của kho.", "main", default=None)
    review: bool = field(
        "Qua xét duyệt",
        "true: mỗi sửa đổi là một yêu cầu hợp nhất (chỉ với github, gitlab); false: ghi thẳng vào nhánh.",
        True,
        default=True,
    )
    api_root: WebAddress | None = field(
        "Địa chỉ API", "Chỉ cần với máy chủ riêng.", "https://git.example.org/api/v4", default=None
    )
    base_url: WebAddress | None = field(
        "Máy chủ đăng nhập", "Nơi cấp quyền OAuth.", "https://git.example.org", default=None
    )
    app_id: str | None = field("Mã ứng dụng OAuth", "Do máy chủ đăng nhập cấp.", "a1b2c3", default=None)

    @model_validator(mode="after")
    def _names_its_repository(self) -> Self:
        if self.backend is not Backend.TEST and not re.fullmatch(r"[\w.-]+(/[\w.-]+)+", self.repository):
            raise PydanticCustomError("repository", "a repository is named by its owner and its name")
        return self

    @property
    def asks_for_review(self) -> bool:
        """Whether a change becomes a pull or merge request; the editor can do that on two hosts."""
        return self.review and self.backend in (Backend.GITHUB, Backend.GITLAB)
