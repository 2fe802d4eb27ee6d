-- Clicks of touched messages that have no verdict yet. Grain: click. Index: clicks_by_message.
-- A data centre is a bot, whatever else its agent string says.
INSERT INTO click_facts (click_id, message_id, person_id, link_id, clicked_ms, five_minutes, agent_says, agent_hash,
  ip_hash)
SELECT c.id,
  c.message_id,
  IF(p.person_id = 0, p.id, p.person_id),
  c.link_id,
  TIMESTAMPDIFF(MICROSECOND, '1970-01-01', c.clicked_at) DIV 1000,
  {{epoch c.clicked_at}} DIV 300,
  IF(c.agent_class = 2 AND c.agent_verdict <> 4, 3, c.agent_verdict),
  c.agent_hash,
  c.ip_hash
FROM tick_touched t
STRAIGHT_JOIN clicks c ON c.message_id = t.message_id
STRAIGHT_JOIN messages m ON m.id = c.message_id
STRAIGHT_JOIN contacts p ON p.id = m.contact_id
LEFT JOIN click_facts k ON k.click_id = c.id
WHERE (t.why & 12) <> 0
  AND k.click_id IS NULL
ORDER BY c.id
