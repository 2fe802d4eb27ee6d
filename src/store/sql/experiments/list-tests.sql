-- Campaigns that are a test: two variants or more, or assignments. Grain: campaign.
SELECT c.id, c.campaign_id, c.name, c.primary_kind,
  EXISTS (SELECT 1 FROM assignments a WHERE a.campaign_id = c.id) AS has_assignments
FROM campaigns c
WHERE (SELECT COUNT(*) FROM variants v WHERE v.campaign_id = c.id) >= 2
  OR EXISTS (SELECT 1 FROM assignments a WHERE a.campaign_id = c.id)
ORDER BY c.scheduled_at, c.id
