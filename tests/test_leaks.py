"""What is only for those who run classes is in no byte of a public build: planted words in, where they show up out.

Words are planted in generated knowledge bases wherever content can be kept back: blocks (with all sorts of text around
them), facilitators' notes, answers, entries that are internal. Nothing of them may be in what the site consists of.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from generator import blocks, catalog, documents, recordings, selection
from generator.build import Build, build
from generator.cli import main
from generator.kinds.record import Visibility
from tests.conftest import IS_LONG, MINIMAL_CONFIG
from tests.samples import write_files

BASES = 200 if IS_LONG else 16
STAFF = ("giang-vien", "to-chuc")
LEARNERS = ("dang-vien", "bi-thu")

CONFIG = f"site_url: https://example.org/kho/\n{MINIMAL_CONFIG}"
"""With the address of the site, so that there are feeds."""

LENIENT = """\
    rules: {public-entry-refers-to-internal: "off", self-reference: "off", number-not-matching-id: "off"}
"""
"""What is planted is to be kept back, though a maintainer would be told of it."""

AROUND = (
    "",
    "Một câu.\n\n",
    "Dấu ` lạ.\n\n",
    "```\nmã\n",
    "<!-- ghi chú\n",
    "- một ý\n- hai ý\n",
    "> trích\n",
    "<div>\n",
)
INSIDE = (
    "Riêng {0}.",
    "## Mục {0}\n\nChữ {0}.",
    "- ý {0}\n- ý khác",
    "[chữ {0}](https://example.org/{0})",
    "| {0} |\n| --- |\n| x |",
    "`{0}`",
    "<!-- {0} -->",
    "Chú thích.[^1]\n\n[^1]: {0}",
    '<span title="{0}">x</span>',
    "```\n{0}\n```",
)
PREFIXES = ("", "  ", "> ", "- ", "    ")


@dataclass(frozen=True)
class Planted:
    """A knowledge base and the words in it that the public must not get."""

    files: dict[str, str]
    words: tuple[str, ...]


@st.composite
def marked_blocks(draw: st.DrawFn, word: str) -> str:
    """A block for those who run classes with a planted word, sound or not, and what may stand around it."""
    audiences = " ".join(draw(st.lists(st.sampled_from(STAFF), min_size=1, max_size=2, unique=True)))
    kept_back = draw(st.sampled_from((f"doi-tuong {audiences}", "noi-bo", f"danh-dau bi-thu {word}")))
    colons, prefix = ":" * draw(st.integers(3, 5)), draw(st.sampled_from(PREFIXES))
    opening = draw(st.sampled_from((f"{colons} {kept_back}", f"{colons}{kept_back.replace(' ', '  ')} :::")))
    inside = draw(st.sampled_from(INSIDE)).format(word)
    if draw(st.booleans()):
        inside += f"\n\n::: danh-dau dang-vien\nTrong.\n:::\n\nSau đó {word}."
    closing = draw(st.sampled_from((":::", ":::::", "::: ", "")))
    lines = f"{opening}\n{inside}\n{closing}\n".split("\n")
    body = "\n".join(prefix + line for line in lines)
    return draw(st.sampled_from(AROUND)) + body + "\n"


def audience(identifier: str, order: int, body: str = "") -> str:
    return f"""---
id: {identifier}
title: Đối tượng {order}
summary: Một đối tượng.
order: {order}
broader: {"dang-vien" if order > 1 else "null"}
staff: {"true" if identifier in STAFF else "false"}
depth: doc-ky
duties: [Học.]
checklist: {{before: [Đọc.], during: [Nghe.], after: [Viết.]}}
reflection: [Điều gì mới?]
---

