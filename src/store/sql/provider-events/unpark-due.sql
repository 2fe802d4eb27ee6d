-- Parked events that are to be looked for again. Index: parked_events_by_next_try.
INSERT INTO import_rows (row_no, event_hash, provider, kind, provider_message_id, client_reference, phone_hmac,
  event_key, status, failure_class, code_field, raw_code, is_known_code, carrier, occurred_at, received_at, part_index,
  part_count, parts, price, event_id, link_id, url, agent_verdict, agent_hash, ip_hash, text, keyword, reading)
SELECT 4000000000 + p.id, HEX(p.event_hash), p.provider, p.kind, p.provider_message_id, p.client_reference,
  HEX(p.phone_hmac), p.event_key, p.status, p.failure_class, p.code_field, p.raw_code, p.is_known_code, p.carrier,
  p.occurred_at, p.received_at, p.part_index, p.part_count, p.parts, p.price, p.event_id, p.link_id, p.url,
  p.agent_verdict, p.agent_hash, HEX(p.ip_hash), p.text, p.keyword, p.reading
FROM parked_events p
WHERE p.next_try_at <= UTC_TIMESTAMP(3)
ORDER BY p.next_try_at
LIMIT :limit
