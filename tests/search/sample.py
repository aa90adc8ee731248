"""A small library of documents for the tests of the search, and a site around its index."""

from pathlib import Path

from generator.search import SearchDocument, Section, build_search
from tests.samples import write_files

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Thử</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {origin}; img-src data:">
<link rel="icon" href="data:,">
</head><body><header><nav class="md-header__inner"></nav></header>
<main>{main}</main><script src="{root}assets/search/search.js"></script></body></html>
"""
ABBREVIATIONS = {"LLCT": ("Lý luận chính trị",), "XDĐ": ("Xây dựng Đảng",), "TU": ("Tỉnh ủy",)}


def make(
    url: str,
    title: str,
    body: str = "",
    *,
    kind: str = "Bài học",
    number: str = "",
    headings: tuple[str, ...] = (),
    mark: str = "",
    facets: tuple[tuple[str, tuple[str, ...]], ...] = (),
    rank: float = 1.0,
    date: str = "",
    sections: tuple[Section, ...] = (),
) -> SearchDocument:
    text = "\n".join([body, *(f"{one.title}\n{one.text}" for one in sections)])
    parts = (Section("", "", body), *sections)
    return SearchDocument(url, title, kind, number, headings, "", text, parts, mark, facets, rank, date)


def resolution(number: str, year: int, subject: str, *, rank: float = 1.0, mark: str = "") -> SearchDocument:
    kind = {"KL": "Kết luận", "CT": "Chỉ thị", "NQ": "Nghị quyết", "QĐ": "Quy định"}[number.split("-")[1].split("/")[0]]
    slug = number.lower().replace("/", "-").replace("đ", "d")
    return make(
        f"nghi-quyet/{slug}-{year}/",
        f"{kind} {number}: {subject}",
        f"{kind} ban hành năm {year}.",
        kind="Văn bản",
        number=number,
        mark=mark,
        rank=rank,
        facets=(("loai", (kind,)), ("nam", (str(year),))),
        date=str(year),
    )


DOCUMENTS = (
    resolution("21-KL/TW", 2021, "Về đẩy mạnh xây dựng, chỉnh đốn Đảng", mark="cần kiểm tra"),
    resolution("21-NQ/TW", 2022, "Về củng cố tổ chức cơ sở đảng"),
    resolution("01-CT/TW", 2016, "Về học tập Nghị quyết Đại hội XII"),
    resolution("01-CT/TW", 2021, "Về học tập Nghị quyết Đại hội XIII"),
    resolution("22-QĐ/TW", 2021, "Về công tác kiểm tra, giám sát", rank=0.6, mark="hết hiệu lực"),
    resolution("296-QĐ/TW", 2025, "Về công tác kiểm tra, giám sát"),
    make(
        "bai-hoc/thu-hoach/",
        "Bài thu hoạch gắn với việc của người viết",
        "Người viết thu hoạch liên hệ với nhiệm vụ của mình.\nĐây là đoạn nói về Kết luận 21-KL/TW và lý luận.",
        facets=(("doi-tuong", ("Đảng viên",)),),
    ),
    make("bai-hoc/thu-nam/", "Thứ năm hằng tuần", "Buổi họp vào thứ năm có bài phát biểu; hoạch định kế hoạch."),
    make(
        "bai-hoc/hop-dinh-ky/",
        "Họp định kỳ của tổ",
        "Tổ họp mỗi tháng, cán bộ trao đổi về quyền lợi.",
        facets=(("doi-tuong", ("Bí thư chi bộ",)),),
    ),
    make(
        "bai-hoc/hop-bat-thuong/",
        "Họp bất thường của tổ",
        "Tổ họp khi cần.",
        facets=(("doi-tuong", ("Đảng viên",)),),
    ),
    make("thuat-ngu/ly-luan/", "Lý luận chính trị", "Môn học của đảng viên.", kind="Thuật ngữ", headings=("LLCT",)),
    make(
        "huong-dan/bi-thu/",
        "Hướng dẫn bí thư",
        "Phần mở đầu.",
        kind="Hướng dẫn",
        sections=(
            Section("chuan-bi", "Chuẩn bị buổi sinh hoạt", "Phòng họp và thiết bị."),
            Section("sau-buoi", "Sau buổi học", "Ghi lại điều rút ra."),
        ),
    ),
)  # fmt: skip


def write_site(folder: Path, *, origin: str = "'self'") -> Path:
    """A site of a front page, the results page and the index of DOCUMENTS."""
    form = '<form data-sotay-search action="{root}tim-kiem/"><input type="search" name="q"></form>'
    pages = (
        ("index.html", "", form.format(root="")),
        ("tim-kiem/index.html", "../", "<div data-sotay-results></div>"),
        *((f"{document.url}index.html", "../../", document.title) for document in DOCUMENTS),
    )
    made = {name: PAGE.format(root=root, main=main, origin=origin) for name, root, main in pages}
    return write_files(folder, {**build_search(DOCUMENTS, ABBREVIATIONS), **made})
