-- Persons whom the search for numbers to clean has to read again, as no new row tells of them: a message that was read
-- again is in another place or state, or lost a click of a person. That a healthy person's message turned unknown is no
-- matter. Receipts alone (why = 2) are found by their ids. Grain: person before the change.
-- Index: message_facts.PRIMARY, number_activity.PRIMARY.
INSERT IGNORE INTO cleaning_touched (person_id, from_s)
SELECT DISTINCT o.person_id, 0
FROM tick_old o
STRAIGHT_JOIN tick_touched t ON t.message_id = o.message_id
LEFT JOIN message_facts f ON f.message_id = o.message_id
LEFT JOIN number_activity a ON a.person_id = o.person_id
WHERE (t.why & 12) <> 0
  AND (f.message_id IS NULL
    OR f.person_id <> o.person_id OR f.sent_s <> o.sent_s OR f.campaign_id <> o.campaign_id
    OR f.human_clicks < o.human_clicks
    OR (NOT (f.status = o.status AND f.failure_class = o.failure_class AND f.outcome_id = o.outcome_id)
      AND (o.status >= 30 OR f.status <> 30 OR a.person_id IS NULL OR a.is_watched > 0
        OR f.sent_s <= a.evidence_last_s)))
