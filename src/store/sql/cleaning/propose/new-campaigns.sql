-- Grain: campaign.
SELECT r.campaign_id
FROM propose_rates r
LEFT JOIN cleaning_campaigns c ON c.campaign_id = r.campaign_id
WHERE c.campaign_id IS NULL
