-- Campaigns that sent outside their bounds; without bounds at all as well. Grain: campaign.
-- Index: message_facts_by_campaign.
SELECT x.campaign_id, x.first_s, x.last_s
FROM (
  SELECT f.campaign_id, MIN(f.sent_s) AS first_s, MAX(f.sent_s) AS last_s
  FROM message_facts f
  GROUP BY f.campaign_id
) x
LEFT JOIN campaign_spans s ON s.campaign_id = x.campaign_id
WHERE s.campaign_id IS NULL OR x.first_s < s.first_s OR x.last_s > s.last_s
