-- Contacts with a recent message, and those whose own dose rose or is high; each contact once, however many texts it
-- got. Means compared without division: a / n >= 1.25 b / m. Grain: segment.
SELECT x.segment_id,
  COUNT(*) AS contacts,
  SUM(x.is_panel) AS panel_contacts,
  SUM(x.is_panel AND x.recent_dose >= 4 * x.recent
    AND (x.earlier = 0 OR 4 * x.recent_dose * x.earlier >= 5 * x.earlier_dose * x.recent)) AS raised_contacts,
  SUM(x.is_panel AND x.recent_dose >= 8 * x.recent) AS high_contacts
FROM finding_counts x
WHERE x.recent > 0
GROUP BY x.segment_id
