"""Courses and self-check questions in; files that learning systems read out."""
