-- Doses that a promotional delivery changes which came, moved or changed person: those of later messages. Its own is
-- set with the fact where only a receipt is new (see save-carried-facts). Grain: message.
-- Index: person_messages.PRIMARY.
INSERT IGNORE INTO tick_dosed (message_id)
SELECT p.message_id
FROM tick_neighbours b
STRAIGHT_JOIN person_messages p ON p.person_id = b.person_id
WHERE b.has_later = 1
  AND p.in_dose = 1
  AND p.sent_s > b.sent_s
  AND p.sent_s <= b.sent_s + 2592000
