"""The editing page in a real browser, on a folder of this machine: what is saved passes the check and keeps the rest.

The page is given the browser's own file system (https://fs.spec.whatwg.org) when it asks for a folder; what it writes
there is then put into a copy of the knowledge base.
"""

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from generator import build
from tests.conftest import Serve
from tests.editor.fake_github import FakeGitHub
from tests.samples import write_files

ICON = '<!doctype html><link rel="icon" href="data:,"><title>x</title>'
OFFER_FOLDER = "window.showDirectoryPicker = () => navigator.storage.getDirectory();"
FILL = """async (files) => {
  const root = await navigator.storage.getDirectory();
  await root.getDirectoryHandle(".git", { create: true });
  for (const [path, text] of Object.entries(files)) {
    const steps = path.split("/");
    const name = steps.pop();
    let folder = root;
    for (const step of steps) folder = await folder.getDirectoryHandle(step, { create: true });
    const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await stream.write(text);
    await stream.close();
  }
}"""
READ = """async (path) => {
  const steps = path.split("/");
  const name = steps.pop();
  let folder = await navigator.storage.getDirectory();
  for (const step of steps) folder = await folder.getDirectoryHandle(step);
  return (await (await folder.getFileHandle(name)).getFile()).text();
}"""

RESOLUTION = "docs/nghi-quyet/ke-hoach-hoc-tap-mau.md"
REMARKED = {
    "id: ke": "# Rà lại khi có bản chính.\nid: ke",
    "kind: ke-hoach\n": "kind: ke-hoach   # tên loại của văn bản\n",
    "key_points:\n": "key_points:\n  # Ý thứ nhất theo mục 2.\n",
}


class Editor:
    """The editing page on the files of a knowledge base."""

    def __init__(self, page: Page, address: str, root: Path) -> None:
        self.page = page
        self.address = address
        self.root = root

    def open(self, place: str) -> None:
        """Go to a place of the editor, `collections/bai-hoc/new`; the first time the folder is chosen before."""
        self.page.goto(f"{self.address}/admin/#/{place}")
        button = self.page.get_by_role("button", name="Làm việc với kho mã nguồn cục bộ")
        expect(button.or_(self.field("id"))).to_be_visible(timeout=20_000)
        if button.is_visible():
            button.click()
        expect(self.field("id")).to_be_visible(timeout=20_000)

    def field(self, key: str) -> Locator:
        return self.page.locator(f'section.field[data-key-path="{key}"]')

    def write(self, key: str, text: str) -> None:
        self.field(key).get_by_role("textbox").first.fill(text)

    def choose(self, key: str, title: str, *, typed: str | None = None) -> None:
        """Pick an entry by its title; where there are many, some of it is typed first."""
        self.field(key).get_by_role("combobox").click()
        if typed:
            self.page.get_by_role("searchbox", name="Lọc tùy chọn").fill(typed)
        self.page.get_by_role("option", name=title, exact=True).click()

    def tick(self, key: str, label: str) -> None:
        self.field(key).get_by_role("radio", name=label, exact=True).click()

    def save(self) -> None:
        self.page.get_by_role("button", name="Lưu", exact=True).click()
        expect(self.field("id")).to_be_hidden(timeout=20_000)

    def saved(self, path: str) -> str:
        """The text of a file as the editor left it, which is also put into the knowledge base."""
        text = str(self.page.evaluate(READ, path))
        (self.root / path).write_text(text, encoding="utf-8")
        return text


