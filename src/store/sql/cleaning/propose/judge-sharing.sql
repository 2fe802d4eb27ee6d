-- Signs of life of each row where several share a number. Grain: contact.
-- Index: messages_by_contact, message_facts.PRIMARY, conversions_by_contact.
SELECT p.person_id, p.contact_id,
  (SELECT COALESCE(MAX(GREATEST(f.delivered_s, f.first_human_s)), 0)
    FROM messages m JOIN message_facts f ON f.message_id = m.id WHERE m.contact_id = p.contact_id) AS reached_s,
  (SELECT COALESCE(MAX(TIMESTAMPDIFF(SECOND, '1970-01-01', v.converted_at)), 0)
    FROM conversions v WHERE v.contact_id = p.contact_id) AS ordered_s,
  (SELECT COUNT(*) FROM conversions v WHERE v.contact_id = p.contact_id) AS orders,
  (SELECT COALESCE(MAX(TIMESTAMPDIFF(SECOND, '1970-01-01', i.occurred_at)), 0)
    FROM inbound i WHERE i.contact_id = p.contact_id) AS replied_s,
  (SELECT COALESCE(MAX(TIMESTAMPDIFF(SECOND, '1970-01-01', o.occurred_at)), 0)
    FROM opt_outs o WHERE o.contact_id = p.contact_id AND o.event = 'opt_in') AS opted_in_s
FROM propose_contacts p
STRAIGHT_JOIN contacts c ON c.id = p.contact_id
STRAIGHT_JOIN contacts h ON h.id = p.person_id
WHERE EXISTS (SELECT 1 FROM contacts d WHERE d.phone_hmac = h.phone_hmac AND d.id <> p.contact_id)
