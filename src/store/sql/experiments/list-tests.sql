-- Campaigns that are a test: two variants or more, or assignments. Grain: campaign.
-- Index: assignments_by_time, first and last entry of each campaign.
SELECT c.id, c.campaign_id, c.name, c.theme, c.primary_kind, c.link_count,
  TIMESTAMPDIFF(SECOND, '1970-01-01', a.first_at) AS first_assigned_s,
  TIMESTAMPDIFF(SECOND, '1970-01-01', a.last_at) AS last_assigned_s,
  s.first_s AS first_sent_s,
  s.last_s AS last_sent_s
FROM campaigns c
LEFT JOIN (
  SELECT campaign_id, MIN(assigned_at) AS first_at, MAX(assigned_at) AS last_at
  FROM assignments
  GROUP BY campaign_id
) a ON a.campaign_id = c.id
LEFT JOIN campaign_spans s ON s.campaign_id = c.id
WHERE a.campaign_id IS NOT NULL
  OR (SELECT COUNT(*) FROM variants v WHERE v.campaign_id = c.id) >= 2
ORDER BY c.scheduled_at, c.id
