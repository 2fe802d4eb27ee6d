-- Promotional deliveries to the person in the 30 days before each message, where that is not what its fact says.
-- Grain: message. Index: message_facts.PRIMARY, person_messages.PRIMARY.
INSERT INTO tick_doses (message_id, dose30)
SELECT x.message_id, x.dose30
FROM (
  SELECT f.message_id, f.dose30 AS before_dose30, COUNT(p.message_id) AS dose30
  FROM tick_dosed t
  STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
  LEFT JOIN person_messages p ON f.status = 50
    AND f.promotional = 1
    AND p.person_id = f.person_id
    AND p.sent_s >= f.sent_s - 2592000
    AND p.sent_s < f.sent_s
    AND p.in_dose = 1
  GROUP BY f.message_id, f.dose30
) x
WHERE x.dose30 <> x.before_dose30
