-- For a chunk of nothing but new clicks on known messages, see add-messages-at-once.
INSERT INTO clicks (click_id, message_id, link_id, clicked_at, agent_class, agent_verdict, agent_hash, ip_hash,
  received_at)
SELECT s.click_id, m.id, COALESCE(l.id, 0), s.clicked_at, s.agent_class, s.agent_verdict, s.agent_hash,
  UNHEX(s.ip_hash), UTC_TIMESTAMP(3)
FROM import_rows s
STRAIGHT_JOIN messages m ON m.message_id = s.message_id
LEFT JOIN links l ON l.link_id = s.link_id
