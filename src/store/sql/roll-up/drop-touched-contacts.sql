-- Right after take-touched-contacts, as in drop-touched.
DELETE r
FROM tick_contacts t
STRAIGHT_JOIN rollup_touched_contacts r ON r.contact_id = t.contact_id
