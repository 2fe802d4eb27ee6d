-- Hits inside the window by recipient-local hour, as they were, taken off. Grain: campaign, UTC day of sending, variant, hour.
INSERT INTO cube_click_hours (campaign_id, day, variant_id, click_hour, hits, human_clicks)
SELECT *
FROM (
  SELECT f.campaign_id, f.sent_s DIV 86400 AS day, f.variant_id, k.click_hour,
    -COUNT(*) AS hits,
    -SUM(k.verdict = 1) AS human_clicks
  FROM tick_old_clicks k
  STRAIGHT_JOIN tick_old f ON f.message_id = k.message_id
  WHERE k.in_window = 1
  GROUP BY f.campaign_id, f.sent_s DIV 86400, f.variant_id, k.click_hour
) x
ON DUPLICATE KEY UPDATE
  hits = cube_click_hours.hits + x.hits,
  human_clicks = cube_click_hours.human_clicks + x.human_clicks
