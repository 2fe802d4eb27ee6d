-- When the first message of a slot without a final receipt may turn unknown: the start of the slot, which may be a
-- few minutes early; then nothing is found and the exact second is set. Grain: campaign, quarter of an hour.
INSERT INTO rollup_due (campaign_id, slot, due_s)
SELECT *
FROM (
  SELECT d.campaign_id, d.slot, d.slot * 900 + :noReceiptAfter AS due_s
  FROM tick_delta d
  WHERE d.in_process > 0
  GROUP BY d.campaign_id, d.slot
) x
ON DUPLICATE KEY UPDATE due_s = LEAST(rollup_due.due_s, x.due_s)
