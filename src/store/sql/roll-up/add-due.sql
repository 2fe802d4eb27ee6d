-- When the first message of a slot without a final receipt turns unknown. Grain: campaign, quarter of an hour.
INSERT INTO rollup_due (campaign_id, slot, due_s)
SELECT *
FROM (
  SELECT n.campaign_id, n.sent_s DIV 900 AS slot, MIN(n.sent_s) + :noReceiptAfter AS due_s
  FROM tick_new n
  WHERE n.status < 30
  GROUP BY n.campaign_id, n.sent_s DIV 900
) x
ON DUPLICATE KEY UPDATE due_s = LEAST(rollup_due.due_s, x.due_s)
