-- What is known of each person of a range, in the order of the primary key; the segment is that of the last delivered
-- message. Grain: person.
INSERT INTO person_findings (run_id, person_id, segment_id, is_panel, delivered_recent, delivered_earlier,
  clicked_recent, clicked_earlier, expected_recent_nano, expected_earlier_nano, dose7, dose30, dose90,
  last_delivered_s)
SELECT :run, x.person_id, MAX(x.last_sent_s * 4294967296 + x.segment_id) & 4294967295, MAX(x.is_panel), SUM(x.recent),
  SUM(x.earlier), SUM(x.clicked_recent), SUM(x.clicked_earlier), SUM(x.expected_recent_nano),
  SUM(x.expected_earlier_nano), SUM(x.delivered_7), SUM(x.delivered_30), SUM(x.delivered_90), MAX(x.last_sent_s)
FROM finding_counts x
GROUP BY x.person_id
ORDER BY x.person_id
