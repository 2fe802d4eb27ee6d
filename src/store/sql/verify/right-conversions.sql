-- Grain: key of cube_conversions. Revenue here is of every kind.
SELECT f.campaign_id, f.sent_s DIV 86400 AS day, f.variant_id, f.segment_id, k.kind, k.currency,
    COUNT(*) AS conversions,
    SUM(k.value_micro) AS revenue_micro
  FROM conversion_facts k
  JOIN message_facts f ON f.message_id = k.message_id
  WHERE k.counted = 1
  GROUP BY f.campaign_id, f.sent_s DIV 86400, f.variant_id, f.segment_id, k.kind, k.currency
