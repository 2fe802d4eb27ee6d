-- The work tables of one tick; temporary, so that nothing of a tick is seen or left behind.
-- Several statements, in this file only, because they belong together. A temporary table cannot be read
-- twice in one statement on MySQL: hence one table per set.

-- Messages to count, but for the new ones without any event. why: 2 has a new receipt, 4 has a new click, 8 anything
-- else, 16 joined when an outcome, dose or flag of its person moved, 32 has several new receipts. receipt_id: the new one,
-- the first of several.
CREATE TEMPORARY TABLE tick_touched (
  message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  why TINYINT UNSIGNED NOT NULL,
  receipt_id BIGINT UNSIGNED NULL
);
-- Messages of the new ids that were counted before, with one of their events.
CREATE TEMPORARY TABLE tick_known (message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
CREATE TEMPORARY TABLE tick_contacts (contact_id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
CREATE TEMPORARY TABLE tick_persons (person_id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
-- The deciding receipt of each touched message.
CREATE TEMPORARY TABLE tick_receipts (
  message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  status TINYINT NOT NULL,
  failure_class TINYINT NOT NULL,
  carrier VARCHAR(48) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  occurred_ms BIGINT NOT NULL,
  lag_s INT NOT NULL
);
-- What the messages' own rows say now.
CREATE TEMPORARY TABLE tick_new (
  message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  timezone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  sent_ms BIGINT NOT NULL,
  sent_s BIGINT NOT NULL,
  send_hour SMALLINT NULL,
  window_s INT NOT NULL,
  linked TINYINT NOT NULL,
  promotional TINYINT NOT NULL,
  parts INT NOT NULL,
  cost_micro BIGINT NOT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status TINYINT NOT NULL,
  failure_class TINYINT NOT NULL,
  carrier VARCHAR(48) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  outcome_id INT UNSIGNED NOT NULL DEFAULT 0,
  delivered_ms BIGINT NULL,
  receipt_lag_s INT NOT NULL
);
-- Messages of which only the deciding receipt is new: the state it gives, and from the fact what does not change, and
-- what it was before. has_arrived: delivered now and not before, which alone matters to others of the person.
-- contact_flags are those of a message that is alone with its person in the campaign where it has arrived.
CREATE TEMPORARY TABLE tick_carried (
  message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  sent_s BIGINT NOT NULL,
  send_hour SMALLINT NOT NULL,
  window_s INT NOT NULL,
  promotional TINYINT NOT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status TINYINT NOT NULL,
  failure_class TINYINT NOT NULL,
  outcome_id INT UNSIGNED NOT NULL,
  delivered_s BIGINT NOT NULL,
  receipt_lag_s INT NOT NULL,
  contact_flags SMALLINT NOT NULL,
  has_arrived TINYINT NOT NULL,
  old_status TINYINT NOT NULL,
  old_failure_class TINYINT NOT NULL,
  old_outcome_id INT UNSIGNED NOT NULL,
  old_delivered_s BIGINT NOT NULL,
  old_receipt_lag_s INT NOT NULL,
  old_contact_flags SMALLINT NOT NULL,
  old_dose30 INT NOT NULL
);
-- The outcomes there are: every carried receipt looks its own up.
CREATE TEMPORARY TABLE tick_seen_outcomes (
  id INT UNSIGNED NOT NULL,
  carrier VARCHAR(48) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  status TINYINT NOT NULL,
  failure_class TINYINT NOT NULL,
  PRIMARY KEY (carrier, code, status, failure_class)
);
-- Facts as they were, of every message this tick may change but for those of tick_carried: the columns of message_facts in
-- their order. Of a carried message whose outcome, dose or flag moves as well, the fact as the receipt left it.
CREATE TEMPORARY TABLE tick_old (
  message_id BIGINT UNSIGNED NOT NULL,
  campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  sent_s BIGINT NOT NULL,
  send_hour SMALLINT NOT NULL,
  window_s INT NOT NULL,
  linked TINYINT NOT NULL,
  promotional TINYINT NOT NULL,
  parts INT NOT NULL,
  cost_micro BIGINT NOT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  status TINYINT NOT NULL,
  failure_class TINYINT NOT NULL,
  outcome_id INT UNSIGNED NOT NULL DEFAULT 0,
  delivered_s BIGINT NOT NULL DEFAULT 0,
  receipt_lag_s INT NOT NULL DEFAULT -1,
  clicks INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0,
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0,
  first_human_s BIGINT NOT NULL DEFAULT 0,
  conversions INT NOT NULL DEFAULT 0,
  conversions_all INT NOT NULL DEFAULT 0,
  replies INT NOT NULL DEFAULT 0,
  opt_outs INT NOT NULL DEFAULT 0,
  dose30 INT NOT NULL DEFAULT 0,
  contact_flags SMALLINT NOT NULL DEFAULT 0,
  click_rules SMALLINT NOT NULL,
  attribution_rules SMALLINT NOT NULL,
  code_table SMALLINT NOT NULL,
  PRIMARY KEY (message_id)
);
-- Touched messages that have clicks, and the clicks as they were.
CREATE TEMPORARY TABLE tick_clicked (message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
CREATE TEMPORARY TABLE tick_old_clicks LIKE click_facts;
CREATE TEMPORARY TABLE tick_judged (
  click_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  person_id BIGINT UNSIGNED NOT NULL,
  click_hour SMALLINT NOT NULL,
  rule TINYINT NOT NULL,
  verdict TINYINT NOT NULL,
  in_window TINYINT NOT NULL
);
CREATE TEMPORARY TABLE tick_click_sums (
  message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  clicks INT NOT NULL,
  hits INT NOT NULL,
  human_clicks INT NOT NULL,
  suspected_clicks INT NOT NULL,
  bot_clicks INT NOT NULL,
  first_human_s BIGINT NULL
);
-- Pairs of five-minute slots in which one address and agent may have hit too many messages.
CREATE TEMPORARY TABLE tick_ip_slots (
  ip_hash BINARY(16) NOT NULL,
  agent_hash INT UNSIGNED NOT NULL,
  first_slot INT NOT NULL,
  five_minutes INT NOT NULL,
  PRIMARY KEY (ip_hash, agent_hash, first_slot, five_minutes)
);
CREATE TEMPORARY TABLE tick_bursts (
  ip_hash BINARY(16) NOT NULL,
  agent_hash INT UNSIGNED NOT NULL,
  five_minutes INT NOT NULL,
  PRIMARY KEY (ip_hash, agent_hash, five_minutes)
);
-- Conversions to attribute again, their orders, where they counted, where they belong.
CREATE TEMPORARY TABLE tick_conversions (conversion_id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
CREATE TEMPORARY TABLE tick_orders (
  order_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY
);
CREATE TEMPORARY TABLE tick_old_conversions LIKE conversion_facts;
CREATE TEMPORARY TABLE tick_attribution (
  conversion_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  message_id BIGINT UNSIGNED NOT NULL,
  attributed_by TINYINT NOT NULL,
  lag_s BIGINT NOT NULL
);
-- Opt-outs, opt-ins and replies to attribute again.
CREATE TEMPORARY TABLE tick_responses (
  kind TINYINT NOT NULL,
  event_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (kind, event_id)
);
CREATE TEMPORARY TABLE tick_response_targets (
  kind TINYINT NOT NULL,
  event_id BIGINT UNSIGNED NOT NULL,
  message_id BIGINT UNSIGNED NOT NULL,
  counted TINYINT NOT NULL,
  PRIMARY KEY (kind, event_id)
);
-- Messages whose outcomes changed because a conversion or response moved.
CREATE TEMPORARY TABLE tick_affected (message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
CREATE TEMPORARY TABLE tick_outcomes (
  message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  conversions INT NOT NULL DEFAULT 0,
  conversions_all INT NOT NULL DEFAULT 0,
  replies INT NOT NULL DEFAULT 0,
  opt_outs INT NOT NULL DEFAULT 0
);
-- What the other messages of its person mean to a touched one: its dose, whether it enters the dose of a later one,
-- whether the campaign has another one.
CREATE TEMPORARY TABLE tick_neighbours (
  message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  campaign_id INT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  sent_s BIGINT NOT NULL,
  dose30 INT NOT NULL,
  has_later TINYINT NOT NULL,
  is_shared TINYINT NOT NULL
);
-- Messages whose dose may change, and the doses.
CREATE TEMPORARY TABLE tick_dosed (message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
CREATE TEMPORARY TABLE tick_doses (message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, dose30 INT NOT NULL);
-- Persons in campaigns whose standing message may change, and the flags.
CREATE TEMPORARY TABLE tick_pairs (
  campaign_id INT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (campaign_id, person_id)
);
CREATE TEMPORARY TABLE tick_flags (message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, contact_flags SMALLINT NOT NULL);
-- Touched messages but those of tick_carried: these may have moved, and are subtracted and added whole. Carried ones join
-- when an outcome, dose or flag of their person moves: from what the receipt made of them to what they are then.
CREATE TEMPORARY TABLE tick_rest (message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
-- New minus old, at the finest key of the cubes of messages.
CREATE TEMPORARY TABLE tick_delta (
  campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  slot INT NOT NULL,
  send_hour SMALLINT NOT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  {{measure-definitions}}
);
-- The same without slots and hours.
CREATE TEMPORARY TABLE tick_cells (
  campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  day INT NOT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  {{measure-definitions}}
);
-- New minus old of conversions and of durations.
CREATE TEMPORARY TABLE tick_conversion_delta (
  campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  sent_s BIGINT NOT NULL,
  send_hour SMALLINT NOT NULL,
  kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  is_primary TINYINT NOT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  conversions BIGINT NOT NULL,
  revenue_micro BIGINT NOT NULL,
  lag_s BIGINT NOT NULL
);
CREATE TEMPORARY TABLE tick_times (
  campaign_id INT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  day INT NOT NULL,
  measure TINYINT NOT NULL,
  bucket SMALLINT NOT NULL,
  n BIGINT NOT NULL
)
