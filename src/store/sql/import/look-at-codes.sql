-- Whether there are codes that need a look. Grain: chunk.
SELECT COALESCE(SUM(s.is_known_code = 0), 0) AS unknown_codes,
  COALESCE(SUM(s.code_field IS NOT NULL), 0) AS codes,
  (SELECT COUNT(*) FROM code_overrides) AS overrides
FROM import_rows s
