-- The first contact with each number; 0 = none has it any more.
UPDATE export_numbers e
SET e.contact_number = COALESCE((
  SELECT MIN(k.id) FROM contacts k WHERE k.phone_hmac = e.phone_hmac AND k.phone_enc IS NOT NULL
), 0)
