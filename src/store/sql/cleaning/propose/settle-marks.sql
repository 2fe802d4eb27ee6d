-- Index: number_evidence_left_out.
UPDATE number_evidence e
SET e.left_out = e.left_out DIV 2
WHERE e.left_out > 0
