"""One file per step; they are never changed once released."""
