-- IGNORE: an event that is parked already stays one.
INSERT IGNORE INTO parked_events (event_hash, provider, kind, provider_message_id, client_reference, phone_hmac,
  event_key, status, failure_class, code_field, raw_code, is_known_code, carrier, occurred_at, received_at, part_index,
  part_count, parts, price, event_id, link_id, url, agent_verdict, agent_hash, ip_hash, text, keyword, reading,
  next_try_at)
SELECT UNHEX(s.event_hash), s.provider, s.kind, s.provider_message_id, s.client_reference, UNHEX(s.phone_hmac),
  s.event_key, s.status, s.failure_class, s.code_field, s.raw_code, s.is_known_code, s.carrier, s.occurred_at,
  s.received_at, s.part_index, s.part_count, s.parts, s.price, s.event_id, s.link_id, s.url, s.agent_verdict,
  s.agent_hash, UNHEX(s.ip_hash), s.text, s.keyword, s.reading, UTC_TIMESTAMP(3) + INTERVAL 1 MINUTE
FROM event_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE f.subject_id IS NULL AND f.row_no < 4000000000
ORDER BY f.row_no
