-- The event key stays that of what the provider said: a code that is classified later makes no new event. 2 = known by
-- the word of an operator, who may change it.
UPDATE import_rows s
JOIN code_overrides o ON o.provider = s.provider AND o.field = s.code_field AND o.code = s.raw_code
SET s.status = o.status,
  s.failure_class = o.failure_class,
  s.is_known_code = 2
