-- What is none any more, of the persons and of whoever stood for one of their contacts before; the rest is brought up
-- to date in place. Index: number_evidence.PRIMARY.
DELETE e
FROM propose_contacts p
STRAIGHT_JOIN number_evidence e ON e.person_id = p.contact_id
LEFT JOIN propose_failed f ON f.person_id = e.person_id AND f.sent_s = e.sent_s AND f.message_id = e.message_id
  AND f.failure_class = e.failure_class AND f.outcome_id = e.outcome_id AND f.campaign_id = e.campaign_id
WHERE f.message_id IS NULL
