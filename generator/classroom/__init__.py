"""Modules to teach in; run sheets, lecturers' packs and slides as values out, before anything is laid out."""
