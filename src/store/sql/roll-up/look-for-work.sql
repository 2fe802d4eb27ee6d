-- Cheap signs of work besides new ids. One row.
SELECT EXISTS (SELECT 1 FROM rollup_touched) AS touched,
  EXISTS (SELECT 1 FROM rollup_touched_contacts) AS contacts
