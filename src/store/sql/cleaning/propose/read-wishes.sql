-- An opt-in, or a word somebody sent to opt out: the number lives. Grain: person. Index: opt_outs_by_contact.
INSERT INTO propose_signs (person_id, kind, at_s)
SELECT p.person_id, 4, MAX(TIMESTAMPDIFF(SECOND, '1970-01-01', o.occurred_at))
FROM propose_contacts p
STRAIGHT_JOIN opt_outs o ON o.contact_id = p.contact_id
WHERE (o.event = 'opt_in' OR o.keyword IS NOT NULL) AND o.occurred_at <= FROM_UNIXTIME(:asOf)
GROUP BY p.person_id