{body}"""


@st.composite
def bases(draw: st.DrawFn) -> Planted:
    """A small knowledge base with words planted in it."""
    words = [f"mat{draw(st.integers(1000, 9999))}x{n}q" for n in range(12 + len(KINDS))]
    notes, answer, remark, gone, page_name, *others = words
    recorded, in_blocks, internal = others[:3], others[3:7], others[7:]
    entry, case, guide, page = (draw(marked_blocks(word)) for word in in_blocks)
    files = {
        "mkdocs.yml": CONFIG,
        "docs/.lich-su/2026-01-02-cu.json": recording(*recorded),
        "docs/.lich-su/2026-02-03-moi.json": later_recording(recorded[0]),
        "docs/doi-tuong/dang-vien.md": audience("dang-vien", 1),
        "docs/doi-tuong/bi-thu.md": audience("bi-thu", 2, guide),
        "docs/doi-tuong/giang-vien.md": audience("giang-vien", 3),
        "docs/doi-tuong/to-chuc.md": audience("to-chuc", 4),
        "docs/gioi-thieu.md": f"# Giới thiệu\n\n{page}",
        "docs/nghi-quyet/05-ct-tw-2016.md": resolution(answer, draw(st.sampled_from(STAFF)), entry, remark),
        "docs/tinh-huong/buoi-hoc.md": situation("buoi-hoc", "Buổi học", notes, "cong-khai", case),
        "docs/bai-hoc/han-che.md": lesson(),
        "docs/dot-hoc/quy-mot.md": study_round(),
    }
    files |= internal_rest(gone, page_name) | tied_to(internal)
    # Two kinds a base keep this cheap; what refers to the others names ids that are to be had nowhere.
    kinds = draw(st.sets(st.sampled_from(KINDS), min_size=2, max_size=2))
    files |= {path: text for path, text in internal_entries(internal).items() if path.split("/")[1] in kinds}
    return Planted(files, tuple(words))


OWN_FIELDS = {
    "nghi-quyet": "number: 7-KH/TW\nkind: ke-hoach\ntitle_form: theo-cach-goi\nissued: 2020-01-02\n"
    'status: {value: chua-ro, checked: 2026-11-22, note: "{0}"}\n',
    "khoa-hoc": "standing: de-nghi\nobjectives: ['{0}']\nmodules: [{module}]\n",
    "chuyen-de": "standing: de-nghi\nobjectives: ['{0}']\ncases: [{case}]\nself_checks: [{id: cau-mot, text: 'Hỏi {0}',"
    " choices: [{text: 'Đúng {0}', why: 'Vì {0}', correct: true}, {text: Sai, why: Không.}]}]\n",
    "bai-hoc": "kind: han-che\ntheme: thao-luan\nplace: 'Nơi {0}'\n",
    "tinh-huong": "limitations: [han-che]\nquestions: [{text: 'Hỏi {0}', answer: '{0}'}]\nfacilitator_notes: ['{0}']\n",
    "dot-hoc": "kind: lop-hoc\nstart: 2027-03-02\nstart_time: '07:30'\nmodules: [{module}]\ncases: [{case}]\n"
    "programme: [{title: 'Phần {0}', minutes: 45}]\nfollow_up: [{what: 'Nộp {0}', due_days: 7}]\n",
    "doi-tuong": "order: 9\ndepth: doc-ky\nduties: ['{0}']\nchecklist: {before: ['{0}'], during: [Nghe.],"
    " after: [Viết.]}\nreflection: ['{0}']\n"
    "needs: [{id: can-{0}, title: 'Cần {0}', sources: [{article: {article}, lines: '1'}]}]\n",
    "thuat-ngu": "abbreviations: [{0}]\nalso: ['Từ {0}']\n",
    "nguon": "author: 'Báo {0}'\nline_count: 3\n",
}
"""What an entry of each kind has of its own, `{0}` for the planted word."""

KINDS = tuple(OWN_FIELDS)


def internal_entries(words: list[str]) -> dict[str, str]:
    """One internal entry of each kind, with its word in everything it says; they refer to one another."""
    ids = dict(
        zip(
            ("nghi-quyet", "course", "module", "lesson", "case", "round", "audience", "term", "article"),
            words,
            strict=True,
        )
    )
    files = {}
    for folder, word in zip(KINDS, words, strict=True):
        own = OWN_FIELDS[folder]
        for name, identifier in {"0": word, **ids}.items():
            own = own.replace(f"{{{name}}}", identifier)
        files[f"docs/{folder}/{word}.md"] = f"""---
