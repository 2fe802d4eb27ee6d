-- One row per recommendation of the range that leaves the contact in, or concerns a sender that is not known; in force once the batch is done.
INSERT INTO contact_changes
  (recommendation_id, batch_id, contact_id, kind, detail, candidate_enc, applied_at, changed_at)
SELECT
  r.id,
  i.batch_id,
  r.contact_id,
  r.action,
  r.action_detail,
  r.fix_candidate_enc,
  UTC_TIMESTAMP(3),
  UTC_TIMESTAMP(3)
FROM apply_items i
JOIN recommendations r ON r.id = i.recommendation_id
WHERE i.batch_id = :batch
  AND i.recommendation_id > :after
  AND i.recommendation_id <= :upto
  AND r.state = 'applying'
  AND (
    r.action NOT IN ('suppress', 'suppress_until', 'suppress_sender', 'sunset', 'pause')
    OR (r.action = 'suppress_sender' AND COALESCE(JSON_UNQUOTE(JSON_EXTRACT(r.action_detail, '$.sender')), '') IN ('', 'null'))
  )
