-- What newer messages say of failures before them, as keep-evidence does. While nothing was reached nor unknown, only what
-- is compared with a limit can be another. Grain: message. Index: number_activity.PRIMARY, number_evidence.PRIMARY.
UPDATE propose_totals t
STRAIGHT_JOIN number_activity a ON a.person_id = t.person_id
STRAIGHT_JOIN number_evidence e ON e.person_id = t.person_id AND e.sent_s <= a.attempted_last_s
SET e.delivered_last_s = t.delivered_last_s,
  e.unanswered_after = e.unanswered_after + t.unanswered,
  e.attempts = IF((e.attempts > 1) = (t.attempts > 1), e.attempts, t.attempts),
  e.attempted_last_s = IF(
    (e.attempted_last_s < e.sent_s + {{longest}}) = (t.attempted_last_s < e.sent_s + {{longest}}),
    e.attempted_last_s, t.attempted_last_s)
WHERE {{extended}}
