-- What was recommended about these contacts, newest first. Grain: recommendation. Index: recommendations_open.
SELECT r.id, r.contact_id, r.version, r.reason, r.rule_id, r.action, r.state, r.state_at, r.evidence_hash,
  r.last_evidence_at, r.cool_down_until, r.snoozed_until, r.expires_at
FROM propose_contacts p
STRAIGHT_JOIN recommendations r ON r.contact_id = p.contact_id
ORDER BY r.contact_id, r.id DESC
