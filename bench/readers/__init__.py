"""A built site in, what its readers get of it out: what keeps people out, what a first view costs, Lighthouse's marks.

`make bench-readers` prints it for the real site; the tests take `axe` and `weight` for a small one.
"""
