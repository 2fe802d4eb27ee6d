-- UTC hour of the first promotional message, the highest contact and message, when the first receipt came in, and whether a click was ever seen. One row.
-- Index: cube_outcomes.PRIMARY, contacts.PRIMARY, clicks.PRIMARY.
SELECT
  (SELECT MIN((SELECT o.hour FROM cube_outcomes o WHERE o.campaign_id = a.id AND o.messages > 0 ORDER BY o.hour LIMIT 1))
    FROM campaigns a
    WHERE a.kind = 'promotional') AS first_hour,
  (SELECT MAX(c.id) FROM contacts c) AS last_contact,
  (SELECT MAX(f.message_id) FROM message_facts f) AS last_message,
  (SELECT r.received_at FROM receipts r ORDER BY r.id LIMIT 1) AS first_received,
  EXISTS (SELECT 1 FROM clicks s WHERE s.clicked_at <= :asOfTime) AS has_clicks
