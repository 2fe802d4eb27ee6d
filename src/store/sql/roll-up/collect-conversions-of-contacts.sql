-- Conversions of contacts whose person changed. Grain: conversion. Index: conversions_by_contact.
INSERT IGNORE INTO tick_conversions (conversion_id)
SELECT c.id
FROM tick_contacts t
STRAIGHT_JOIN conversions c ON c.contact_id = t.contact_id
WHERE c.id <= :watermark
