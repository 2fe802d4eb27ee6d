-- Proposals and approvals nobody acted on in time. Index: recommendations_by_expiry.
UPDATE recommendations
SET state = 'expired', state_at = FROM_UNIXTIME(:asOf), version = version + 1, is_open = NULL
WHERE state IN ('proposed', 'approved', 'apply_failed') AND expires_at <= FROM_UNIXTIME(:asOf)
