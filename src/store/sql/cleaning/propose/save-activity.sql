-- Grain: person. `silent` are deliveries since the last click, reply or order, of campaigns whose clicks are known.
-- What arrived after `asOf` counts later: such a person is not appended to.
INSERT INTO number_activity (person_id, attempts, delivered, delivered_lately, delivered_silent, last_delivered_s,
  last_click_s, engaged_s, ordered_s, positive_s, expected_clicks, inactive_from_s, attempted_last_s, reached_s)
SELECT x.person_id, x.attempts, x.delivered, x.delivered_lately, x.delivered_silent, x.last_delivered_s,
  x.click_s, x.engaged_s, x.order_s, GREATEST(x.last_delivered_s, x.sign_s), x.expected_clicks,
  GREATEST(x.engaged_s, x.first_silent_s) + :inactiveSeconds, x.attempted_last_s, x.reached_s
FROM (
  SELECT k.person_id, k.click_s, k.engaged_s, k.order_s, k.sign_s,
    COUNT(m.message_id) AS attempts,
    COALESCE(SUM(m.status = 50), 0) AS delivered,
    COALESCE(SUM(m.status = 50 AND m.sent_s > :asOf - :neverSeconds), 0) AS delivered_lately,
    COALESCE(SUM(m.status = 50 AND m.sent_s > k.engaged_s AND r.campaign_id IS NOT NULL), 0) AS delivered_silent,
    MIN(IF(m.status = 50 AND m.sent_s > k.engaged_s AND r.campaign_id IS NOT NULL, m.sent_s, NULL)) AS first_silent_s,
    LEAST(COALESCE(MAX(m.delivered_s), 0), :asOf) AS last_delivered_s,
    COALESCE(SUM(IF(m.status = 50 AND m.sent_s > :asOf - :neverSeconds, r.rate, 0)), 0) AS expected_clicks,
    IF(MAX(m.delivered_s) > :asOf, NULL, MAX(m.sent_s)) AS attempted_last_s,
    COALESCE(MAX(IF(m.status = 50, m.sent_s, NULL)), 0) AS reached_s
  FROM propose_marks k
  LEFT JOIN propose_messages m ON m.person_id = k.person_id
  LEFT JOIN propose_rates r ON r.campaign_id = m.campaign_id
  GROUP BY k.person_id, k.click_s, k.engaged_s, k.order_s, k.sign_s
) x
ON DUPLICATE KEY UPDATE
  attempts = x.attempts, delivered = x.delivered, delivered_lately = x.delivered_lately, delivered_silent = x.delivered_silent, last_delivered_s = x.last_delivered_s, expected_clicks = x.expected_clicks,
  last_click_s = x.click_s, engaged_s = x.engaged_s, ordered_s = x.order_s,
  positive_s = GREATEST(x.last_delivered_s, x.sign_s),
  inactive_from_s = GREATEST(x.engaged_s, x.first_silent_s) + :inactiveSeconds,
  attempted_last_s = x.attempted_last_s, reached_s = x.reached_s
