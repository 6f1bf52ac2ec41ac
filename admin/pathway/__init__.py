"""Her pathway: the steps that her network and the agencies that she allowed see."""
