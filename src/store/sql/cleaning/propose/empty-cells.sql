DELETE FROM evidence_cells
