-- Delivered promotional messages of a range of persons; what is not yet old enough counts in the dose only. A person is
-- the lowest contact with the phone; its messages lie together in person_messages. Expected clicks are whole numbers of
-- thousand-millionths, so that no order of adding up matters. Grain: person, segment.
-- Index: contacts.PRIMARY, person_messages.PRIMARY, message_facts.PRIMARY, finding_rates.PRIMARY.
INSERT INTO finding_counts (person_id, segment_id, is_panel, last_sent_s, delivered_7, delivered_30, delivered_90,
  recent, earlier, recent_dose, earlier_dose, clicked_recent, clicked_earlier, expected_recent_nano,
  expected_earlier_nano)
SELECT x.person_id, x.segment_id, MAX(x.is_panel), MAX(x.sent_s), SUM(x.sent_s >= :asOf - 604800),
  SUM(x.sent_s >= :asOf - 2592000), SUM(x.sent_s >= :asOf - 7776000),
  SUM(x.is_recent), SUM(x.is_earlier),
  SUM(x.is_recent * x.dose30), SUM(x.is_earlier * x.dose30),
  SUM(x.is_recent * x.clicked), SUM(x.is_earlier * x.clicked),
  SUM(x.is_recent * x.click_nano), SUM(x.is_earlier * x.click_nano)
FROM (
  SELECT c.id AS person_id, f.segment_id, f.sent_s, f.dose30,
    {{is-panel}} AS is_panel,
    f.sent_s >= :recentS AND f.sent_s <= :matureS AS is_recent,
    f.sent_s < :recentS AS is_earlier,
    {{clicked}} AS clicked,
    COALESCE(r.click_nano, 0) AS click_nano
  FROM contacts c
  STRAIGHT_JOIN person_messages p ON p.person_id = c.id
  STRAIGHT_JOIN message_facts f ON f.message_id = p.message_id
  LEFT JOIN finding_rates r ON r.run_id = :run
    AND r.campaign_id = f.campaign_id
    AND r.segment_id = f.segment_id
    AND r.weeks_ago = (:asOfDay - 1 - f.sent_s DIV 86400) DIV 7
  WHERE c.id > :after
    AND c.id <= :upTo
    AND p.in_dose = 1
    AND p.sent_s >= :firstS
    AND p.sent_s < :asOf
    {{received-delivery}}
) x
GROUP BY x.person_id, x.segment_id
