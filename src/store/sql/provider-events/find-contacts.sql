-- Of several contacts with one phone the first: an opt-out belongs to the phone. Grain: event. Index: contacts_by_phone.
INSERT INTO event_found (row_no, subject_id)
SELECT s.row_no, MIN(c.id)
FROM import_rows s
LEFT JOIN contacts c ON c.phone_hmac = UNHEX(s.phone_hmac)
WHERE s.kind = 4
GROUP BY s.row_no
