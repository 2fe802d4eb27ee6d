DELETE FROM evidence_cells
WHERE failures = 0
