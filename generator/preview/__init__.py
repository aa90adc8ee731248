"""A knowledge base's folder in, its site in the browser out: each page is made when it is asked for.

`edition` is one state of the content, `session` the newest one and what is wrong with it, `watching` tells of changes,
`server` answers browsers. An adapter puts the theme round the pages (`frame`).
"""
