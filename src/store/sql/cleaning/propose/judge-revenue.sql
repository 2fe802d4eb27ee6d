-- What orders of the contact brought in the year before. Grain: contact, currency. Index: conversions_by_contact.
SELECT v.contact_id, COALESCE(v.currency, '') AS currency, COUNT(*) AS orders, SUM(v.value_micro) AS revenue
FROM conversions v
WHERE v.contact_id IN ({{ids}})
  AND v.converted_at > FROM_UNIXTIME(:asOf - 31536000) AND v.converted_at <= FROM_UNIXTIME(:asOf)
GROUP BY v.contact_id, COALESCE(v.currency, '')
