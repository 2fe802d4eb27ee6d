INSERT INTO clicks (click_id, message_id, link_id, clicked_at, agent_class, agent_verdict, agent_hash, ip_hash,
  received_at)
SELECT s.click_id, f.message_id, COALESCE(l.id, 0), s.clicked_at, s.agent_class, s.agent_verdict, s.agent_hash,
  UNHEX(s.ip_hash), UTC_TIMESTAMP(3)
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
LEFT JOIN links l ON l.link_id = s.link_id
WHERE f.known_id IS NULL
ORDER BY f.row_no
