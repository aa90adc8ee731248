"""A knowledge base for those who teach: modules with and without a length, notes for lecturers, self-checks."""

from pathlib import Path

import pytest

from tests.samples import base, write_files

LECTURER = """---
id: giang-vien
title: Giảng viên
summary: Người giảng.
order: 3
broader: dang-vien
staff: true
depth: doc-ky
duties: [Giảng.]
checklist: {before: [Soạn bài.], during: [Gợi mở.], after: [Xem lại.]}
reflection: [Lần sau làm gì khác?]
---
"""
MODULE = """---
id: mo-dau
title: Mở đầu
summary: Chuyên đề học trước.
audiences: [dang-vien]
sources: [{article: bai-goc, lines: "6"}]
standing: chuan
objectives: [Nêu được nội dung chính.]
time: {lecture: 3, discussion: 2}
outline:
  - {title: Vì sao học, periods: 1, method: thuyết trình}
  - {title: Nội dung chính, periods: 2, method: đọc và thuyết trình}
  - {title: Việc của chi bộ, periods: 2, method: thảo luận nhóm}
resolutions: [21-kl-tw-2021]
materials: [{title: Tập bài giảng, note: gửi trước}]
questions:
  - {text: Việc nào làm được ngay?, answer: Gợi ý kín của giảng viên., answer_for: [giang-vien]}
self_checks:
  - id: may-lan
    text: "Chi bộ sinh hoạt chuyên đề ít nhất bao lâu một lần? a=b ~ 100%"
    choices:
      - {text: Mỗi quý một lần, why: "Đó là mức tối thiểu, 1 < 2.", correct: true}
      - {text: Mỗi năm một lần, why: Thưa hơn mức tối thiểu.}
      - {text: "Khi nào có việc = tùy: {lúc}", why: Không có mức tối thiểu nào như vậy.}
  - id: viec-nao
    text: Những việc nào làm trước buổi học?
    choices:
      - {text: Gửi tài liệu, why: Người học đọc trước., correct: true}
      - {text: Phân công người nói, why: Có người chuẩn bị., correct: true}
      - {text: Viết biên bản, why: Việc này làm trong buổi.}
---

Ai cũng đọc được. Xem [văn bản](../nghi-quyet/21-kl-tw-2021.md).

::: doi-tuong giang-vien
## Kể chuyện trước

Lời dặn kín, xem [văn bản](../nghi-quyet/21-kl-tw-2021.md).
:::
"""
COURSE = """---
id: khoa-mau
title: Khóa mẫu
summary: Khóa có hai chuyên đề.
audiences: [dang-vien]
sources: [{article: bai-goc, lines: "5"}]
standing: chuan
modules: [{module: mo-dau, periods: 5}, van-dung]
---
"""
CONFIG = "site_name: Kho thử\nsite_url: https://example.org/kho/\n"


@pytest.fixture(scope="package")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the knowledge base; read it, write nothing into it."""
    root = tmp_path_factory.mktemp("lop")
    files = {path: content.decode() for path, content in base().items()}
    files["mkdocs.yml"] = files["mkdocs.yml"].replace("site_name: Kho thử\n", CONFIG)
    files |= {
        "docs/doi-tuong/giang-vien.md": LECTURER,
        "docs/chuyen-de/mo-dau.md": MODULE,
        "docs/khoa-hoc/khoa-mau.md": COURSE,
    }
    return write_files(root, files)
