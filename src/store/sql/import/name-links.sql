-- Links that were known without where they lead.
UPDATE links l
JOIN (
  SELECT s.link_id, MAX(s.url) AS url
  FROM import_rows s
  WHERE s.link_id IS NOT NULL AND s.url IS NOT NULL
  GROUP BY s.link_id
) x ON x.link_id = l.link_id
SET l.url = x.url
WHERE l.url IS NULL
