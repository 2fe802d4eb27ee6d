-- What is known besides of failures that were read before. Of numbers that are only compared with a limit another one
-- on the same side is no news: each row that is written costs. `anew` = 1 takes them all. Grain: message.
-- Index: number_evidence.PRIMARY.
UPDATE propose_failed f
STRAIGHT_JOIN propose_totals t ON t.person_id = f.person_id
STRAIGHT_JOIN number_evidence e ON e.person_id = f.person_id AND e.sent_s = f.sent_s AND e.message_id = f.message_id
SET e.delivered_before_s = f.delivered_before_s,
  e.delivered_last_s = t.delivered_last_s,
  e.unanswered_after = t.unanswered - f.unanswered_before,
  e.attempts = IF(:anew = 0 AND (e.attempts > 1) = (t.attempts > 1), e.attempts, t.attempts),
  e.attempted_last_s = IF(
    :anew = 0 AND (e.attempted_last_s < e.sent_s + {{longest}}) = (t.attempted_last_s < e.sent_s + {{longest}}),
    e.attempted_last_s, t.attempted_last_s)
