-- Grain: code.
SELECT u.provider, u.field, u.code, u.seen, u.first_seen_at, u.last_seen_at
FROM unknown_codes u
LEFT JOIN code_overrides o ON o.provider = u.provider AND o.field = u.field AND o.code = u.code
WHERE o.provider IS NULL
ORDER BY u.seen DESC, u.provider, u.field, u.code
