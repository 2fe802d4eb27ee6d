-- Grain: campaign.
INSERT INTO cleaning_campaigns (campaign_id)
SELECT r.campaign_id
FROM propose_rates r
