"""The directory's services: looked for, and vouched for before they run out."""
