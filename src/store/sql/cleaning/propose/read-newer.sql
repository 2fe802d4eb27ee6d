-- Messages with a final state that are later than any that was read. Grain: message.
-- Index: number_activity.PRIMARY, messages_by_contact, message_facts.PRIMARY.
INSERT INTO propose_messages
  (person_id, sent_s, message_id, campaign_id, outcome_id, status, failure_class, delivered_s)
SELECT p.person_id, f.sent_s, f.message_id, f.campaign_id, f.outcome_id, f.status, f.failure_class,
  IF(f.status = 50, IF(f.delivered_s = 0, f.sent_s, f.delivered_s), 0)
FROM propose_persons p
STRAIGHT_JOIN number_activity a ON a.person_id = p.person_id
STRAIGHT_JOIN propose_contacts c ON c.person_id = p.person_id
STRAIGHT_JOIN messages m FORCE INDEX (messages_by_contact) ON m.contact_id = c.contact_id
  AND m.sent_at >= FROM_UNIXTIME(a.attempted_last_s)
STRAIGHT_JOIN message_facts f ON f.message_id = m.id
WHERE f.status >= 30 AND f.status <> 45 AND f.sent_s > a.attempted_last_s AND f.sent_s <= :asOf
