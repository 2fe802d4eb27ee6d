-- Carried messages that wait for the number of their outcome: they are folded again, but for those of which a better receipt
-- has been committed meanwhile, which its own tick takes. Grain: message.
DELETE FROM tick_carried
WHERE outcome_id = 0
