-- What there is in the batch, so that statements without work are left out. Grain: batch.
SELECT COALESCE(SUM(s.kind IN (1, 2)), 0) AS receipts,
  COALESCE(SUM(s.kind = 1 AND s.provider_message_id IS NOT NULL), 0) AS sent_ids,
  COALESCE(SUM(s.kind IN (2, 3) AND s.provider_message_id IS NOT NULL AND s.client_reference IS NOT NULL), 0) AS told_ids,
  COALESCE(SUM(s.row_no >= 4000000000), 0) AS parked,
  COALESCE(SUM(s.part_index > 0), 0) AS pieces,
  COALESCE(SUM(s.kind = 3), 0) AS clicks,
  COALESCE(SUM(s.kind = 4), 0) AS inbound,
  COALESCE(SUM(s.parts IS NOT NULL OR s.price IS NOT NULL), 0) AS bills,
  COALESCE(SUM(s.is_known_code = 0), 0) AS unknown_codes,
  COALESCE(SUM(s.is_known_code <> 1), 0) AS odd_codes
FROM import_rows s