@pytest.fixture
def editor_page(
    page: Page, starter: Path, page_files: Mapping[str, bytes], repository: Path, tmp_path: Path, serve: Serve
) -> Callable[[], Editor]:
    """Start the editor on a copy of the new knowledge base, a resolution of which has remarks."""
    root = shutil.copytree(starter, tmp_path / "kho")
    resolution = root / RESOLUTION
    text = resolution.read_text(encoding="utf-8")
    for old, new in REMARKED.items():
        assert old in text
        text = text.replace(old, new)
    resolution.write_text(text, encoding="utf-8")
    site = write_files(tmp_path / "site", {**page_files, "x.html": ICON.encode()})
    audiences = repository.glob("docs/doi-tuong/*.md")
    files = {f"docs/doi-tuong/{path.name}": path.read_text(encoding="utf-8") for path in audiences}
    files |= {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.md")}

    def start() -> Editor:
        address = serve(site)
        page.add_init_script(OFFER_FOLDER)
        page.set_default_timeout(10_000)
        # Fields below the window's edge are drawn when they are scrolled to.
        page.set_viewport_size({"width": 1280, "height": 3600})
        page.emulate_media(reduced_motion="reduce")
        page.goto(f"{address}/x.html")
        page.evaluate(FILL, files)
        return Editor(page, address, root)

    return start


def test_what_is_created_and_edited_passes_the_check_and_keeps_the_rest(editor_page: Callable[[], Editor]) -> None:
    """A lesson and then a resolution, as somebody does who has the page open."""
    editor = editor_page()
    create_a_lesson(editor)
    edit_a_resolution(editor)
    assert [one.message for one in build.check(editor.root)] == []


def create_a_lesson(editor: Editor) -> None:
    editor.open("collections/bai-hoc/new")
    editor.write("id", "Sai Mã")
    editor.write("title", "Chi bộ hỏi trước, học sau")
    editor.write("summary", "Câu hỏi gửi trước một tuần làm buổi học sôi nổi hơn.")
    editor.choose("audiences", "Đảng viên", typed="dang vien")
    editor.field("sources").get_by_role("button", name="Thêm").click()
    editor.choose("sources.0.article", "Báo cáo rút kinh nghiệm một đợt học tập (mẫu)")
    editor.write("sources.0.lines", "2")
    editor.tick("kind", "Bài học")
    editor.tick("theme", "Hình thức, phương pháp")
    editor.page.get_by_role("button", name="Lưu", exact=True).click()
    expect(editor.field("id")).to_contain_text("Chưa đúng dạng.")
    editor.write("id", "hoi-truoc-hoc-sau")
    editor.save()
    text = editor.saved("docs/bai-hoc/hoi-truoc-hoc-sau.md")
    added = re.search(r"^added: (\d{4}-\d\d-\d\d)$", text, re.MULTILINE)
    assert added
    assert text == (
        "---\nid: hoi-truoc-hoc-sau\ntitle: Chi bộ hỏi trước, học sau\n"
        "summary: Câu hỏi gửi trước một tuần làm buổi học sôi nổi hơn.\naudiences:\n  - dang-vien\n"
        f'sources:\n  - article: bai-mau\n    lines: "2"\nadded: {added[1]}\n'
        "kind: bai-hoc\ntheme: hinh-thuc-phuong-phap\n---\n"
    )


def edit_a_resolution(editor: Editor) -> None:
    before = (editor.root / RESOLUTION).read_text(encoding="utf-8")
    editor.open("collections/nghi-quyet/entries/ke-hoach-hoc-tap-mau")
    editor.write("summary", "Văn bản mẫu, đã sửa trong trình duyệt.")
    editor.field("key_points").get_by_role("button", name="Thêm").click()
    editor.write("key_points.1.text", "Ý thêm vào.")
    editor.save()
    text = editor.saved(RESOLUTION)
    old = re.search(r"^summary: .*$", before, re.MULTILINE)
    point = re.search(r"^  - Mỗi phần.*\n", before, re.MULTILINE)
    assert old
    assert point
    expected = before.replace(old[0], "summary: Văn bản mẫu, đã sửa trong trình duyệt.")
    assert text == expected.replace(point[0], point[0] + "  - Ý thêm vào.\n")


def test_a_change_becomes_a_pull_request(
    page: Page, starter: Path, page_files: Mapping[str, bytes], tmp_path: Path, serve: Serve, faults: list[str]
) -> None:
    """With a token for GitHub: a branch of its own, one commit and a draft pull request, and no other host is asked."""
    lesson = "docs/bai-hoc/trinh-bay-thieu-vi-du.md"
    files = {path.relative_to(starter).as_posix(): path.read_text(encoding="utf-8") for path in starter.rglob("*.md")}
    github = FakeGitHub(files)
    page.route("https://api.github.com/**", github.answer)
    address = serve(write_files(tmp_path / "site", page_files))
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 3600})
    page.goto(f"{address}/admin/#/collections/bai-hoc/entries/trinh-bay-thieu-vi-du")
    page.get_by_role("button", name="Đăng nhập bằng mã truy cập").click()
    page.get_by_role("textbox", name="Mã truy cập cá nhân").fill("ma-thu")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    editor = Editor(page, address, starter)
    expect(editor.field("title")).to_be_visible(timeout=20_000)
    editor.write("title", "Tên mới")
    editor.page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Bản nháp").first).to_be_visible(timeout=20_000)
    old = re.search(r"^title: .*$", files[lesson], re.MULTILINE)
    assert old
    assert github.written == {lesson: files[lesson].replace(old[0], "title: Tên mới")}
    assert github.branches == ["refs/heads/cms/bai-hoc/trinh-bay-thieu-vi-du"]
    (request,) = github.pull_requests
    assert (request["head"], request["base"]) == ("cms/bai-hoc/trinh-bay-thieu-vi-du", "main")
    assert (request["draft"], request["title"]) == (True, "Sửa Bài học kinh nghiệm: trinh-bay-thieu-vi-du")
    faults[:] = [one for one in faults if not one.startswith("request: https://api.github.com/")]
