-- Bounds of sending of one campaign and, beside them, texts of what is asked of it. Grain: campaign; none when it never
-- sent. Index: campaigns_by_campaign_id, campaign_spans.PRIMARY. Both rows are constants to the server, so that a text
-- costs no more for being of `g.campaign_id`.
SELECT CONCAT('1 ', g.campaign_id, ',', g.first_s, ',', g.last_s, ';') AS spans{{texts}}
FROM campaigns n
JOIN campaign_spans g ON g.campaign_id = n.id
WHERE n.campaign_id = ?
