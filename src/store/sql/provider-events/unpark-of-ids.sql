-- Events that came before somebody told whose id it is. Index: parked_events_by_provider_message.
INSERT IGNORE INTO import_rows (row_no, event_hash, provider, kind, provider_message_id, client_reference, phone_hmac,
  event_key, status, failure_class, code_field, raw_code, is_known_code, carrier, occurred_at, received_at, part_index,
  part_count, parts, price, event_id, link_id, url, agent_verdict, agent_hash, ip_hash, text, keyword, reading)
SELECT 4000000000 + p.id, HEX(p.event_hash), p.provider, p.kind, p.provider_message_id, p.client_reference,
  HEX(p.phone_hmac), p.event_key, p.status, p.failure_class, p.code_field, p.raw_code, p.is_known_code, p.carrier,
  p.occurred_at, p.received_at, p.part_index, p.part_count, p.parts, p.price, p.event_id, p.link_id, p.url,
  p.agent_verdict, p.agent_hash, HEX(p.ip_hash), p.text, p.keyword, p.reading
FROM event_ids i
STRAIGHT_JOIN parked_events p ON p.provider_message_id = i.provider_message_id AND p.provider = i.provider
