-- Slots with an open message that nothing will turn unknown in time. Grain: campaign, quarter of an hour.
SELECT x.campaign_id, x.slot, x.due_s
FROM (
  SELECT f.campaign_id, f.sent_s DIV 900 AS slot, MIN(f.sent_s) + :noReceiptAfter AS due_s
  FROM message_facts f
  WHERE f.status < 30
  GROUP BY f.campaign_id, f.sent_s DIV 900
) x
LEFT JOIN rollup_due d ON d.campaign_id = x.campaign_id AND d.slot = x.slot
WHERE d.slot IS NULL OR d.due_s > x.due_s
