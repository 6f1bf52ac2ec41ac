"""Where flows are written, judged and published, by people and not by programmers."""
