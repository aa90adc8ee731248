"""The judge of the search: a built site and judged queries in, figures for each class of queries out."""
