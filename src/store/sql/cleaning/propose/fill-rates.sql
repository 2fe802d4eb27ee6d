-- Human clicks to expect of one delivered message. Grain: campaign. Campaigns with few deliveries tell nothing.
INSERT INTO propose_rates (campaign_id, rate)
SELECT c.campaign_id, SUM(c.clicked_messages) / SUM(c.delivered)
FROM cube_campaigns c
GROUP BY c.campaign_id
HAVING SUM(c.delivered) >= 20
