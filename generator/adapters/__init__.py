"""The hosts that turn our pages into a site."""
