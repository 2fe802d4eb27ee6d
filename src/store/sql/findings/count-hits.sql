-- Hits on links of each promotional campaign, and those a program made. Grain: campaign. Index: cube_campaigns.PRIMARY.
SELECT q.campaign_id, SUM(q.hits) AS hits, SUM(q.bot_clicks) AS bot_clicks
FROM campaigns a
STRAIGHT_JOIN cube_campaigns q ON q.campaign_id = a.id
WHERE a.kind = 'promotional'
GROUP BY q.campaign_id
