-- Outcomes of an id range as the event facts have them, where they differ. Grain: message.
-- Index: message_facts.PRIMARY, conversion_facts_by_message, response_facts_by_message.
UPDATE message_facts f
LEFT JOIN (
  SELECT i.message_id, SUM(i.is_primary) AS primaries, SUM(i.counted) AS counted
  FROM conversion_facts i
  WHERE i.message_id BETWEEN :from AND :to
  GROUP BY i.message_id
) v ON v.message_id = f.message_id
LEFT JOIN (
  SELECT i.message_id, SUM(i.kind = 3) AS replies, SUM(i.kind = 1) AS opt_outs
  FROM response_facts i
  WHERE i.message_id BETWEEN :from AND :to
    AND i.counted = 1
  GROUP BY i.message_id
) r ON r.message_id = f.message_id
SET f.conversions = COALESCE(v.primaries, 0),
  f.conversions_all = COALESCE(v.counted, 0),
  f.replies = COALESCE(r.replies, 0),
  f.opt_outs = COALESCE(r.opt_outs, 0)
WHERE f.message_id BETWEEN :from AND :to
  AND (f.conversions <> COALESCE(v.primaries, 0) OR f.conversions_all <> COALESCE(v.counted, 0)
    OR f.replies <> COALESCE(r.replies, 0) OR f.opt_outs <> COALESCE(r.opt_outs, 0))
