-- Links have no file of their own: a click makes them known.
INSERT INTO links (link_id, url)
SELECT s.link_id, MAX(s.url)
FROM import_rows s
LEFT JOIN links l ON l.link_id = s.link_id
WHERE s.link_id IS NOT NULL AND l.id IS NULL
GROUP BY s.link_id
