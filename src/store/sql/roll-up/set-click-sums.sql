UPDATE tick_click_sums s
STRAIGHT_JOIN tick_new n ON n.message_id = s.message_id
SET n.clicks = s.clicks,
  n.hits = s.hits,
  n.human_clicks = s.human_clicks,
  n.suspected_clicks = s.suspected_clicks,
  n.bot_clicks = s.bot_clicks,
  n.first_human_s = s.first_human_s
