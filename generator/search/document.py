"""What a page of the site hands to the search: one value per page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading of its own, shown below its page where it answers a query."""

    anchor: str  # "" for what stands before the first heading
    title: str
    text: str


@dataclass(frozen=True)
class SearchDocument:
    """A page as the search sees it; all text is plain and in NFC."""

    url: str  # site-relative address: "nghi-quyet/21-kl-tw-2021/"
    title: str
    kind: str  # label of the kind of content, in Vietnamese: "Văn bản", "Bài học"
    number: str  # document number such as "21-KL/TW", "" when there is none
    headings: tuple[str, ...]
    summary: str
    body: str  # all that counts besides title, headings and summary
    sections: tuple[Section, ...]  # what excerpts are taken from
    mark: str  # mark of the status shown with the result: "cần kiểm tra", "" when there is none
    facets: tuple[tuple[str, tuple[str, ...]], ...]  # (("loai", ("Kết luận",)), ("nam", ("2021",)))
    rank: float = 1.0  # prior, at most 1: below 1 for replaced documents and index pages
    date: str = ""  # "2021-10-25", "2021" or "": of two equally good results the newer one comes first
