-- Bounds of the sending only widen here; a rebuild narrows them. Grain: campaign.
INSERT INTO campaign_spans (campaign_id, first_s, last_s)
SELECT *
FROM (
  SELECT n.campaign_id, MIN(n.sent_s) AS first_s, MAX(n.sent_s) AS last_s
  FROM tick_new n
  GROUP BY n.campaign_id
) x
ON DUPLICATE KEY UPDATE
  first_s = LEAST(campaign_spans.first_s, x.first_s),
  last_s = GREATEST(campaign_spans.last_s, x.last_s)
