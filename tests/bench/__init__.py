"""``make bench``: how fast rcboard is, as ratios measured against references in the same run."""
