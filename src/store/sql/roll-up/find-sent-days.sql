-- First and last UTC day of new messages: the clocks of zones are written out for them. One row.
-- Index: messages.PRIMARY.
SELECT TIMESTAMPDIFF(DAY, '1970-01-01', MIN(m.sent_at)) AS first_day,
  TIMESTAMPDIFF(DAY, '1970-01-01', MAX(m.sent_at)) AS last_day
FROM messages m
WHERE m.id BETWEEN :from AND :to
