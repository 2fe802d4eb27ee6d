-- Signs of life of one person as they are now: the search keeps those of a healthy one as it read them. Grain: one row.
-- Index: messages_by_contact, message_facts.PRIMARY, click_facts_by_person, conversion_facts_by_person,
-- response_facts_by_person, opt_outs_by_contact.
SELECT COUNT(f.message_id) AS attempts,
  COALESCE(SUM(f.status = 50), 0) AS delivered,
  COALESCE(SUM(f.status = 50 AND f.sent_s > s.engaged_s AND a.link_count > 0 AND s.knows_clicks), 0) AS delivered_silent,
  MAX(s.engaged_s) AS engaged_s,
  GREATEST(MAX(s.engaged_s), MAX(s.wish_s),
    COALESCE(MAX(IF(f.status = 50, IF(f.delivered_s = 0, f.sent_s, f.delivered_s), 0)), 0)) AS positive_s
FROM (
  SELECT GREATEST(
      (SELECT COALESCE(MAX(k.clicked_ms), 0) DIV 1000 FROM click_facts k WHERE k.person_id = :person AND k.verdict = 1),
      (SELECT COALESCE(MAX(v.converted_s), 0) FROM conversion_facts v WHERE v.person_id = :person),
      (SELECT COALESCE(MAX(r.occurred_s), 0) FROM response_facts r WHERE r.person_id = :person AND r.kind = 3)) AS engaged_s,
    (SELECT COALESCE(MAX(TIMESTAMPDIFF(SECOND, '1970-01-01', o.occurred_at)), 0)
      FROM opt_outs o
      WHERE o.contact_id IN (:contacts) AND (o.event = 'opt_in' OR o.keyword IS NOT NULL)) AS wish_s,
    EXISTS (SELECT 1 FROM cube_campaigns c WHERE c.clicked_messages > 0) AS knows_clicks
) s
LEFT JOIN messages m ON m.contact_id IN (:contacts)
LEFT JOIN message_facts f ON f.message_id = m.id AND f.status >= 30 AND f.status <> 45
LEFT JOIN campaigns a ON a.id = f.campaign_id
