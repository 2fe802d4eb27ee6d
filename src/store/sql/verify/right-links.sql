-- Grain: key of cube_links.
SELECT f.campaign_id, f.variant_id, k.link_id,
    COUNT(*) AS hits,
    SUM(k.verdict = 1) AS human_clicks,
    SUM(k.verdict = 2) AS suspected_clicks,
    SUM(k.verdict IN (3, 4)) AS bot_clicks
  FROM click_facts k
  JOIN message_facts f ON f.message_id = k.message_id
  WHERE k.in_window = 1
  GROUP BY f.campaign_id, f.variant_id, k.link_id
