"""Self-check questions: choices, each with an explanation, by which readers check what they took in."""

from __future__ import annotations

from typing import Any

from generator.kinds.fields import AudienceRef, Part, Slug, Text, field
from generator.kinds.parts import Citation


class AnswerChoice(Part):
    """One choice of a self-check question, with why it is right or wrong."""

    text: Text = field("Phương án", "Một câu trả lời có thể chọn.", "Ít nhất mỗi quý một lần")
    why: Text = field(
        "Giải thích", "Vì sao đúng, hoặc sai ở đâu; dẫn đúng chỗ cần đọc lại.", "Hướng dẫn nêu mức tối thiểu theo quý."
    )
    correct: bool = field("Đúng", "true ở phương án đúng.", True, default=False)


class SelfCheck(Part):
    """A question by which readers check themselves: choices, each with an explanation."""

    id: Slug = field("Mã", "Mã không đổi của câu hỏi trong mục này.", "may-lan-mot-nam")
    text: Text = field(
        "Câu hỏi", "Hỏi điều cần nắm, không đánh đố.", "Chi bộ sinh hoạt chuyên đề ít nhất bao lâu một lần?"
    )
    choices: tuple[AnswerChoice, ...] = field(
        "Phương án",
        "Hai đến sáu phương án, ít nhất một phương án đúng.",
        [
            {"text": "Mỗi quý một lần", "why": "Đó là mức tối thiểu.", "correct": True},
            {"text": "Mỗi năm một lần", "why": "Thưa hơn mức tối thiểu."},
        ],
        min_length=2,
        max_length=6,
    )
    audiences: tuple[AudienceRef, ...] = field(
        "Dành cho", "Bỏ trống nếu dành cho mọi đối tượng của mục.", ["dang-vien"], default=()
    )
    sources: tuple[Citation, ...] = field(
        "Nguồn",
        "Nơi đọc được câu trả lời, khi khác nguồn chung của mục.",
        [{"article": "phu-tho-2022", "lines": "11"}],
        default=(),
    )


SelfChecks = tuple[SelfCheck, ...]


def self_checks_field() -> Any:
    """The field of kinds that ask their readers questions; each model gets its own."""
    return field(
        "Câu hỏi tự kiểm tra",
        "Câu hỏi để người học tự kiểm tra, mỗi phương án có lời giải thích.",
        [
            {
                "id": "may-lan-mot-nam",
                "text": "Chi bộ sinh hoạt chuyên đề ít nhất bao lâu một lần?",
                "choices": [
                    {"text": "Mỗi quý một lần", "why": "Đó là mức tối thiểu.", "correct": True},
                    {"text": "Mỗi năm một lần", "why": "Thưa hơn mức tối thiểu."},
                ],
            }
        ],
        default=(),
    )
