INSERT IGNORE INTO links (link_id, url)
SELECT s.link_id, MAX(s.url)
FROM event_new n
JOIN import_rows s ON s.row_no = n.row_no
LEFT JOIN links l ON l.link_id = s.link_id
WHERE n.target = 3 AND s.link_id IS NOT NULL AND l.id IS NULL
GROUP BY s.link_id
