"""Numbers of many, for who decides and sees nobody."""
