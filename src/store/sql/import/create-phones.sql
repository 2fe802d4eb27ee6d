-- Phones whose persons must be found again.
CREATE TEMPORARY TABLE import_phones (
  phone_hmac BINARY(32) NOT NULL,
  PRIMARY KEY (phone_hmac)
)
