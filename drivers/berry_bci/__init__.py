"""Berry oximeter modules (BCI and Berry formats) and the Berry PM6750 six-parameter board."""