id: {word}
title: Tên {word}
summary: Nghĩa {word}.
keywords: [{word}]
visibility: noi-bo
audiences: [dang-vien, {ids["audience"]}]
sources: [{{article: {ids["article"]}, lines: "1"}}, {{url: "https://example.org/{word}", seen: "{word}"}}]
figures:
  - {{id: so-{word}, label: "{word}", kind: so-lieu, value: 3, unit: lớp, sources: [{{url: "https://example.org/a"}}]}}
formerly: [{folder}/cu-{word}]
former_anchors: {{cu-{word}: muc-{word}}}
changes: [{{date: 2026-11-20, text: "Đổi {word}."}}]
added: 2026-11-21
{own}---

## Mục {word} {{#muc-{word}}}

Chữ {word}. ![Ảnh {word}]({word}.png) Xem [kia](../tinh-huong/{ids["case"]}.md).
"""
        files[f"docs/{folder}/{word}.png"] = word
    return files


def internal_rest(gone: str, page: str) -> dict[str, str]:
    """What an internal entry left behind, and a page for the internal build."""
    return {
        f"docs/tinh-huong/{gone}.md": f"---\nid: {gone}\ntitle: Bỏ {gone}\nremoved: 2026-11-01\nreason: Vì {gone}.\n"
        "visibility: noi-bo\n---\n",
        f"docs/{page}.md": f"---\nvisibility: noi-bo\n---\n\n# Trang {page}\n\nChữ {page}. ![ảnh]({page}.png)\n",
        f"docs/{page}.png": page,
    }


def tied_to(words: list[str]) -> dict[str, str]:
    """A public lesson that refers to internal entries in each way there is."""
    document, _, _, limitation, case, round_, audience_, _, article = words
    return {
        "docs/bai-hoc/giai-phap.md": f"""---
id: giai-phap
title: Chuẩn bị câu hỏi
summary: Một giải pháp.
audiences: [dang-vien, {audience_}]
sources: [{{url: "https://example.org/a", seen: tên}}, {{article: {article}, lines: "2"}}]
changes: [{{date: 2026-11-20, text: "Đổi {document}.", audiences: [{audience_}]}}]
kind: giai-phap
theme: thao-luan
answers: [han-che, {limitation}]
resolutions: [{document}]
applied_in: [{round_}]
---

Chung.

::: noi-bo
Xem [mục ấy](../tinh-huong/{case}.md) {case}. ![ảnh]({limitation}.png)
:::

::: doi-tuong {audience_}
Chỉ cho {audience_}.
:::
"""
    }


def recording(key: str, title: str, hashed: str) -> str:
    """An early recording: one internal entry that is gone since, one that is public, with a part that is not."""
    seen = {"title": "Tình huống cũ", "audiences": ["bi-thu"], "public": {"title": "abcd"}}
    entries = {
        f"tinh-huong/{key}": {"title": title, "audiences": ["giang-vien"], "internal": {"title": hashed}},
        "tinh-huong/buoi-hoc": seen | {"internal": {"title": "abcd", "facilitator_notes": hashed}},
        "tinh-huong/da-bo": seen | {"internal": {"title": "abcd", f"#@{key}": hashed}},
    }
    return json.dumps({"date": "2026-01-02", "title": "Lần đầu", "entries": entries}, ensure_ascii=False)


def later_recording(key: str) -> str:
    return json.dumps({"date": "2026-02-03", "title": "", "entries": {f"tinh-huong/{key}": None}})


def resolution(answer: str, only_for: str, body: str, remark: str) -> str:
    return f"""---
id: 05-ct-tw-2016
title: Về học tập
summary: Chỉ thị của kho thử.
audiences: [dang-vien, giang-vien]
sources: [{{url: "https://example.org/a", seen: tên}}]
number: 05-CT/TW
kind: chi-thi
title_form: theo-cach-goi
issued: 2016-05-15
status: {{value: chua-ro, checked: 2026-11-22}}
changes:
  - {{date: 2026-01-20, text: "Đổi {remark}.", audiences: [{only_for}]}}
questions:
  - {{text: Học để làm gì?, answer: "Gợi ý {answer}.", answer_for: [{only_for}]}}
---

{body}"""


def situation(identifier: str, title: str, notes: str, visibility: str, body: str) -> str:
    return f"""---
