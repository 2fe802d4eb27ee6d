-- Index: number_evidence_by_time.
UPDATE number_evidence e
LEFT JOIN outcomes o ON o.id = e.outcome_id
SET e.left_out = e.left_out | 2
WHERE e.sent_s >= :from AND e.sent_s < :to
  AND (:failureClass = 0 OR e.failure_class = :failureClass)
  AND (:anyCarrier = 1 OR COALESCE(o.carrier, '') = :carrier)
  AND (:everybody = 1 OR e.attempts = 1 OR {{reached}})
