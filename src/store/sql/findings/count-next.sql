-- What the scored persons of a range did in the 28 days after the moment of a run, by flag: delivered promotional
-- messages, those clicked within 7 days, and those an opt-out counts on. `step`: eighths of a natural logarithm of what a
-- person clicks against a usual one, by its earlier messages. Persons that got nothing are left out.
-- Grain: segment, band, flag, step and counts; alike persons together.
-- Index: person_findings.PRIMARY, finding_bins.PRIMARY, person_messages.PRIMARY, message_facts.PRIMARY.
SELECT x.segment_id, x.band, x.flag, x.step, x.delivered, x.clicked, x.opted_out, COUNT(*) AS contacts
FROM (
  SELECT p.person_id, p.segment_id, b.band, b.flag,
    CAST(ROUND(8 * LN((0e0 + :shape + p.clicked_earlier)
      / (0e0 + :shape + (0e0 + :level) * p.expected_earlier_nano / 1e9))) AS SIGNED) AS step,
    COUNT(*) AS delivered,
    SUM({{clicked}}) AS clicked,
    SUM({{opted-out}}) AS opted_out
  FROM person_findings p
  STRAIGHT_JOIN finding_bins b ON b.run_id = p.run_id
    AND {{bin-key}}
  STRAIGHT_JOIN person_messages m ON m.person_id = p.person_id
  STRAIGHT_JOIN message_facts f ON f.message_id = m.message_id
  WHERE p.run_id = :run
    AND p.person_id > :after
    AND p.person_id <= :upTo
    AND {{in-bin}}
    AND m.in_dose = 1
    AND m.sent_s >= :asOf
    AND m.sent_s < :asOf + 2419200
  GROUP BY p.person_id, p.segment_id, b.band, b.flag, p.clicked_earlier, p.expected_earlier_nano
) x
GROUP BY x.segment_id, x.band, x.flag, x.step, x.delivered, x.clicked, x.opted_out
