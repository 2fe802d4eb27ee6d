-- Codes that an operator classified; see provider-events/apply-overrides. Index: code_overrides.PRIMARY.
UPDATE import_rows s
JOIN code_overrides o ON o.provider = s.provider AND o.field = s.code_field AND o.code = s.raw_code
SET s.status = o.status,
  s.failure_class = o.failure_class,
  s.is_known_code = 2
