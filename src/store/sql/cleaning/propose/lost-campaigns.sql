-- Grain: campaign.
SELECT c.campaign_id
FROM cleaning_campaigns c
LEFT JOIN propose_rates r ON r.campaign_id = c.campaign_id
WHERE r.campaign_id IS NULL
