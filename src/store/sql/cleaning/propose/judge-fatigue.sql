-- What the last search for findings says of the persons taken. Grain: person. Index: cleaning_flags.PRIMARY.
SELECT g.person_id, g.flag, g.as_of_s, g.dose30, g.delivered_recent, g.clicked_recent, g.delivered_earlier,
  g.clicked_earlier, g.silence, g.score, g.per_week
FROM propose_persons p
STRAIGHT_JOIN cleaning_flags g ON g.person_id = p.person_id
