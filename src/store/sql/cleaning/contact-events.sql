-- Everything that happened to some contacts, the latest first. Grain: one event. Index: *_by_contact, *_by_message.
SELECT x.at, x.what, x.detail, x.campaign
FROM (
  SELECT m.sent_at AS at, 'sent' AS what, m.provider AS detail, g.name AS campaign
  FROM messages m JOIN campaigns g ON g.id = m.campaign_id
  WHERE m.contact_id IN (:contacts)
  UNION ALL
  SELECT e.occurred_at, CONCAT('status ', e.status), CONCAT_WS(' ', e.failure_class, e.raw_code, e.carrier), g.name
  FROM messages m JOIN campaigns g ON g.id = m.campaign_id JOIN receipts e ON e.message_id = m.id
  WHERE m.contact_id IN (:contacts)
  UNION ALL
  SELECT k.clicked_at, CONCAT('click ', COALESCE(f.verdict, 0)), '', g.name
  FROM messages m JOIN campaigns g ON g.id = m.campaign_id JOIN clicks k ON k.message_id = m.id
  LEFT JOIN click_facts f ON f.click_id = k.id
  WHERE m.contact_id IN (:contacts)
  UNION ALL
  SELECT w.occurred_at, 'reply', COALESCE(w.text, ''), ''
  FROM inbound w WHERE w.contact_id IN (:contacts)
  UNION ALL
  SELECT o.converted_at, 'order', o.kind, ''
  FROM conversions o WHERE o.contact_id IN (:contacts)
  UNION ALL
  SELECT p.occurred_at, p.event, COALESCE(p.keyword, ''), ''
  FROM opt_outs p WHERE p.contact_id IN (:contacts)
) x
ORDER BY x.at DESC, x.what
LIMIT :size
