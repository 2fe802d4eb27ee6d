-- What findings count of the settled promotional messages of a range of ids, as count-cells picks them. `packed`:
-- delivered 1, clicked 2, opted out 4, local hour of the day x 8, dose x 256. Grain: message, by its number.
-- Index: message_facts.PRIMARY, click_facts_by_message.
SELECT f.person_id, f.sent_s, f.campaign_id, f.segment_id,
  IF(f.status = 50, 1 + 2 * {{clicked}} + 4 * {{opted-out}} + 256 * f.dose30, 0) + 8 * (f.send_hour % 24) AS packed
FROM message_facts f
WHERE f.message_id >= :from
  AND f.message_id < :upTo
  AND f.promotional = 1
  AND (f.status = 50 OR (f.status BETWEEN 41 AND 44 AND f.failure_class NOT IN (1, 2, 3, 5)))
ORDER BY f.message_id
