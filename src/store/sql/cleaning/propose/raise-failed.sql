-- Deliveries before the newer messages. Index: number_activity.PRIMARY.
UPDATE propose_failed f
STRAIGHT_JOIN number_activity a ON a.person_id = f.person_id
SET f.delivered_before_s = GREATEST(f.delivered_before_s, a.reached_s)
