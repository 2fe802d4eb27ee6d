-- Which message stands for its person in the campaign, and for what. It is the first delivered one, so that who is
-- counted in a numerator is counted in the denominator of the same cell; where none was delivered, the first one with
-- an outcome. Whatever happened on any message of the person in the campaign counts there, once. Only flags that
-- change are listed. Grain: message. Index: person_messages.PRIMARY.
INSERT INTO tick_flags (message_id, contact_flags)
SELECT y.message_id, IF(y.place = 1, y.flags, 0)
FROM (
  SELECT x.message_id,
    x.contact_flags,
    BIT_OR(x.own_flags) OVER (PARTITION BY x.campaign_id, x.person_id) AS flags,
    ROW_NUMBER() OVER (
      PARTITION BY x.campaign_id, x.person_id
      ORDER BY x.own_flags & 1 DESC, x.own_flags <> 0 DESC, x.sent_s, x.message_id
    ) AS place
  FROM (
    SELECT f.message_id,
      f.campaign_id,
      f.person_id,
      f.sent_s,
      f.contact_flags,
      IF(f.status = 50, 1 + IF(f.linked = 1, 2, 0), 0)
        + IF(f.human_clicks > 0, 4, 0)
        + IF(f.hits > 0, 8, 0)
        + IF(f.human_clicks > 0 OR f.replies > 0 OR f.conversions_all > 0, 16, 0)
        + IF(f.conversions > 0, 32, 0)
        + IF(f.opt_outs > 0, 64, 0) AS own_flags
    FROM tick_pairs p
    STRAIGHT_JOIN person_messages i ON i.person_id = p.person_id AND i.campaign_id = p.campaign_id
    STRAIGHT_JOIN message_facts f ON f.message_id = i.message_id
  ) x
) y
WHERE y.contact_flags <> IF(y.place = 1, y.flags, 0)
