-- Bounds of the sending, by quarters of an hour, only widen here; a rebuild narrows them. Grain: campaign.
INSERT INTO campaign_spans (campaign_id, first_s, last_s)
SELECT *
FROM (
  SELECT d.campaign_id, MIN(d.slot) * 900 AS first_s, MAX(d.slot) * 900 + 899 AS last_s
  FROM tick_delta d
  WHERE d.attempted > 0
  GROUP BY d.campaign_id
) x
ON DUPLICATE KEY UPDATE
  first_s = LEAST(campaign_spans.first_s, x.first_s),
  last_s = GREATEST(campaign_spans.last_s, x.last_s)
