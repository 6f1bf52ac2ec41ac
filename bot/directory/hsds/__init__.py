"""Packages of Open Referral HSDS 3.0 and an office's own spreadsheet, read and written."""
