INSERT IGNORE INTO clicks (click_id, message_id, link_id, clicked_at, agent_class, agent_verdict, agent_hash, ip_hash,
  received_at)
SELECT s.event_id, n.subject_id, COALESCE(l.id, 0), s.occurred_at, 0, s.agent_verdict, s.agent_hash, UNHEX(s.ip_hash),
  s.received_at
FROM event_new n
JOIN import_rows s ON s.row_no = n.row_no
LEFT JOIN links l ON l.link_id = s.link_id
WHERE n.target = 3
ORDER BY n.row_no
