-- Human clicks to expect of one delivered message, of campaigns whose clicks are known: they have a tracked link, and
-- the account knows clicks at all. Grain: campaign.
INSERT INTO propose_rates (campaign_id, rate)
SELECT c.campaign_id, SUM(c.clicked_messages) / SUM(c.delivered)
FROM cube_campaigns c
JOIN campaigns a ON a.id = c.campaign_id
WHERE a.link_count > 0
  AND EXISTS (SELECT 1 FROM cube_campaigns k WHERE k.clicked_messages > 0)
GROUP BY c.campaign_id
HAVING SUM(c.delivered) > 0
