"""Files that the staff brings: sent in parts, looked at, confirmed."""
