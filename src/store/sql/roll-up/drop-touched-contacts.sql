DELETE r
FROM tick_contacts t
JOIN rollup_touched_contacts r ON r.contact_id = t.contact_id
