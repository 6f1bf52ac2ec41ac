"""Training calls: courses, placements and job-insertion paths, who may apply, and what fits her."""
