-- Messages to people who opted out in a span of time, sent later than that, in another span; whether they opted in
-- again is for the reader to see. All contact rows of one phone are one person; without a phone a person is the row
-- (null equals nothing, so nothing joins). From the few who opted out to their messages, in this order: the planner
-- would rather read all messages of the span. Canceled messages were never sent. Grain: message.
-- Index: response_facts_by_time, contacts.PRIMARY, contacts_by_phone, messages_by_contact, message_facts.PRIMARY.
SELECT x.person_id, c.contact_id, a.campaign_id, a.name AS campaign, a.kind, f.status, f.failure_class,
  f.currency, f.cost_micro,
  TIMESTAMPDIFF(SECOND, '1970-01-01', m.sent_at) AS sent_s
FROM (
  SELECT o.person_id, o.asked_s, COALESCE(q.id, o.person_id) AS contact
  FROM (
    SELECT r.person_id, MIN(r.occurred_s) AS asked_s
    FROM response_facts r
    WHERE r.kind = 1 AND r.occurred_s >= :askedFrom AND r.occurred_s < :askedTo
    GROUP BY r.person_id
  ) o
  STRAIGHT_JOIN contacts p ON p.id = o.person_id
  LEFT JOIN contacts q ON q.phone_hmac = p.phone_hmac
) x
STRAIGHT_JOIN messages m ON m.contact_id = x.contact AND m.sent_at >= :sentFrom AND m.sent_at < :sentTo
STRAIGHT_JOIN message_facts f ON f.message_id = m.id
STRAIGHT_JOIN campaigns a ON a.id = m.campaign_id
STRAIGHT_JOIN contacts c ON c.id = x.contact
WHERE f.status <> 45 AND TIMESTAMPDIFF(SECOND, '1970-01-01', m.sent_at) > x.asked_s{{where}}
ORDER BY m.sent_at, m.id
LIMIT {{most}}