id: {identifier}
title: Tình huống {title}
summary: Một buổi học.
keywords: [{title}]
audiences: [bi-thu, giang-vien]
visibility: {visibility}
sources: [{{url: "https://example.org/a", seen: tên}}]
limitations: [han-che]
questions: [Làm gì?]
facilitator_notes: ["Gợi ý {notes}."]
---

{body}"""


def term(identifier: str, title: str, summary: str) -> str:
    return f"""---
id: {identifier}
title: Từ {title}
summary: Nghĩa {summary}.
visibility: noi-bo
sources: [{{url: "https://example.org/a", seen: tên}}]
---

Chữ {summary}.
"""


def lesson() -> str:
    return """---
id: han-che
title: Người học im lặng
summary: Ít ý kiến.
audiences: [dang-vien]
sources: [{url: "https://example.org/a", seen: tên}]
kind: han-che
theme: thao-luan
---
"""


def study_round() -> str:
    return """---
id: quy-mot
title: Buổi học quý một
summary: Một buổi học.
audiences: [dang-vien]
sources: [{url: "https://example.org/a", seen: tên}]
kind: sinh-hoat-chuyen-de
start: 2027-01-15
start_time: "07:30"
resolutions: [05-ct-tw-2016]
cases: [buoi-hoc]
programme: [{title: Thảo luận, minutes: 45}]
follow_up: [{what: Nộp thu hoạch, due_days: 7}]
---
"""


def members(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file's name and bytes, and those of all it holds, archives within archives unpacked."""
    yield name, name.encode() + content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from members(f"{name}/{inner}", archive.read(inner))
    elif content.startswith(b"\x1f\x8b"):
        yield from members(f"{name}/", gzip.decompress(content))


def leaks(files: Mapping[str, bytes], words: tuple[str, ...]) -> list[str]:
    """Where planted words show up; letters do not tell upper from lower case."""
    return [
        f"{word} in {place}"
        for name, content in files.items()
        for place, data in members(name, content)
        for word in words
        if word.encode() in data.lower()
    ]


