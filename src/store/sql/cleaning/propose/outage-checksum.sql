-- Another one where the messages in any cell are others. Grain: one row. cube_outcomes is read whole.
SELECT COALESCE(BIT_XOR(CRC32(CONCAT_WS(' ', c.campaign_id, c.hour, c.outcome_id, c.messages))), 0) AS checksum
FROM cube_outcomes c
