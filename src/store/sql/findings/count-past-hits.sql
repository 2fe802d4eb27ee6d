-- As count-hits, of hits that had come in by then. Grain: campaign. Index: clicks.PRIMARY, message_facts.PRIMARY.
SELECT f.campaign_id, SUM(k.in_window) AS hits, SUM(k.in_window AND k.verdict IN (3, 4)) AS bot_clicks
FROM click_facts k
STRAIGHT_JOIN clicks s ON s.id = k.click_id
STRAIGHT_JOIN message_facts f ON f.message_id = k.message_id
WHERE f.promotional = 1
  AND {{click-known}}
GROUP BY f.campaign_id
