-- Hits inside the window by link, as they are. Grain: campaign, variant, link.
INSERT INTO cube_links (campaign_id, variant_id, link_id, hits, human_clicks, suspected_clicks, bot_clicks)
SELECT *
FROM (
  SELECT f.campaign_id, f.variant_id, k.link_id,
    COUNT(*) AS hits,
    SUM(k.verdict = 1) AS human_clicks,
    SUM(k.verdict = 2) AS suspected_clicks,
    SUM(k.verdict IN (3, 4)) AS bot_clicks
  FROM tick_clicked t
  STRAIGHT_JOIN click_facts k ON k.message_id = t.message_id
  STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
  WHERE k.in_window = 1
  GROUP BY f.campaign_id, f.variant_id, k.link_id
) x
ON DUPLICATE KEY UPDATE
  hits = cube_links.hits + x.hits,
  human_clicks = cube_links.human_clicks + x.human_clicks,
  suspected_clicks = cube_links.suspected_clicks + x.suspected_clicks,
  bot_clicks = cube_links.bot_clicks + x.bot_clicks
