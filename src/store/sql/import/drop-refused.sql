DELETE FROM import_found
WHERE contact_id < 0 OR campaign_id < 0 OR variant_id < 0 OR segment_id < 0 OR message_id < 0
