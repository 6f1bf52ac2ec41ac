"""What the Makefile runs: the checks, the pictures, the measurements, the soak."""