def outputs(made: Build) -> dict[str, bytes]:
    docs = made.site.root / "docs"
    pictures = {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*.png")}
    copied = {name: content for name, content in pictures.items() if name not in made.withheld}
    return {**made.files, **copied} | {page.path: f"{page.title}\n{page.text}".encode() for page in made.pages}


def some_base() -> Planted:
    """One base in which everything that can be kept back is there and sound."""
    words = [f"mat{n}x{n}q" for n in range(11 + len(KINDS))]
    block = "::: doi-tuong giang-vien\nRiêng {0}.\n:::\n"
    return Planted(
        {
            "mkdocs.yml": CONFIG,
            "docs/.lich-su/2026-01-02-cu.json": recording(words[5], words[6], words[7]),
            "docs/.lich-su/2026-02-03-moi.json": later_recording(words[5]),
            "docs/doi-tuong/dang-vien.md": audience("dang-vien", 1, "Chung.\n\n" + block.format(words[0])),
            "docs/doi-tuong/bi-thu.md": audience("bi-thu", 2),
            "docs/doi-tuong/giang-vien.md": audience("giang-vien", 3),
            "docs/nghi-quyet/05-ct-tw-2016.md": resolution(
                words[1], "giang-vien", "Chung.\n\n" + block.format(words[2]), words[4]
            ),
            "docs/tinh-huong/buoi-hoc.md": situation("buoi-hoc", "Buổi học", words[3], "cong-khai", ""),
            "docs/dot-hoc/quy-mot.md": study_round(),
            "docs/bai-hoc/han-che.md": lesson(),
            "docs/gioi-thieu.md": f"# Giới thiệu\n\n::: noi-bo\nRiêng {words[8]}.\n:::\n",
        }
        | internal_rest(words[9], words[10])
        | internal_entries(words[11:])
        | tied_to(words[11:]),
        tuple(words),
    )


@given(planted=bases())
@settings(
    max_examples=BASES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@pytest.mark.slow
def test_nothing_kept_back_is_in_a_public_build(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = write_files(tmp_path_factory.mktemp("base"), planted.files)
    assert leaks(outputs(build(root)), planted.words) == []


def test_everything_kept_back_is_in_the_internal_build(tmp_path: Path) -> None:
    planted = some_base()
    found = leaks(outputs(build(write_files(tmp_path, planted.files), Visibility.INTERNAL)), planted.words)
    hashed = planted.words[7]
    assert {one.partition(" ")[0] for one in found} == {*planted.words} - {hashed}, "a hash is shown by no build"


def test_guides_of_learners_have_nothing_kept_back_in_the_internal_build(tmp_path: Path) -> None:
    planted = some_base()
    made = build(write_files(tmp_path, planted.files), Visibility.INTERNAL)
    guides = {name: data for name, data in outputs(made).items() if name.startswith("huong-dan/")}
    learners = {name: data for name, data in guides.items() if name.split("/")[1].split(".")[0] in LEARNERS}
    assert len(learners) >= 2
    assert leaks(learners, planted.words[:8]) == []


@pytest.mark.parametrize("written", ["noi bo", "Nội bộ", "internal", "null", "", "[noi-bo]", "true", "2"])
def test_an_entry_of_unclear_visibility_is_an_error_and_in_no_public_page(written: str, tmp_path: Path) -> None:
    secret = situation("kin-1", "Kín mat8x8q", "mat9x9q", written, "Chữ mat7x7q.")
    root = write_files(tmp_path, some_base().files | {"docs/tinh-huong/kin-1.md": secret})
    made = build(root)
    found = [one for one in made.diagnostics if one.place.path == "docs/tinh-huong/kin-1.md" and one.is_error]
    assert [(one.rule.code, one.place.line) for one in found if "visibility" in one.message]
    assert all(one.hint for one in found)
    assert leaks(outputs(made), ("mat8x8q", "mat9x9q", "mat7x7q", "kin-1")) == []


MUTATIONS: dict[str, tuple[Any, str, Any]] = {
    "blocks are left in": (blocks, "for_the_public", lambda body, readers: body),
    "notes and answers are left in": (selection, "_without_notes", lambda entry: entry),
    "recordings keep what is internal": (recordings.Recording, "for_the_public", lambda recording: recording),
    "pictures of internal entries are copied": (selection, "_withheld", lambda knowledge, shown: set()),
    "internal pages are shown": (catalog, "is_public_page", lambda page: True),
    "internal entries are shown": (selection, "visible", lambda catalog, visibility: catalog),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_planted_leak_is_found(mutation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = some_base()
    internal = situation("noi-bo", "Nội bộ", "mat9x9q", "noi-bo", "")
    root = write_files(tmp_path, planted.files | {"docs/tinh-huong/noi-bo.md": internal})
    words = (*planted.words, "mat9x9q")
    assert leaks(outputs(build(root)), words) == []
    monkeypatch.setattr(*MUTATIONS[mutation])
    if mutation == "internal entries are shown":
        monkeypatch.setattr(*MUTATIONS["notes and answers are left in"])
    assert leaks(outputs(build(root)), words) != []


def test_archives_are_searched_within_archives() -> None:
    inner = documents.pack({"a/b.txt": b"mat1x1q " * 50})
    found = leaks({"goi.zip": documents.pack({"trong.zip": inner})}, ("mat1x1q",))
    assert "mat1x1q in goi.zip/trong.zip/b.txt" in found


@pytest.mark.slow
def test_no_byte_of_a_whole_public_site_with_documents_has_what_is_kept_back(tmp_path: Path) -> None:
    planted = some_base()
    root, site = write_files(tmp_path / "kho", planted.files | {"mkdocs.yml": CONFIG + LENIENT}), tmp_path / "site"
    archive = tmp_path / "usb.zip"
    assert main(["build", "-C", str(root), "--site-dir", str(site), "--documents", "--bundle", str(archive)]) == 0
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    files["usb.zip"] = archive.read_bytes()
    assert {path.rpartition(".")[2] for path in files} >= {"html", "js", "json", "docx", "pdf", "zip", "ics", "xml"}
    assert leaks(files, planted.words) == []
    printed = [name for name in files if name.endswith(".pdf")]
    assert len(printed) > 10
    text = {name: "".join(page.extract_text() for page in PdfReader(io.BytesIO(files[name])).pages) for name in printed}
    assert all(text.values())
    assert leaks({name: one.encode() for name, one in text.items()}, planted.words) == []
