-- Grain: key of cube_click_hours.
SELECT f.campaign_id, f.sent_s DIV 86400 AS day, f.variant_id, k.click_hour,
    COUNT(*) AS hits,
    SUM(k.verdict = 1) AS human_clicks
  FROM click_facts k
  JOIN message_facts f ON f.message_id = k.message_id
  WHERE k.in_window = 1
  GROUP BY f.campaign_id, f.sent_s DIV 86400, f.variant_id, k.click_hour
