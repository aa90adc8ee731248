"""What a page of the site hands to the search: one value per page or section."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchDocument:
    """A page, or a section of one, as the search sees it; all text is plain and in NFC."""

    url: str  # site-relative address: "nghi-quyet/21-kl-tw-2021/", of a section with "#anchor"
    title: str
    kind: str  # label of the kind of content, in Vietnamese: "Văn bản", "Bài học"
    number: str  # document number such as "21-KL/TW", "" when there is none
    headings: tuple[str, ...]
    summary: str
    body: str
    mark: str  # mark of the status shown with the result: "cần kiểm tra", "" when there is none
    facets: tuple[tuple[str, tuple[str, ...]], ...]  # (("loai", ("Kết luận",)), ("nam", ("2021",)))
    rank: float = 1.0  # prior, at most 1: below 1 for replaced documents and index pages

    @property
    def page(self) -> str:
        """The address without the anchor, which all sections of a page share."""
        return self.url.partition("#")[0]
