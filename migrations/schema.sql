-- All tables as the migrations make them. Written by `npm run schema`, held by a test; change migrations instead.

CREATE TABLE allowed_recipients (
  pattern VARCHAR(320) NOT NULL COMMENT 'an address, or @domain for all of a domain; lower case',
  origin VARCHAR(64) NOT NULL COMMENT 'schedules.yaml, command line',
  added_at DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (pattern)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='who may be named by an ad-hoc request';

CREATE TABLE apply_batches (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  kind VARCHAR(8) COLLATE ascii_bin NOT NULL COMMENT 'apply or undo',
  undoes_batch_id BIGINT UNSIGNED NULL COMMENT 'apply_batches.id',
  state VARCHAR(12) COLLATE ascii_bin NOT NULL COMMENT 'running, done, failed; what it does holds from done on, all at once',
  actor VARCHAR(100) NOT NULL,
  is_large_allowed TINYINT NOT NULL DEFAULT 0 COMMENT '1 = somebody said that more than 20 % may go',
  selection JSON NOT NULL COMMENT 'how the items were chosen: ids or filter',
  item_count BIGINT UNSIGNED NOT NULL DEFAULT 0,
  items_hash BINARY(32) NULL COMMENT 'sha256 of the frozen ids in order',
  next_item BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'journal: recommendations.id up to which it is done',
  failure VARCHAR(300) NULL,
  started_at DATETIME(3) NOT NULL COMMENT 'UTC',
  finished_at DATETIME(3) NULL COMMENT 'UTC, the moment its effects hold',
  settled_at DATETIME(3) NULL COMMENT 'UTC, when every recommendation of it said so too; null after done = somebody still writes that down',
  lease_owner VARCHAR(100) NULL,
  lease_until DATETIME(3) NULL COMMENT 'UTC, database clock; past = somebody else goes on',
  PRIMARY KEY (id),
  KEY apply_batches_by_state (state, lease_until)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='approved recommendations applied together, or such a batch undone: whole or not at all';

CREATE TABLE apply_items (
  batch_id BIGINT UNSIGNED NOT NULL COMMENT 'apply_batches.id',
  recommendation_id BIGINT UNSIGNED NOT NULL COMMENT 'recommendations.id',
  before_state VARCHAR(16) COLLATE ascii_bin NOT NULL COMMENT 'state of the recommendation when the list was frozen',
  PRIMARY KEY (batch_id, recommendation_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='the frozen list of a batch';

CREATE TABLE assignments (
  campaign_id INT UNSIGNED NOT NULL COMMENT 'campaigns.id',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
  variant_id INT UNSIGNED NOT NULL COMMENT 'variants.id; two rows for one contact = crossed over',
  assigned_at DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (campaign_id, contact_id, variant_id),
  KEY assignments_by_contact (contact_id),
  KEY assignments_by_time (campaign_id, assigned_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='who was randomised where; a campaign without rows is derived from its messages';

CREATE TABLE audit_log (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  at DATETIME(3) NOT NULL COMMENT 'UTC',
  actor VARCHAR(100) NOT NULL COMMENT 'who',
  action VARCHAR(64) NOT NULL COMMENT 'what was done',
  object VARCHAR(100) NOT NULL COMMENT 'to what',
  detail JSON NULL COMMENT 'before and after; no phone number',
  prev_hash BINARY(32) NOT NULL,
  hash BINARY(32) NOT NULL COMMENT 'sha256 over prev_hash and this row',
  PRIMARY KEY (id),
  UNIQUE KEY audit_log_by_prev (prev_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='who did what, append-only, hash-chained';

CREATE TABLE bound_recipients (
  pattern VARCHAR(320) NOT NULL COMMENT 'an address, or @domain for all of a domain; lower case',
  brands JSON NOT NULL COMMENT 'the only brands whose campaigns it may see',
  updated_at DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (pattern)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='recipients who may see some brands only';

CREATE TABLE bound_viewers (
  name VARCHAR(64) NOT NULL COMMENT 'a user of the pages, or whom a proxy names; lower case',
  brands JSON NOT NULL COMMENT 'the only brands whose reports are shown',
  updated_at DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='people of the pages who may see some brands only, besides those bound by their address';

CREATE TABLE campaign_spans (
  campaign_id INT UNSIGNED NOT NULL,
  first_s BIGINT NOT NULL COMMENT 'no message was sent before; a bound, may be too early after a correction',
  last_s BIGINT NOT NULL COMMENT 'no message was sent after; a bound, may be too late after a correction',
  PRIMARY KEY (campaign_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='bounds of the sending of each campaign: tell a campaign wholly inside a window from one that is cut';

CREATE TABLE campaigns (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'our number for the campaign',
  campaign_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
  name VARCHAR(200) NOT NULL COMMENT 'name a reader knows',
  kind VARCHAR(16) NOT NULL DEFAULT 'promotional' COMMENT 'promotional or transactional; transactional never counts in fatigue',
  theme VARCHAR(100) NULL COMMENT 'what was tried, for test memory',
  scheduled_at DATETIME(3) NULL COMMENT 'UTC, planned start',
  timezone VARCHAR(64) NULL COMMENT 'IANA zone of the account that sends',
  randomised_hour TINYINT NOT NULL DEFAULT 0 COMMENT '1 = the local hour of sending was randomised',
  link_count SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'tracked links in the text; 0 = no click can be known',
  segment_ids VARCHAR(2000) NULL COMMENT 'segment ids aimed at, separated by |',
  attribution_hours SMALLINT UNSIGNED NOT NULL DEFAULT 72 COMMENT 'window of an attributed outcome',
  primary_kind VARCHAR(32) NOT NULL DEFAULT 'purchase' COMMENT 'kind of conversion the headline counts',
  brand VARCHAR(64) NULL COMMENT 'brand it is sent for; null = of none',
  tags VARCHAR(1000) NULL COMMENT 'words of the sending platform, separated by |',
  PRIMARY KEY (id),
  KEY campaigns_by_brand (brand),
  UNIQUE KEY campaigns_by_campaign_id (campaign_id),
  KEY campaigns_by_scheduled_at (scheduled_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='one planned sending of one message idea to one audience';

CREATE TABLE cleaning_campaigns (
  campaign_id INT UNSIGNED NOT NULL COMMENT 'campaigns.id',
  PRIMARY KEY (campaign_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='campaigns whose clicks were known to the last search: only their deliveries can be silent';

CREATE TABLE cleaning_flags (
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
  flag TINYINT NOT NULL COMMENT 'as person_findings: 1 fatigued, 3 re-engage',
  segment_id INT UNSIGNED NOT NULL COMMENT 'of the last delivered message; 0 = none',
  as_of_s BIGINT NOT NULL COMMENT 'epoch seconds, the moment of the search for findings',
  dose30 INT NOT NULL COMMENT 'promotional messages delivered in the 30 days before',
  delivered_recent INT NOT NULL COMMENT 'of the last 8 weeks',
  clicked_recent INT NOT NULL,
  delivered_earlier INT NOT NULL,
  clicked_earlier INT NOT NULL,
  silence DOUBLE NULL COMMENT 'probability to be that silent if nothing had changed; null = not silent',
  score DOUBLE NOT NULL COMMENT 'probability that texts tired the contact, or of re-engage that clicking fell',
  per_week DOUBLE NULL COMMENT 'messages a week the segment bears; null = nothing was recommended',
  PRIMARY KEY (person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='persons whom the last search for findings flagged, as the search for numbers to clean took them over';

CREATE TABLE cleaning_queue (
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
  stage TINYINT NOT NULL COMMENT '1 = to be read, 2 = to be judged, 4 = only what is later than all that was read is to be read',
  PRIMARY KEY (person_id),
  KEY cleaning_queue_by_stage (stage, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='persons the search under way has still to look at; a search that died goes on from here';

CREATE TABLE cleaning_runs (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  as_of DATETIME(3) NOT NULL COMMENT 'UTC, the moment the evidence was read for',
  started_at DATETIME(3) NOT NULL COMMENT 'UTC',
  finished_at DATETIME(3) NULL COMMENT 'UTC; null = under way, or died',
  state VARCHAR(16) COLLATE ascii_bin NOT NULL COMMENT 'running, open, held, released, failed',
  is_full TINYINT NOT NULL DEFAULT 0 COMMENT '1 = looked at every person, 0 = at those something happened to',
  held_because VARCHAR(300) NULL COMMENT 'why a person has to release it',
  released_by VARCHAR(100) NULL,
  released_at DATETIME(3) NULL COMMENT 'UTC',
  reachable_contacts BIGINT NOT NULL DEFAULT 0 COMMENT 'contacts a message could be sent to, the base of the shares',
  judged BIGINT NOT NULL DEFAULT 0 COMMENT 'persons',
  proposed BIGINT NOT NULL DEFAULT 0 COMMENT 'recommendations that are new in this run',
  would_suppress BIGINT NOT NULL DEFAULT 0 COMMENT 'open recommendations whose action takes a contact out of sending',
  withdrawn BIGINT NOT NULL DEFAULT 0 COMMENT 'open recommendations that something positive ended',
  opted_out_contacts BIGINT NOT NULL DEFAULT 0 COMMENT 'opted out, and sent to afterwards in the 90 days before as_of: a breach, no proposal',
  opted_out_messages BIGINT NOT NULL DEFAULT 0 COMMENT 'such messages',
  counts JSON NULL COMMENT 'what the run did, by kind',
  excluded_cells JSON NULL COMMENT 'campaign, operator, class or hour whose failures did not count, and why',
  settings JSON NOT NULL COMMENT 'thresholds it ran with',
  rules_version SMALLINT NOT NULL,
  code_table SMALLINT NOT NULL,
  phone_library VARCHAR(48) NOT NULL COMMENT 'name and version',
  PRIMARY KEY (id),
  KEY cleaning_runs_by_state (state)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='each search for numbers and contacts to clean';

CREATE TABLE cleaning_state (
  k VARCHAR(32) NOT NULL COMMENT 'lease, run, next to each source table the last id looked at',
  v BIGINT NOT NULL DEFAULT 0,
  detail VARCHAR(4000) NULL,
  until_at DATETIME(3) NULL COMMENT 'UTC, database clock; end of the lease',
  PRIMARY KEY (k)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='where the search for numbers to clean stands';

CREATE TABLE cleaning_touched (
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
  from_s BIGINT NOT NULL DEFAULT 0 COMMENT 'epoch seconds: not before a search as of then',
  PRIMARY KEY (person_id, from_s)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='persons the next search for numbers to clean has to read, for a reason that no new row of a source tells: a correction, a message that turned unknown';

CREATE TABLE click_facts (
  click_id BIGINT UNSIGNED NOT NULL COMMENT 'clicks.id',
  message_id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
  link_id INT UNSIGNED NOT NULL DEFAULT 0,
  clicked_ms BIGINT NOT NULL COMMENT 'epoch milliseconds',
  five_minutes INT NOT NULL COMMENT 'clicked_ms DIV 300000, to find bursts from one address',
  click_hour SMALLINT NOT NULL DEFAULT 0 COMMENT 'recipient-local hour of the week, Monday 00 = 0',
  agent_says TINYINT NOT NULL DEFAULT 0 COMMENT 'verdict of agent and method alone: 0 nothing, 1 human, 2 suspected, 3 bot, 4 preview',
  agent_hash INT UNSIGNED NULL,
  ip_hash BINARY(16) NULL,
  verdict TINYINT NOT NULL DEFAULT 0 COMMENT '0 not judged yet, 1 human, 2 suspected, 3 bot, 4 preview',
  rule TINYINT NOT NULL DEFAULT 0 COMMENT 'number of the click rule that decided; 0 = none, so human',
  in_window TINYINT NOT NULL DEFAULT 0 COMMENT '1 = before sent_s + window_s',
  click_rules SMALLINT NOT NULL DEFAULT 0 COMMENT 'version of the rules',
  PRIMARY KEY (click_id),
  KEY click_facts_by_ip (ip_hash, five_minutes),
  KEY click_facts_by_message (message_id),
  KEY click_facts_by_person (person_id, clicked_ms)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='the verdict on every hit';

CREATE TABLE clicks (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of arrival',
  click_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
  link_id INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'links.id; 0 = not known',
  clicked_at DATETIME(3) NOT NULL COMMENT 'UTC',
  agent_class TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0 unknown, 1 mobile, 2 datacenter',
  agent_verdict TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'what the agent and method alone say: 0 nothing, 1 human, 2 suspected, 3 bot, 4 preview',
  agent_hash INT UNSIGNED NULL COMMENT 'hash of the user agent, to tell agents apart',
  ip_hash BINARY(16) NULL COMMENT 'keyed hash of the address',
  received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
  PRIMARY KEY (id),
  UNIQUE KEY clicks_by_click_id (click_id),
  KEY clicks_by_message (message_id, clicked_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='every hit on a tracked link, append-only; who clicked is judged and versioned apart';

CREATE TABLE code_histories (
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
  code_id INT UNSIGNED NOT NULL COMMENT 'evidence_codes.id',
  was_reached TINYINT NOT NULL COMMENT '1 = the number was reached before',
  condemned INT NOT NULL COMMENT 'times that the code condemned the number by the rules',
  reached_later INT NOT NULL COMMENT 'of them, the number was reached afterwards',
  PRIMARY KEY (person_id, code_id, was_reached)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='numbers that a code condemned: whether a code means what we think';

CREATE TABLE code_overrides (
  provider VARCHAR(32) NOT NULL,
  field VARCHAR(32) NOT NULL COMMENT 'field of the receipt that holds the code',
  code VARCHAR(32) NOT NULL COMMENT 'code as the provider writes it',
  status TINYINT UNSIGNED NOT NULL COMMENT 'see receipts',
  failure_class TINYINT UNSIGNED NOT NULL COMMENT 'see receipts',
  evidence VARCHAR(8) NOT NULL COMMENT 'strong, medium, weak or none: value as proof that the number is bad',
  decided_by VARCHAR(100) NOT NULL COMMENT 'who',
  decided_at DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (provider, field, code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='what a code means that the program does not know or reads otherwise';

CREATE TABLE contact_changes (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  recommendation_id BIGINT UNSIGNED NOT NULL COMMENT 'recommendations.id',
  batch_id BIGINT UNSIGNED NOT NULL COMMENT 'apply_batches.id; in force once that is done',
  undo_batch_id BIGINT UNSIGNED NULL COMMENT 'apply_batches.id that takes it back; in force until that is done',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
  kind VARCHAR(24) COLLATE ascii_bin NOT NULL COMMENT 'fix_number, merge, hold, reengage, lower; suppress_sender where nobody knows the sender',
  detail JSON NULL COMMENT 'the other contact, the limit; no phone number',
  candidate_enc VARBINARY(64) NULL COMMENT 'AES-256-GCM of the number to use from now on',
  applied_at DATETIME(3) NOT NULL COMMENT 'UTC',
  undone_at DATETIME(3) NULL COMMENT 'UTC; null = in force',
  changed_at DATETIME(3) NOT NULL COMMENT 'UTC, the later of the two',
  PRIMARY KEY (id),
  KEY contact_changes_by_change (changed_at),
  KEY contact_changes_by_contact (contact_id),
  UNIQUE KEY contact_changes_by_recommendation (recommendation_id, batch_id),
  KEY contact_changes_by_undo (undo_batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='approved changes to a contact that is no suppression; for the sending platform to take over';

CREATE TABLE contacts (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'our number for the contact row',
  contact_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
  person_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'lowest contacts.id with the same phone; own id where the phone is null',
  phone_hmac BINARY(32) NULL COMMENT 'keyed hash of the E.164 number, for joins',
  phone_enc VARBINARY(64) NULL COMMENT 'AES-256-GCM of the E.164 number, for display',
  phone_kind VARCHAR(24) NULL COMMENT 'mobile, fixed_line_or_mobile, fixed_line, voip, ... by the numbering plan',
  phone_valid TINYINT NULL COMMENT '1 valid by the numbering plan, 0 not, null no phone',
  country CHAR(2) NULL COMMENT 'ISO 3166 alpha-2',
  timezone VARCHAR(64) NULL COMMENT 'IANA zone; null = the campaign''s zone',
  segment_id INT UNSIGNED NULL COMMENT 'segments.id now',
  created_at DATETIME(3) NULL COMMENT 'UTC, when the contact joined',
  phone_since DATETIME(3) NULL COMMENT 'UTC, when we learnt that the contact has another number than before: what failed earlier is not of this one; null = it never changed',
  PRIMARY KEY (id),
  UNIQUE KEY contacts_by_contact_id (contact_id),
  KEY contacts_by_phone (phone_hmac),
  KEY contacts_by_segment (segment_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='people with a phone number; several rows may be one person';

CREATE TABLE conversion_facts (
  conversion_id BIGINT UNSIGNED NOT NULL COMMENT 'conversions.id',
  person_id BIGINT UNSIGNED NOT NULL,
  order_id VARCHAR(64) NULL,
  kind VARCHAR(32) NOT NULL,
  converted_s BIGINT NOT NULL COMMENT 'epoch seconds',
  value_micro BIGINT NOT NULL,
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '',
  cited_message_id BIGINT UNSIGNED NULL COMMENT 'message the source names',
  message_id BIGINT UNSIGNED NULL COMMENT 'message it is attributed to; null = organic',
  attributed_by TINYINT NOT NULL DEFAULT 0 COMMENT '0 nothing, 1 last human click, 2 cited message',
  lag_s BIGINT NULL COMMENT 'seconds since that click or that sending',
  counted TINYINT NOT NULL DEFAULT 0 COMMENT '1 = attributed and first of its order and kind',
  is_primary TINYINT NOT NULL DEFAULT 0 COMMENT '1 = counted and of the primary kind of the campaign',
  attribution_rules SMALLINT NOT NULL DEFAULT 0 COMMENT 'version of the rules',
  PRIMARY KEY (conversion_id),
  KEY conversion_facts_by_cited (cited_message_id),
  KEY conversion_facts_by_message (message_id),
  KEY conversion_facts_by_order (order_id),
  KEY conversion_facts_by_person (person_id, converted_s)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='where each conversion counts';

CREATE TABLE conversions (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of arrival',
  conversion_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
  order_id VARCHAR(64) NULL COMMENT 'an order counts once, whatever cites it',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
  message_id BIGINT UNSIGNED NULL COMMENT 'messages.id when the source names one',
  kind VARCHAR(32) NOT NULL DEFAULT 'purchase' COMMENT 'purchase, signup, visit, ...',
  converted_at DATETIME(3) NOT NULL COMMENT 'UTC',
  value_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'millionths of the currency unit',
  currency CHAR(3) NULL COMMENT 'ISO 4217; null = no value',
  received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
  PRIMARY KEY (id),
  KEY conversions_by_contact (contact_id, converted_at),
  UNIQUE KEY conversions_by_conversion_id (conversion_id),
  KEY conversions_by_order (order_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='outcomes, attributed or organic, append-only';

CREATE TABLE cube_campaign_days (
  campaign_id INT UNSIGNED NOT NULL,
  day INT NOT NULL COMMENT 'UTC day of sending, days since 1970-01-01',
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
  revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row',
  sums VARCHAR(400) COLLATE ascii_bin AS (concat(if(attempted = 0,'',concat('a',attempted)),if(in_process = 0,'',concat('b',in_process)),if(delivered = 0,'',concat('c',delivered)),if(undelivered = 0,'',concat('d',undelivered)),if(expired = 0,'',concat('e',expired)),if(rejected = 0,'',concat('f',rejected)),if(failed = 0,'',concat('g',failed)),if(canceled = 0,'',concat('h',canceled)),if(unknown = 0,'',concat('i',unknown)),if(failed_permanent = 0,'',concat('j',failed_permanent)),if(failed_temporary = 0,'',concat('k',failed_temporary)),if(failed_blocked = 0,'',concat('l',failed_blocked)),if(failed_ours = 0,'',concat('m',failed_ours)),if(parts = 0,'',concat('n',parts)),if(delivered_contacts = 0,'',concat('o',delivered_contacts)),if(linked_contacts = 0,'',concat('p',linked_contacts)),if(clicking_contacts = 0,'',concat('q',clicking_contacts)),if(raw_clicking_contacts = 0,'',concat('r',raw_clicking_contacts)),if(reading_contacts = 0,'',concat('s',reading_contacts)),if(converting_contacts = 0,'',concat('t',converting_contacts)),if(opted_out_contacts = 0,'',concat('u',opted_out_contacts)),if(hits = 0,'',concat('v',hits)),if(human_clicks = 0,'',concat('w',human_clicks)),if(suspected_clicks = 0,'',concat('x',suspected_clicks)),if(bot_clicks = 0,'',concat('y',bot_clicks)),if(conversions = 0,'',concat('z',conversions)),if(cost_micro = 0,'',concat('A',cost_micro)),if(revenue_micro = 0,'',concat('B',revenue_micro)))) STORED COMMENT 'what reports read of the measures, in one text: a letter and a number for each that is not 0',
  PRIMARY KEY (campaign_id, day, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='whole UTC days of a window that cuts a campaign; small';

CREATE TABLE cube_campaign_half_hours (
  campaign_id INT UNSIGNED NOT NULL,
  half_hour INT NOT NULL COMMENT 'half an hour of sending, sent_s DIV 1800',
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
  revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row',
  PRIMARY KEY (campaign_id, half_hour, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='edges of a window that cuts a campaign, and days of another zone; small beside the quarters, exact in zones at :30';

CREATE TABLE cube_campaigns (
  campaign_id INT UNSIGNED NOT NULL,
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
  revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row',
  sums VARCHAR(400) COLLATE ascii_bin AS (concat(if(attempted = 0,'',concat('a',attempted)),if(in_process = 0,'',concat('b',in_process)),if(delivered = 0,'',concat('c',delivered)),if(undelivered = 0,'',concat('d',undelivered)),if(expired = 0,'',concat('e',expired)),if(rejected = 0,'',concat('f',rejected)),if(failed = 0,'',concat('g',failed)),if(canceled = 0,'',concat('h',canceled)),if(unknown = 0,'',concat('i',unknown)),if(failed_permanent = 0,'',concat('j',failed_permanent)),if(failed_temporary = 0,'',concat('k',failed_temporary)),if(failed_blocked = 0,'',concat('l',failed_blocked)),if(failed_ours = 0,'',concat('m',failed_ours)),if(parts = 0,'',concat('n',parts)),if(delivered_contacts = 0,'',concat('o',delivered_contacts)),if(linked_contacts = 0,'',concat('p',linked_contacts)),if(clicking_contacts = 0,'',concat('q',clicking_contacts)),if(raw_clicking_contacts = 0,'',concat('r',raw_clicking_contacts)),if(reading_contacts = 0,'',concat('s',reading_contacts)),if(converting_contacts = 0,'',concat('t',converting_contacts)),if(opted_out_contacts = 0,'',concat('u',opted_out_contacts)),if(hits = 0,'',concat('v',hits)),if(human_clicks = 0,'',concat('w',human_clicks)),if(suspected_clicks = 0,'',concat('x',suspected_clicks)),if(bot_clicks = 0,'',concat('y',bot_clicks)),if(conversions = 0,'',concat('z',conversions)),if(cost_micro = 0,'',concat('A',cost_micro)),if(revenue_micro = 0,'',concat('B',revenue_micro)))) STORED COMMENT 'what reports read of the measures, in one text: a letter and a number for each that is not 0',
  PRIMARY KEY (campaign_id, currency),
  KEY cube_campaigns_by_sums (campaign_id, currency, sums)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='whole campaigns; small, answers all campaigns at once';

CREATE TABLE cube_cells (
  campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL COMMENT '0 = none',
  segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none',
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
  revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row',
  sums VARCHAR(400) COLLATE ascii_bin AS (concat(if(attempted = 0,'',concat('a',attempted)),if(in_process = 0,'',concat('b',in_process)),if(delivered = 0,'',concat('c',delivered)),if(undelivered = 0,'',concat('d',undelivered)),if(expired = 0,'',concat('e',expired)),if(rejected = 0,'',concat('f',rejected)),if(failed = 0,'',concat('g',failed)),if(canceled = 0,'',concat('h',canceled)),if(unknown = 0,'',concat('i',unknown)),if(failed_permanent = 0,'',concat('j',failed_permanent)),if(failed_temporary = 0,'',concat('k',failed_temporary)),if(failed_blocked = 0,'',concat('l',failed_blocked)),if(failed_ours = 0,'',concat('m',failed_ours)),if(parts = 0,'',concat('n',parts)),if(delivered_contacts = 0,'',concat('o',delivered_contacts)),if(linked_contacts = 0,'',concat('p',linked_contacts)),if(clicking_contacts = 0,'',concat('q',clicking_contacts)),if(raw_clicking_contacts = 0,'',concat('r',raw_clicking_contacts)),if(reading_contacts = 0,'',concat('s',reading_contacts)),if(converting_contacts = 0,'',concat('t',converting_contacts)),if(opted_out_contacts = 0,'',concat('u',opted_out_contacts)),if(hits = 0,'',concat('v',hits)),if(human_clicks = 0,'',concat('w',human_clicks)),if(suspected_clicks = 0,'',concat('x',suspected_clicks)),if(bot_clicks = 0,'',concat('y',bot_clicks)),if(conversions = 0,'',concat('z',conversions)),if(cost_micro = 0,'',concat('A',cost_micro)),if(revenue_micro = 0,'',concat('B',revenue_micro)))) STORED COMMENT 'what reports read of the measures, in one text: a letter and a number for each that is not 0',
  PRIMARY KEY (campaign_id, variant_id, segment_id, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='whole campaigns by variant and segment';

CREATE TABLE cube_click_hours (
  campaign_id INT UNSIGNED NOT NULL,
  day INT NOT NULL COMMENT 'UTC day of sending, days since 1970-01-01',
  variant_id INT UNSIGNED NOT NULL COMMENT '0 = none',
  click_hour SMALLINT NOT NULL COMMENT 'recipient-local hour of the week of the hit, Monday 00 = 0',
  hits BIGINT NOT NULL DEFAULT 0,
  human_clicks BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_id, day, variant_id, click_hour)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='when people click, inside the outcome window';

CREATE TABLE cube_conversions (
  campaign_id INT UNSIGNED NOT NULL,
  day INT NOT NULL COMMENT 'UTC day of sending, days since 1970-01-01',
  variant_id INT UNSIGNED NOT NULL COMMENT '0 = none',
  segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none',
  kind VARCHAR(32) NOT NULL,
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'of the value',
  conversions BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, an order once',
  revenue_micro BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_id, day, variant_id, segment_id, kind, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='conversions and revenue of every kind; kinds and currencies are never added';

CREATE TABLE cube_day_times (
  campaign_id INT UNSIGNED NOT NULL,
  day INT NOT NULL COMMENT 'UTC day of sending, days since 1970-01-01',
  measure TINYINT NOT NULL COMMENT '1 receipt minus sending, 2 first human click minus receipt; in cube_times also 3 conversion minus its click (or sending when cited), 4 arrival of the receipt minus its provider time',
  bucket SMALLINT NOT NULL COMMENT 'seconds r: r below 64, then 32 steps an octave: 64 + (e - 1) * 32 + (r >> e) - 32, e = floor(log2 r) - 5',
  n BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_id, day, measure, bucket)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='histograms of durations by UTC day of sending';

CREATE TABLE cube_days (
  campaign_id INT UNSIGNED NOT NULL,
  day INT NOT NULL COMMENT 'UTC day of sending, days since 1970-01-01',
  variant_id INT UNSIGNED NOT NULL COMMENT '0 = none',
  segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none',
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
  revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row',
  PRIMARY KEY (campaign_id, day, variant_id, segment_id, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='whole UTC days of a window that cuts a campaign, by variant or segment';

CREATE TABLE cube_links (
  campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL COMMENT '0 = none',
  link_id INT UNSIGNED NOT NULL COMMENT 'links.id; 0 = not known',
  hits BIGINT NOT NULL DEFAULT 0,
  human_clicks BIGINT NOT NULL DEFAULT 0,
  suspected_clicks BIGINT NOT NULL DEFAULT 0,
  bot_clicks BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_id, variant_id, link_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='hits by link, inside the outcome window';

CREATE TABLE cube_outcomes (
  campaign_id INT UNSIGNED NOT NULL,
  hour INT NOT NULL COMMENT 'UTC hour of sending, sent_s DIV 3600',
  outcome_id INT UNSIGNED NOT NULL COMMENT 'outcomes.id; 0 = no receipt yet',
  messages BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_id, hour, outcome_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='messages by carrier and code and hour, to see an outage';

CREATE TABLE cube_segment_day_times (
  day INT NOT NULL COMMENT 'UTC day of sending, days since 1970-01-01',
  segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none',
  measure TINYINT NOT NULL COMMENT '1 receipt minus sending, 2 first human click minus receipt; in cube_times also 3 conversion minus its click (or sending when cited), 4 arrival of the receipt minus its provider time',
  bucket SMALLINT NOT NULL COMMENT 'seconds r: r below 64, then 32 steps an octave: 64 + (e - 1) * 32 + (r >> e) - 32, e = floor(log2 r) - 5',
  n BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (day, segment_id, measure, bucket)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='histograms of durations by segment and UTC day of sending, all campaigns';

CREATE TABLE cube_segment_days (
  day INT NOT NULL COMMENT 'UTC day of sending, days since 1970-01-01',
  segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none',
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
  revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row',
  PRIMARY KEY (day, segment_id, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='whole UTC days of a window, all campaigns; small';

CREATE TABLE cube_segment_hours (
  hour INT NOT NULL COMMENT 'UTC hour of sending, sent_s DIV 3600',
  segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none',
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
  revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row',
  PRIMARY KEY (hour, segment_id, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='edges of a window by segment, all campaigns: whole UTC hours';

CREATE TABLE cube_segment_quarter_days (
  quarter_day INT NOT NULL COMMENT 'quarter of a UTC day of sending, sent_s DIV 21600',
  segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none',
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
  revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row',
  PRIMARY KEY (quarter_day, segment_id, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='edges of a window by segment, all campaigns: whole quarters of a UTC day, so that no edge reads many hours';

CREATE TABLE cube_segment_slots (
  slot INT NOT NULL COMMENT 'quarter of an hour of sending, sent_s DIV 900',
  segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none',
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
  revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row',
  PRIMARY KEY (slot, segment_id, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='edges of a window by segment, all campaigns';

CREATE TABLE cube_segment_times (
  segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none',
  measure TINYINT NOT NULL COMMENT '1 receipt minus sending, 2 first human click minus receipt; in cube_times also 3 conversion minus its click (or sending when cited), 4 arrival of the receipt minus its provider time',
  bucket SMALLINT NOT NULL COMMENT 'seconds r: r below 64, then 32 steps an octave: 64 + (e - 1) * 32 + (r >> e) - 32, e = floor(log2 r) - 5',
  n BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (segment_id, measure, bucket)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='histograms of durations by segment, all campaigns and days';

CREATE TABLE cube_segments (
  segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none',
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
  revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row',
  sums VARCHAR(400) COLLATE ascii_bin AS (concat(if(attempted = 0,'',concat('a',attempted)),if(in_process = 0,'',concat('b',in_process)),if(delivered = 0,'',concat('c',delivered)),if(undelivered = 0,'',concat('d',undelivered)),if(expired = 0,'',concat('e',expired)),if(rejected = 0,'',concat('f',rejected)),if(failed = 0,'',concat('g',failed)),if(canceled = 0,'',concat('h',canceled)),if(unknown = 0,'',concat('i',unknown)),if(failed_permanent = 0,'',concat('j',failed_permanent)),if(failed_temporary = 0,'',concat('k',failed_temporary)),if(failed_blocked = 0,'',concat('l',failed_blocked)),if(failed_ours = 0,'',concat('m',failed_ours)),if(parts = 0,'',concat('n',parts)),if(delivered_contacts = 0,'',concat('o',delivered_contacts)),if(linked_contacts = 0,'',concat('p',linked_contacts)),if(clicking_contacts = 0,'',concat('q',clicking_contacts)),if(raw_clicking_contacts = 0,'',concat('r',raw_clicking_contacts)),if(reading_contacts = 0,'',concat('s',reading_contacts)),if(converting_contacts = 0,'',concat('t',converting_contacts)),if(opted_out_contacts = 0,'',concat('u',opted_out_contacts)),if(hits = 0,'',concat('v',hits)),if(human_clicks = 0,'',concat('w',human_clicks)),if(suspected_clicks = 0,'',concat('x',suspected_clicks)),if(bot_clicks = 0,'',concat('y',bot_clicks)),if(conversions = 0,'',concat('z',conversions)),if(cost_micro = 0,'',concat('A',cost_micro)),if(revenue_micro = 0,'',concat('B',revenue_micro)))) STORED COMMENT 'what reports read of the measures, in one text: a letter and a number for each that is not 0',
  PRIMARY KEY (segment_id, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='all campaigns by segment; small';

CREATE TABLE cube_send_hours (
  campaign_id INT UNSIGNED NOT NULL,
  send_hour SMALLINT NOT NULL COMMENT 'recipient-local hour of the week of sending, Monday 00 = 0',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  PRIMARY KEY (campaign_id, send_hour)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='whole campaigns by recipient-local hour of the week of sending; without money';

CREATE TABLE cube_slots (
  campaign_id INT UNSIGNED NOT NULL,
  slot INT NOT NULL COMMENT 'quarter of an hour of sending, sent_s DIV 900',
  variant_id INT UNSIGNED NOT NULL COMMENT '0 = none',
  send_hour SMALLINT NOT NULL COMMENT 'recipient-local hour of the week of sending, Monday 00 = 0',
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
  revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row',
  PRIMARY KEY (campaign_id, slot, variant_id, send_hour, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='edges of a window and days of another zone; exact in zones at :30 and :45';

CREATE TABLE cube_times (
  campaign_id INT UNSIGNED NOT NULL,
  measure TINYINT NOT NULL COMMENT '1 receipt minus sending, 2 first human click minus receipt, 3 conversion minus its click (or sending when cited), 4 arrival of the receipt minus its provider time',
  bucket SMALLINT NOT NULL COMMENT 'seconds r: r below 64, then 32 steps an octave: 64 + (e - 1) * 32 + (r >> e) - 32, e = floor(log2 r) - 5',
  n BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_id, measure, bucket)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='histograms of durations, whole campaigns';

CREATE TABLE cube_variants (
  campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL COMMENT '0 = none',
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
  attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
  in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
  delivered INT NOT NULL DEFAULT 0,
  undelivered INT NOT NULL DEFAULT 0,
  expired INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  failed INT NOT NULL DEFAULT 0,
  canceled INT NOT NULL DEFAULT 0,
  unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
  failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
  failed_temporary INT NOT NULL DEFAULT 0,
  failed_blocked INT NOT NULL DEFAULT 0,
  failed_ours INT NOT NULL DEFAULT 0,
  parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
  delivered_contacts INT NOT NULL DEFAULT 0,
  linked_contacts INT NOT NULL DEFAULT 0,
  clicking_contacts INT NOT NULL DEFAULT 0,
  raw_clicking_contacts INT NOT NULL DEFAULT 0,
  reading_contacts INT NOT NULL DEFAULT 0,
  converting_contacts INT NOT NULL DEFAULT 0,
  opted_out_contacts INT NOT NULL DEFAULT 0,
  hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
  clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
  dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
  revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row',
  sums VARCHAR(400) COLLATE ascii_bin AS (concat(if(attempted = 0,'',concat('a',attempted)),if(in_process = 0,'',concat('b',in_process)),if(delivered = 0,'',concat('c',delivered)),if(undelivered = 0,'',concat('d',undelivered)),if(expired = 0,'',concat('e',expired)),if(rejected = 0,'',concat('f',rejected)),if(failed = 0,'',concat('g',failed)),if(canceled = 0,'',concat('h',canceled)),if(unknown = 0,'',concat('i',unknown)),if(failed_permanent = 0,'',concat('j',failed_permanent)),if(failed_temporary = 0,'',concat('k',failed_temporary)),if(failed_blocked = 0,'',concat('l',failed_blocked)),if(failed_ours = 0,'',concat('m',failed_ours)),if(parts = 0,'',concat('n',parts)),if(delivered_contacts = 0,'',concat('o',delivered_contacts)),if(linked_contacts = 0,'',concat('p',linked_contacts)),if(clicking_contacts = 0,'',concat('q',clicking_contacts)),if(raw_clicking_contacts = 0,'',concat('r',raw_clicking_contacts)),if(reading_contacts = 0,'',concat('s',reading_contacts)),if(converting_contacts = 0,'',concat('t',converting_contacts)),if(opted_out_contacts = 0,'',concat('u',opted_out_contacts)),if(hits = 0,'',concat('v',hits)),if(human_clicks = 0,'',concat('w',human_clicks)),if(suspected_clicks = 0,'',concat('x',suspected_clicks)),if(bot_clicks = 0,'',concat('y',bot_clicks)),if(conversions = 0,'',concat('z',conversions)),if(cost_micro = 0,'',concat('A',cost_micro)),if(revenue_micro = 0,'',concat('B',revenue_micro)))) STORED COMMENT 'what reports read of the measures, in one text: a letter and a number for each that is not 0',
  PRIMARY KEY (campaign_id, variant_id, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='whole campaigns by variant';

CREATE TABLE dispatch_attempts (
  dispatch_id BIGINT UNSIGNED NOT NULL COMMENT 'report_dispatches.id',
  attempt SMALLINT UNSIGNED NOT NULL,
  fence BIGINT UNSIGNED NOT NULL,
  started_at DATETIME(3) NOT NULL COMMENT 'UTC',
  data_started_at DATETIME(3) NULL COMMENT 'UTC, committed before the first byte of the body',
  finished_at DATETIME(3) NULL COMMENT 'UTC',
  outcome VARCHAR(12) NULL COMMENT 'sent, temporary, permanent, ambiguous, withheld, crashed',
  smtp_code SMALLINT UNSIGNED NULL,
  smtp_text VARCHAR(300) NULL,
  PRIMARY KEY (dispatch_id, attempt)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='each try of a dispatch';

CREATE TABLE dispatch_parts (
  sha256 BINARY(32) NOT NULL,
  bytes MEDIUMBLOB NOT NULL,
  created_at DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (sha256)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='parts of mails, stored once; a mail is put together from them and checked by hash';

CREATE TABLE evidence_cells (
  campaign_id INT UNSIGNED NOT NULL,
  hour INT NOT NULL COMMENT 'of sending, epoch seconds / 3600',
  outcome_id INT UNSIGNED NOT NULL COMMENT 'outcomes.id',
  failure_class TINYINT NOT NULL,
  failures BIGINT NOT NULL,
  known BIGINT NOT NULL COMMENT 'of persons with another message that got a final state',
  reached BIGINT NOT NULL COMMENT 'of those in met, without whoever failed again long after and was not reached in between',
  met BIGINT NOT NULL COMMENT 'of persons who were reached shortly before, or later',
  PRIMARY KEY (campaign_id, hour, outcome_id, failure_class)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='number_evidence summed, to see an outage';

CREATE TABLE evidence_codes (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  provider VARCHAR(32) NOT NULL,
  code VARCHAR(32) NOT NULL COMMENT 'as the provider writes it; empty = none',
  failure_class TINYINT NOT NULL,
  weight TINYINT NOT NULL DEFAULT 0 COMMENT 'value as proof that the number is bad: 0 none, 1 weak, 2 medium, 3 strong',
  is_distrusted TINYINT NOT NULL DEFAULT 0 COMMENT 'most numbers it condemned were reached later, so it does not mean what we think: 1 of numbers reached before, 2 of others, 3 of both',
  PRIMARY KEY (id),
  UNIQUE KEY evidence_codes_by_all (provider, code, failure_class)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='codes that came, and what they prove';

CREATE TABLE experiment_looks (
  campaign_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
  look INT UNSIGNED NOT NULL COMMENT '1, 2, ... in the order of storing',
  run_id BIGINT UNSIGNED NOT NULL COMMENT 'report_runs.id',
  as_of DATETIME(3) NOT NULL COMMENT 'UTC, data as of',
  verdict VARCHAR(100) NOT NULL COMMENT 'winner:ARM, tie, not_enough_data, ...',
  plan_sha256 BINARY(32) NOT NULL COMMENT 'of the plan as canonical JSON',
  counts JSON NOT NULL COMMENT 'counts per arm that were looked at',
  judgement JSON NOT NULL COMMENT 'what was said, with z, fraction, critical value and log e of every pair',
  PRIMARY KEY (campaign_id, look),
  UNIQUE KEY experiment_looks_by_run (campaign_id, run_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='every look at a test by a stored run, append-only';

CREATE TABLE experiment_plans (
  campaign_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform; may be planned before the campaign is known',
  plan JSON NOT NULL COMMENT 'the whole plan: arms, shares, primary outcome, windows, guardrails; the columns below repeat parts of it',
  tested VARCHAR(24) NULL COMMENT 'what differs between the arms: text, call-to-action, call-to-action-place, link, sender, send-time, offer, audience',
  theme VARCHAR(100) NULL COMMENT 'tests of one theme are pooled in the test memory',
  primary_outcome VARCHAR(64) NOT NULL COMMENT 'click, conversion:KIND, revenue:KIND, opt-out, non-delivery',
  alpha DOUBLE NOT NULL COMMENT 'two-sided, all pairs together',
  mde_relative DOUBLE NOT NULL COMMENT 'smallest relative difference that matters, 0.1 = a tenth',
  planned_contacts DOUBLE NOT NULL COMMENT 'over all arms',
  planned_rate DOUBLE NOT NULL COMMENT 'what the primary outcome is expected to be, 0..1',
  origin VARCHAR(8) NOT NULL COMMENT 'applied by a person, or default',
  applied_by VARCHAR(100) NULL COMMENT 'who; null = nobody planned it',
  created_at DATETIME(3) NOT NULL COMMENT 'UTC',
  frozen_at DATETIME(3) NULL COMMENT 'UTC, first assignment; from then on nothing changes. null = nobody was seen assigned',
  PRIMARY KEY (campaign_id),
  KEY experiment_plans_by_theme (theme)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='what was decided about a test before its first assignment';

CREATE TABLE finding_bins (
  run_id INT UNSIGNED NOT NULL COMMENT 'finding_runs.id',
  segment_id INT UNSIGNED NOT NULL,
  band TINYINT NOT NULL COMMENT 'texts of the last 30 days: 0 up to 4, 1 up to 8, 2 up to 12, 3 more',
  clicked_recent TINYINT NOT NULL COMMENT 'messages clicked in the last 8 weeks, at most 8',
  clicked_earlier TINYINT NOT NULL COMMENT 'messages clicked before, at most 30',
  recent_step SMALLINT NOT NULL COMMENT 'round(4 ln(expected clicks)) of the last 8 weeks',
  earlier_step SMALLINT NOT NULL COMMENT 'round(4 ln(expected clicks)) before',
  score DOUBLE NOT NULL COMMENT 'probability that texts tired the contact',
  lapsed DOUBLE NOT NULL COMMENT 'probability that its clicking fell for whatever reason',
  silence DOUBLE NULL COMMENT 'probability to be that silent if nothing had changed; null = not silent',
  flag TINYINT NOT NULL COMMENT 'as person_findings',
  PRIMARY KEY (run_id, segment_id, band, clicked_recent, clicked_earlier, recent_step, earlier_step)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='contacts that look alike, scored together';

CREATE TABLE finding_blocks (
  block BIGINT UNSIGNED NOT NULL COMMENT 'message_facts.message_id DIV 8192',
  format SMALLINT NOT NULL COMMENT 'of data; another one is written anew',
  messages INT NOT NULL COMMENT 'in data',
  first_s BIGINT NOT NULL COMMENT 'epoch seconds, sending of the earliest',
  last_s BIGINT NOT NULL COMMENT 'epoch seconds, sending of the latest',
  data MEDIUMBLOB NOT NULL COMMENT 'what the search for findings counts of each message, column by column (core/findings/counting/block.ts)',
  PRIMARY KEY (block)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='settled promotional messages of a range of ids as findings count them: made from message_facts alone, and only anew where something changed';

CREATE TABLE finding_rates (
  run_id INT UNSIGNED NOT NULL COMMENT 'finding_runs.id',
  campaign_id INT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  weeks_ago SMALLINT NOT NULL COMMENT '0 = the 7 days before the day of the moment',
  click_nano BIGINT NOT NULL COMMENT 'clicks to expect of a delivered message, thousand-millionths',
  opt_out_nano BIGINT NOT NULL COMMENT 'opt-outs to expect of it',
  PRIMARY KEY (run_id, campaign_id, segment_id, weeks_ago)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='what a run expects of each campaign in each segment; gone when the run has ended';

CREATE TABLE finding_runs (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  as_of DATETIME(3) NOT NULL COMMENT 'UTC, data as of',
  kind VARCHAR(12) COLLATE ascii_bin NOT NULL COMMENT 'kept: reports show the last one; passing: asked for by somebody and removed again',
  is_recomputed TINYINT NOT NULL COMMENT '1 = of a moment in the past, from the events that had come in by then',
  state VARCHAR(8) COLLATE ascii_bin NOT NULL COMMENT 'running, done',
  is_only TINYINT NULL COMMENT '1 = kept and running; null for all others, so that there is one at most',
  started_at DATETIME(3) NOT NULL COMMENT 'UTC, database clock',
  alive_at DATETIME(3) NOT NULL COMMENT 'UTC, database clock; long ago and still running = it died',
  finished_at DATETIME(3) NULL COMMENT 'UTC, database clock',
  level DOUBLE NULL COMMENT 'earlier clicks of contacts over what was expected of them; null = nobody clicked',
  shape DOUBLE NULL COMMENT 'how alike contacts are: clicks = level x expected x Gamma(shape, shape)',
  findings JSON NULL COMMENT 'what was found, as reports show it',
  contacts JSON NULL COMMENT 'persons by flag',
  PRIMARY KEY (id),
  KEY finding_runs_by_state (state, kind, as_of),
  UNIQUE KEY finding_runs_only (is_only)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='each search for fatigue, send times and anomalies';

CREATE TABLE finding_stale (
  block BIGINT UNSIGNED NOT NULL COMMENT 'finding_blocks.block',
  version BIGINT NOT NULL COMMENT 'grows with each tick that changes a fact of it',
  PRIMARY KEY (block)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='blocks in which a fact changed since they were made: written by the tick, taken away by the search for findings';

CREATE TABLE foreign_cursors (
  kind VARCHAR(32) NOT NULL COMMENT 'table or view of the source database, named like the kind',
  by_column VARCHAR(16) NOT NULL COMMENT 'seq or updated_at',
  position VARCHAR(40) NOT NULL COMMENT 'value of that column in the last row stored, as the source writes it',
  PRIMARY KEY (kind)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='how far each table of a foreign source is mirrored';

CREATE TABLE hook_refusals (
  hook VARCHAR(82) NOT NULL COMMENT 'name in hooks.yaml',
  day DATE NOT NULL COMMENT 'UTC',
  refused BIGINT UNSIGNED NOT NULL COMMENT 'events that could not be read, also those of which nothing is kept',
  PRIMARY KEY (hook, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='refused events of a hook and day';

CREATE TABLE import_rejects (
  import_id BIGINT UNSIGNED NOT NULL COMMENT 'imports.id',
  row_no BIGINT UNSIGNED NOT NULL COMMENT 'line of the data row, header = 1',
  column_name VARCHAR(64) NOT NULL COMMENT 'column that was refused',
  reason VARCHAR(200) NOT NULL COMMENT 'what is wrong and what is allowed; phones masked',
  PRIMARY KEY (import_id, row_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='rows an import refused';

CREATE TABLE imports (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  kind VARCHAR(32) NOT NULL COMMENT 'segments, contacts, campaigns, messages, clicks, ...',
  source VARCHAR(500) NOT NULL COMMENT 'file name or source table',
  fingerprint BINARY(32) NOT NULL COMMENT 'sha256 of size and content that tells the same file again',
  next_byte BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'where a resumed import goes on; always after a committed chunk',
  next_row BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'data rows done',
  state VARCHAR(12) NOT NULL COMMENT 'running, done, stopped',
  read_rows BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'read = applied + duplicate + stale + rejected',
  applied_rows BIGINT UNSIGNED NOT NULL DEFAULT 0,
  duplicate_rows BIGINT UNSIGNED NOT NULL DEFAULT 0,
  stale_rows BIGINT UNSIGNED NOT NULL DEFAULT 0,
  rejected_rows BIGINT UNSIGNED NOT NULL DEFAULT 0,
  started_at DATETIME(3) NOT NULL COMMENT 'UTC',
  finished_at DATETIME(3) NULL COMMENT 'UTC',
  PRIMARY KEY (id),
  KEY imports_by_fingerprint (fingerprint)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='one row per imported file';

CREATE TABLE inbound (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of arrival',
  inbound_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
  occurred_at DATETIME(3) NOT NULL COMMENT 'UTC, when it was written',
  text VARCHAR(1600) NULL COMMENT 'text of the reply',
  keyword VARCHAR(64) NULL COMMENT 'first word',
  received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
  reading TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0 nothing, 3 may be an opt-out, 4 may be an opt-in: a person decides',
  PRIMARY KEY (id),
  KEY inbound_by_contact (contact_id, occurred_at),
  UNIQUE KEY inbound_by_inbound_id (inbound_id),
  KEY inbound_by_reading (reading)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='replies that are not STOP; they feed inferred reads';

CREATE TABLE left_recipients (
  schedule_key VARCHAR(64) NOT NULL COMMENT 'name in schedules.yaml',
  recipient_key VARCHAR(320) NOT NULL COMMENT 'address in lower case',
  way VARCHAR(16) NOT NULL COMMENT 'page = the button on our page, one-click = the mail program asked',
  left_at DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (schedule_key, recipient_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='who asked for no more of a scheduled report; applying the file does not bring them back';

CREATE TABLE links (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'our number for the link',
  link_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
  url VARCHAR(2000) NULL COMMENT 'target, when known',
  PRIMARY KEY (id),
  UNIQUE KEY links_by_link_id (link_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='tracked links';

CREATE TABLE mail_days (
  recipient_sha256 BINARY(32) NOT NULL COMMENT 'of the address as it is compared',
  day_at DATETIME(3) NOT NULL COMMENT 'UTC, begin of the day that is counted',
  mails INT UNSIGNED NOT NULL COMMENT 'mails to this recipient that were begun in it, by all workers',
  PRIMARY KEY (recipient_sha256),
  KEY mail_days_by_day (day_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='how many report mails each recipient got this day';

CREATE TABLE mail_gate (
  id TINYINT UNSIGNED NOT NULL COMMENT '1; there is one gate',
  paused_at DATETIME(3) NULL COMMENT 'UTC; null = mails go out',
  paused_by VARCHAR(100) NULL COMMENT 'who',
  reason VARCHAR(200) NULL COMMENT 'why, in their words',
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='the one switch that stops every mail';

CREATE TABLE mail_pace (
  host VARCHAR(255) NOT NULL COMMENT 'mail server',
  minute_at DATETIME(3) NOT NULL COMMENT 'UTC, begin of the minute that is counted',
  mails INT UNSIGNED NOT NULL COMMENT 'mails that were begun in it, by all workers',
  PRIMARY KEY (host)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='how many mails each server got this minute';

CREATE TABLE message_bills (
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
  own_parts SMALLINT UNSIGNED NOT NULL COMMENT 'pieces by the sending platform, before the provider''s count',
  own_cost_micro BIGINT NOT NULL COMMENT 'millionths of the currency unit',
  own_currency CHAR(3) NULL COMMENT 'ISO 4217',
  parts SMALLINT UNSIGNED NULL COMMENT 'highest count of the provider that is not own_parts; null = none',
  price VARCHAR(24) COLLATE ascii_bin NULL COMMENT 'currency and 20 digits of millionths, the greatest that is not ours; null = none',
  PRIMARY KEY (message_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='where the provider counts other pieces or another price than we did; messages hold the provider''s';

CREATE TABLE message_facts (
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
  campaign_id INT UNSIGNED NOT NULL COMMENT 'where and whose: as counted, so that a correction can be taken back',
  variant_id INT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
  sent_s BIGINT NOT NULL COMMENT 'epoch seconds, truncated',
  send_hour SMALLINT NOT NULL COMMENT 'recipient-local hour of the week of sending, Monday 00 = 0',
  window_s INT NOT NULL COMMENT 'outcome window of the campaign in seconds: an outcome counts in [sent_s, sent_s + window_s)',
  linked TINYINT NOT NULL COMMENT '1 = the campaign has a tracked link',
  promotional TINYINT NOT NULL COMMENT '1 = counts in the dose',
  parts INT NOT NULL COMMENT 'billed pieces',
  cost_micro BIGINT NOT NULL,
  currency CHAR(3) COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'of the cost; revenue stands in conversion_facts, in its own currency',
  status TINYINT NOT NULL COMMENT 'state by receipts and clock: 10 queued, 20 sent, 30 unknown, 41-45 not delivered, 50 delivered',
  failure_class TINYINT NOT NULL COMMENT 'number of the failure class; 0 = none, 21 = no receipt in 72 h',
  outcome_id INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'outcomes.id; 0 = no receipt yet',
  delivered_s BIGINT NOT NULL DEFAULT 0 COMMENT 'provider time of the receipt that says delivered; 0 = none. No column is null: a row that keeps its length is changed in place',
  receipt_lag_s INT NOT NULL DEFAULT -1 COMMENT 'arrival of the deciding receipt minus its provider time; -1 = none',
  clicks INT NOT NULL DEFAULT 0 COMMENT 'hits at any time; the next four only inside the window',
  hits INT NOT NULL DEFAULT 0,
  human_clicks INT NOT NULL DEFAULT 0,
  suspected_clicks INT NOT NULL DEFAULT 0,
  bot_clicks INT NOT NULL DEFAULT 0,
  first_human_s BIGINT NOT NULL DEFAULT 0 COMMENT 'first human click inside the window; 0 = none',
  conversions INT NOT NULL DEFAULT 0 COMMENT 'resolved per person: counted conversions of the primary kind',
  conversions_all INT NOT NULL DEFAULT 0 COMMENT 'of any kind',
  replies INT NOT NULL DEFAULT 0 COMMENT 'replies inside the window of the last delivered message',
  opt_outs INT NOT NULL DEFAULT 0 COMMENT 'opt-outs that count on this message',
  dose30 INT NOT NULL DEFAULT 0 COMMENT 'promotional deliveries to the person in the 30 days before; set on delivered promotional messages',
  contact_flags SMALLINT NOT NULL DEFAULT 0 COMMENT 'what this message counts its person for in the campaign: 1 delivered, 2 linked, 4 clicking, 8 raw clicking, 16 reading, 32 converting, 64 opted out',
  click_rules SMALLINT NOT NULL COMMENT 'versions this row was counted with',
  attribution_rules SMALLINT NOT NULL,
  code_table SMALLINT NOT NULL,
  PRIMARY KEY (message_id),
  KEY message_facts_by_campaign (campaign_id, sent_s)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='one row per message: its state as counted; every cube is a sum over these rows';

CREATE TABLE message_provider_ids (
  provider VARCHAR(32) NOT NULL COMMENT 'whose id it is',
  provider_message_id VARCHAR(64) NOT NULL COMMENT 'id in the provider''s receipts',
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
  PRIMARY KEY (provider, provider_message_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='a further id of a message: handed over again, one id per piece, or by another provider than the message says; the usual one stands in messages';

CREATE TABLE messages (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'our number for the message',
  message_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
  provider VARCHAR(32) NOT NULL COMMENT 'who sent it',
  provider_message_id VARCHAR(64) NULL COMMENT 'id in the provider''s receipts when it differs',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
  campaign_id INT UNSIGNED NOT NULL COMMENT 'campaigns.id',
  variant_id INT UNSIGNED NOT NULL COMMENT 'variants.id; 0 = no variant',
  segment_id INT UNSIGNED NOT NULL COMMENT 'segments.id when sent; 0 = none',
  sent_at DATETIME(3) NOT NULL COMMENT 'UTC, handed to the provider',
  parts SMALLINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'billed pieces',
  cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'millionths of the currency unit, for all parts',
  currency CHAR(3) NULL COMMENT 'ISO 4217; null = cost unknown',
  PRIMARY KEY (id),
  KEY messages_by_campaign (campaign_id, sent_at),
  KEY messages_by_contact (contact_id, sent_at),
  UNIQUE KEY messages_by_message_id (message_id),
  KEY messages_by_provider_message (provider_message_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='one SMS to one contact; its state comes from receipts';

CREATE TABLE number_activity (
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
  attempts INT NOT NULL COMMENT 'messages with a final state',
  delivered INT NOT NULL COMMENT 'messages',
  delivered_lately INT NOT NULL COMMENT 'messages of the window of never_engaged',
  delivered_silent INT NOT NULL COMMENT 'messages since engaged_s',
  last_delivered_s BIGINT NOT NULL COMMENT 'epoch seconds here and below; 0 = never',
  last_click_s BIGINT NOT NULL COMMENT 'human',
  engaged_s BIGINT NOT NULL COMMENT 'latest human click, reply or order',
  ordered_s BIGINT NOT NULL COMMENT 'latest order',
  positive_s BIGINT NOT NULL COMMENT 'latest delivery, human click, reply, order or opt-in: evidence before it does not count',
  expected_clicks DOUBLE NOT NULL COMMENT 'clicks to expect of delivered_lately by the rates of their campaigns',
  inactive_from_s BIGINT NULL COMMENT 'from then on the silence counts if enough was delivered in it, or earlier than it does: the person is read again then; null = no delivery in it',
  evidence_last_s BIGINT NOT NULL DEFAULT 0 COMMENT 'sending of the latest message that may speak against the number; 0 = none',
  is_watched TINYINT NOT NULL DEFAULT 2 COMMENT '0 = healthy: the row stays as it was read until something a rule could take up comes; 1 = read again whatever comes; 2 = and a rule could take it up; 3 = only silent: deliveries are no news',
  attempted_last_s BIGINT NULL COMMENT 'sending of the latest message with a final state: what is later is added to the row; null = the person is read whole next time',
  reached_s BIGINT NOT NULL DEFAULT 0 COMMENT 'sending of the latest message that was delivered; 0 = none',
  PRIMARY KEY (person_id),
  KEY number_activity_by_silence (inactive_from_s),
  KEY number_activity_by_watch (is_watched, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='signs of life of each person a message was sent to, as the last search for numbers to clean read them';

CREATE TABLE number_evidence (
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
  sent_s BIGINT NOT NULL COMMENT 'epoch seconds',
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
  campaign_id INT UNSIGNED NOT NULL,
  outcome_id INT UNSIGNED NOT NULL COMMENT 'outcomes.id',
  code_id INT UNSIGNED NOT NULL COMMENT 'evidence_codes.id',
  failure_class TINYINT NOT NULL,
  delivered_before_s BIGINT NOT NULL COMMENT 'sending of the last message before that was delivered; 0 = none',
  delivered_last_s BIGINT NOT NULL COMMENT 'sending of the last message of all that was delivered; 0 = none',
  attempted_last_s BIGINT NOT NULL COMMENT 'sending of the last message with a final state',
  attempts INT NOT NULL COMMENT 'messages of the person with a final state',
  unanswered_after INT NOT NULL COMMENT 'later ones whose final state is unknown',
  left_out TINYINT NOT NULL DEFAULT 0 COMMENT '1 = does not count: one of many failures together',
  PRIMARY KEY (person_id, sent_s, message_id),
  KEY number_evidence_by_campaign (campaign_id, failure_class),
  KEY number_evidence_by_code (code_id),
  KEY number_evidence_by_time (sent_s),
  KEY number_evidence_left_out (left_out)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='messages that may speak against a number; the few among message_facts, by person';

CREATE TABLE odd_receipts (
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
  event_key BIGINT UNSIGNED NOT NULL COMMENT 'receipts.event_key',
  provider VARCHAR(32) NOT NULL COMMENT 'whose code it is',
  field VARCHAR(32) NOT NULL COMMENT 'field that held the code; receipts only keep the code',
  code VARCHAR(32) NOT NULL COMMENT 'code as the provider writes it',
  PRIMARY KEY (message_id, event_key),
  KEY odd_receipts_by_code (provider, field, code, message_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='a receipt whose code was in no table of the program when it came, or was classified by an operator: what is read anew when somebody says what the code means';

CREATE TABLE opt_outs (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of arrival',
  event_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id; the opt-out belongs to the phone',
  event VARCHAR(8) NOT NULL COMMENT 'opt_out or opt_in',
  occurred_at DATETIME(3) NOT NULL COMMENT 'UTC',
  keyword VARCHAR(64) NULL COMMENT 'word that was sent',
  message_id BIGINT UNSIGNED NULL COMMENT 'messages.id when the source names one',
  received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
  PRIMARY KEY (id),
  KEY opt_outs_by_contact (contact_id, occurred_at),
  UNIQUE KEY opt_outs_by_event_id (event_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='requests to stop or to start again, append-only';

CREATE TABLE outcomes (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  carrier VARCHAR(48) NOT NULL DEFAULT '' COMMENT 'as the provider wrote it; empty = not said',
  code VARCHAR(32) NOT NULL DEFAULT '' COMMENT 'raw code of the receipt; empty = none',
  status TINYINT NOT NULL,
  failure_class TINYINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY outcomes_by_all (carrier, code, status, failure_class)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='each combination of carrier, code, status and class once';

CREATE TABLE parked_events (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of arrival',
  event_hash BINARY(16) NOT NULL COMMENT 'of what the event says; the same event twice is one row',
  provider VARCHAR(32) NOT NULL COMMENT 'who told it',
  kind TINYINT UNSIGNED NOT NULL COMMENT '1 send, 2 receipt, 3 click, 4 inbound',
  provider_message_id VARCHAR(64) NULL COMMENT 'the message it tells of, by the provider''s id',
  client_reference VARCHAR(64) NULL COMMENT 'the message it tells of, by messages.message_id',
  phone_hmac BINARY(32) NULL COMMENT 'keyed hash of the phone that wrote',
  event_key BIGINT UNSIGNED NOT NULL COMMENT 'see receipts',
  status TINYINT UNSIGNED NOT NULL COMMENT 'see receipts',
  failure_class TINYINT UNSIGNED NOT NULL COMMENT 'see receipts',
  code_field VARCHAR(32) NULL COMMENT 'field that held the code',
  raw_code VARCHAR(32) NULL COMMENT 'code as the provider wrote it',
  is_known_code TINYINT UNSIGNED NOT NULL COMMENT '0 = the code is in no table',
  carrier VARCHAR(48) NULL COMMENT 'see receipts',
  occurred_at DATETIME(3) NOT NULL COMMENT 'UTC, provider time',
  received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
  part_index SMALLINT UNSIGNED NOT NULL COMMENT 'see part_receipts; 0 = the whole message',
  part_count SMALLINT UNSIGNED NOT NULL COMMENT 'see part_receipts',
  parts SMALLINT UNSIGNED NULL COMMENT 'pieces billed by the provider''s count',
  price VARCHAR(24) COLLATE ascii_bin NULL COMMENT 'see message_bills',
  event_id VARCHAR(64) NULL COMMENT 'id of a click or inbound message',
  link_id VARCHAR(64) NULL COMMENT 'links.link_id',
  url VARCHAR(2000) NULL COMMENT 'see links',
  agent_verdict TINYINT UNSIGNED NOT NULL COMMENT 'see clicks',
  agent_hash INT UNSIGNED NULL COMMENT 'see clicks',
  ip_hash BINARY(16) NULL COMMENT 'see clicks',
  text VARCHAR(1600) NULL COMMENT 'text of an inbound message',
  keyword VARCHAR(64) NULL COMMENT 'its first word',
  reading TINYINT UNSIGNED NOT NULL COMMENT '0 a reply, 1 opt-out, 2 opt-in, 3 may be an opt-out, 4 may be an opt-in',
  tries SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how often it was looked for in vain since',
  next_try_at DATETIME(3) NOT NULL COMMENT 'UTC, when it is looked for again',
  PRIMARY KEY (id),
  UNIQUE KEY parked_events_by_hash (event_hash),
  KEY parked_events_by_next_try (next_try_at),
  KEY parked_events_by_phone (phone_hmac),
  KEY parked_events_by_provider_message (provider_message_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='events whose message or contact is not known yet';

CREATE TABLE part_receipts (
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
  event_key BIGINT UNSIGNED NOT NULL COMMENT 'hash of the provider''s event',
  part_index SMALLINT UNSIGNED NOT NULL COMMENT 'which piece, from 1',
  part_count SMALLINT UNSIGNED NOT NULL COMMENT 'pieces by this receipt; 0 = it does not say',
  raw_code VARCHAR(32) NULL COMMENT 'code as the provider wrote it',
  carrier VARCHAR(48) NULL COMMENT 'operator as the provider wrote it',
  occurred_at DATETIME(3) NOT NULL COMMENT 'UTC, provider time',
  received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
  PRIMARY KEY (message_id, event_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='one piece of a long message was delivered; receipts hold delivered only when all pieces are, and any other state of a piece at once';

CREATE TABLE person_findings (
  run_id INT UNSIGNED NOT NULL COMMENT 'finding_runs.id',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
  segment_id INT UNSIGNED NOT NULL COMMENT 'of the last delivered message; 0 = none',
  is_panel TINYINT NOT NULL COMMENT '1 = known since the start of the history',
  is_reachable TINYINT NOT NULL DEFAULT 1 COMMENT '0 = opted out, or the number is bad',
  flag TINYINT NOT NULL DEFAULT 0 COMMENT '0 none, 1 fatigued, 2 watch, 3 re-engage, 4 sunset',
  delivered_recent INT NOT NULL COMMENT 'promotional messages of the last 8 weeks, old enough to be clicked',
  delivered_earlier INT NOT NULL COMMENT 'before',
  clicked_recent INT NOT NULL,
  clicked_earlier INT NOT NULL,
  expected_recent_nano BIGINT NOT NULL COMMENT 'clicks to expect of delivered_recent of a usual contact, thousand-millionths',
  expected_earlier_nano BIGINT NOT NULL,
  dose7 INT NOT NULL COMMENT 'promotional messages delivered in the 7 days before the moment',
  dose30 INT NOT NULL,
  dose90 INT NOT NULL,
  last_delivered_s BIGINT NOT NULL COMMENT 'epoch seconds; sending of the last delivered message',
  last_click_s BIGINT NOT NULL DEFAULT 0 COMMENT 'human; 0 = never',
  last_order_s BIGINT NOT NULL DEFAULT 0 COMMENT 'conversion of any kind; 0 = never',
  PRIMARY KEY (run_id, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='how each person a promotional message reached was doing at the moment of a run';

CREATE TABLE person_messages (
  person_id BIGINT UNSIGNED NOT NULL,
  sent_s BIGINT NOT NULL,
  message_id BIGINT UNSIGNED NOT NULL,
  campaign_id INT UNSIGNED NOT NULL,
  in_dose TINYINT NOT NULL COMMENT '1 = delivered and promotional',
  PRIMARY KEY (person_id, sent_s, message_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='the messages that can matter to others of their person: delivered, or with an outcome. An index beside message_facts, because a new message matters to nobody and an index entry costs as much as the row';

CREATE TABLE phone_key (
  id TINYINT UNSIGNED NOT NULL COMMENT 'always 1; whoever writes hashes of phones locks the row, shared',
  generation INT UNSIGNED NOT NULL COMMENT 'how often the key of phones was changed; 0 = never',
  proof BINARY(16) NULL COMMENT 'follows from the key in use and tells it from others; null = the first key, not seen since the table is there',
  former_enc VARBINARY(4000) NULL COMMENT 'AES-256-GCM with the key in use: hash keys of all keys before, the first first; null = there was none',
  before_enc VARBINARY(200) NULL COMMENT 'AES-256-GCM with the key in use: what opens numbers that the key before sealed; null = none is left',
  next_proof BINARY(16) NULL COMMENT 'of the key that phone_moves is being filled for; null = no change is prepared',
  reseal_step TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'which column is being sealed anew, from 0; counts only while before_enc is there',
  reseal_after BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'up to this id of its table it is done',
  started_at DATETIME(3) NULL COMMENT 'UTC, when the key in use came into use; null = the first',
  finished_at DATETIME(3) NULL COMMENT 'UTC, when nothing was left of the key before',
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='the key that phones are hashed and sealed with: one row';

CREATE TABLE phone_moves (
  old_hmac BINARY(32) NOT NULL COMMENT 'keyed hash as it stands in contacts and elsewhere',
  new_hmac BINARY(32) NOT NULL COMMENT 'what it becomes: the hash of it with the next key',
  PRIMARY KEY (old_hmac),
  UNIQUE KEY phone_moves_by_new (new_hmac)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='numbers whose hash is still of the key before; empty but while the key is changed';

CREATE TABLE phone_verdicts (
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
  verdict VARCHAR(16) COLLATE ascii_bin NOT NULL COMMENT 'fixable, not_mobile, invalid_pattern, unparseable; duplicate = nothing else is wrong with it. ok and ambiguous_type have no row: contacts.phone_kind tells',
  rule VARCHAR(32) COLLATE ascii_bin NOT NULL COMMENT 'repair that gives the candidate, damage that makes it unreadable, or kind of line; same-number of a duplicate',
  raw_masked VARCHAR(64) NULL COMMENT 'as the source wrote it, most digits masked; null = as in contacts',
  raw_enc VARBINARY(300) NULL COMMENT 'AES-256-GCM of what the source wrote, to judge it again',
  candidate_hmac BINARY(32) NULL COMMENT 'keyed hash of the E.164 number that may be meant, as contacts.phone_hmac; equal to it where only the notation is odd',
  candidate_enc VARBINARY(64) NULL COMMENT 'AES-256-GCM of it',
  candidate_masked VARCHAR(24) COLLATE ascii_bin NULL COMMENT 'for lists',
  duplicate_of BIGINT UNSIGNED NULL COMMENT 'contacts.id of the lowest contact with the same number, else of one whose number or candidate the candidate is',
  judged_by VARCHAR(48) COLLATE ascii_bin NOT NULL COMMENT 'name and version of the numbering plans it was judged by',
  judged_at DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (contact_id),
  KEY phone_verdicts_by_candidate (candidate_hmac),
  KEY phone_verdicts_by_duplicate (duplicate_of),
  KEY phone_verdicts_by_verdict (verdict, contact_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='what is wrong with the phone of a contact by its notation and the numbering plans alone; says nothing of whether somebody answers';

CREATE TABLE platform_runs (
  statid BIGINT UNSIGNED NOT NULL COMMENT 'id of the run on the platform',
  found_by VARCHAR(40) COLLATE ascii_bin NOT NULL COMMENT 'list:24, segment:7 or newsletter:311, the first that told it',
  newsletter_id BIGINT UNSIGNED NULL COMMENT 'what was sent; null = not told',
  name VARCHAR(200) NULL COMMENT 'as the platform names it',
  started_at DATETIME(3) NULL COMMENT 'UTC, by the platform; null = not told',
  first_seen_at DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (statid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='runs of campaigns on MarketingPlatform';

CREATE TABLE platform_statistics (
  statid BIGINT UNSIGNED NOT NULL COMMENT 'platform_runs.statid',
  answer MEDIUMTEXT NOT NULL COMMENT 'JSON as the platform answers, without what is personal',
  answer_hash BINARY(32) NOT NULL COMMENT 'sha256 of the answer',
  fetched_at DATETIME(3) NOT NULL COMMENT 'UTC, last time it was asked',
  changed_at DATETIME(3) NOT NULL COMMENT 'UTC, last time the answer was another',
  PRIMARY KEY (statid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='what MarketingPlatform says of each run';

CREATE TABLE pull_cursors (
  source VARCHAR(32) COLLATE ascii_bin NOT NULL COMMENT 'pull_sources.source',
  kind VARCHAR(16) COLLATE ascii_bin NOT NULL COMMENT 'opt_outs, runs, clicks or statistics',
  subject VARCHAR(40) COLLATE ascii_bin NOT NULL COMMENT 'id of a list, list:24, or a run''s id',
  position DATETIME(3) NULL COMMENT 'UTC; everything before is pulled; null = no pass has ended, or the platform knows no since',
  pass_from DATETIME(3) NULL COMMENT 'UTC; what the pass under way asks from; null = none is under way',
  pass_started_at DATETIME(3) NULL COMMENT 'UTC; becomes the position when the pass ends',
  next_offset INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'rows of the pass that are stored',
  total_rows INT UNSIGNED NULL COMMENT 'rows there were when the last pass ended',
  read_rows INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'last pass: read = applied + duplicate + parked + refused',
  applied_rows INT UNSIGNED NOT NULL DEFAULT 0,
  duplicate_rows INT UNSIGNED NOT NULL DEFAULT 0,
  parked_rows INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of a phone or message that nobody knows yet; they wait in parked_events',
  refused_rows INT UNSIGNED NOT NULL DEFAULT 0,
  note VARCHAR(300) NULL COMMENT 'first reason why rows were refused, no phone in it',
  finished_at DATETIME(3) NULL COMMENT 'UTC, end of the last pass',
  last_error VARCHAR(300) NULL COMMENT 'why the last pass did not end',
  PRIMARY KEY (source, kind, subject)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='how far each thing is pulled; written in the transaction that stores what was pulled';

CREATE TABLE pull_sources (
  source VARCHAR(32) COLLATE ascii_bin NOT NULL COMMENT 'marketing_platform',
  lease_owner VARCHAR(64) COLLATE ascii_bin NULL COMMENT 'who pulls now; null = nobody',
  lease_until DATETIME(3) NULL COMMENT 'UTC; later than this the lease is lost',
  next_request_at DATETIME(3) NULL COMMENT 'UTC; the account may not be asked sooner, whoever asks',
  started_at DATETIME(3) NULL COMMENT 'UTC, last pull',
  finished_at DATETIME(3) NULL COMMENT 'UTC, last pull that went through',
  last_error VARCHAR(300) NULL COMMENT 'why the last pull stopped; null = it went through',
  PRIMARY KEY (source)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='platforms that are asked for what is new: who does it, and when the account may be asked again';

CREATE TABLE receipts (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of arrival',
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
  event_key BIGINT UNSIGNED NOT NULL COMMENT 'hash of the provider''s event; the same event twice is one row',
  status TINYINT UNSIGNED NOT NULL COMMENT '10 queued, 20 sent, 30 unknown, 41 undelivered, 42 expired, 43 rejected, 44 failed, 45 canceled, 50 delivered',
  failure_class TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'number of the failure class; 0 = none',
  raw_code VARCHAR(32) NULL COMMENT 'code as the provider wrote it',
  carrier VARCHAR(48) NULL COMMENT 'operator as the provider wrote it',
  occurred_at DATETIME(3) NOT NULL COMMENT 'UTC, provider time',
  received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
  PRIMARY KEY (id),
  UNIQUE KEY receipts_by_message (message_id, event_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='delivery reports, append-only';

CREATE TABLE recommendation_events (
  recommendation_id BIGINT UNSIGNED NOT NULL COMMENT 'recommendations.id',
  audit_id BIGINT UNSIGNED NOT NULL COMMENT 'audit_log.id',
  PRIMARY KEY (recommendation_id, audit_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='which entries of the audit log tell of a recommendation';

CREATE TABLE recommendations (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  run_id INT UNSIGNED NOT NULL COMMENT 'cleaning_runs.id that last confirmed it',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id then',
  segment_id INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'segments.id of the contact then; 0 = none',
  phone_hmac BINARY(32) NULL COMMENT 'keyed hash of the number; null = the contact has none that can be read',
  phone_masked VARCHAR(24) NULL COMMENT 'for lists',
  reason VARCHAR(32) COLLATE ascii_bin NOT NULL COMMENT 'invalid_number, not_sms_capable, invalid_pattern, barred, persistently_absent, opted_out, recipient_blocked, inactive, duplicate, damaged_import, ...',
  rule_id VARCHAR(8) COLLATE ascii_bin NOT NULL COMMENT 'R1, R1b, ...',
  rule_version SMALLINT NOT NULL,
  action VARCHAR(24) COLLATE ascii_bin NOT NULL COMMENT 'suppress, suppress_until, suppress_sender, hold, fix_number, merge, sunset, reengage, pause, lower',
  action_detail JSON NULL COMMENT 'days or untilMs, sender, contactId of another contact, perWeek; no phone number',
  confidence DECIMAL(4,3) NOT NULL COMMENT '0..1, from the rule',
  evidence JSON NOT NULL COMMENT 'codes, dates, campaigns, message ids, counts; no phone number',
  evidence_hash BINARY(32) NOT NULL COMMENT 'sha256 of evidence; the same evidence is not asked again',
  first_evidence_at DATETIME(3) NULL COMMENT 'UTC',
  last_evidence_at DATETIME(3) NULL COMMENT 'UTC',
  last_positive_at DATETIME(3) NULL COMMENT 'UTC, delivery, human click, reply, order or opt-in',
  last_delivered_at DATETIME(3) NULL COMMENT 'UTC',
  last_click_at DATETIME(3) NULL COMMENT 'UTC, human',
  fix_candidate_masked VARCHAR(24) NULL COMMENT 'the number that may be meant',
  fix_candidate_enc VARBINARY(64) NULL COMMENT 'AES-256-GCM of it',
  saving_min_micro BIGINT NULL COMMENT 'millionths over 90 days; null = no price or no sending known',
  saving_max_micro BIGINT NULL,
  currency CHAR(3) COLLATE ascii_bin NULL COMMENT 'ISO 4217; null = no price known',
  revenue_at_risk_micro BIGINT NULL COMMENT 'what orders of the contact brought in the year before, in currency',
  state VARCHAR(16) COLLATE ascii_bin NOT NULL COMMENT 'proposed, approved, rejected, snoozed, expired, superseded, invalidated, applying, applied, apply_failed, undoing, undone',
  state_at DATETIME(3) NOT NULL COMMENT 'UTC',
  version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'counts every change; a decision names the one it saw',
  is_open TINYINT NULL COMMENT '1 while it waits for somebody or is being applied, else null: one open row a contact and reason',
  expires_at DATETIME(3) NULL COMMENT 'UTC, of a proposal or an approval',
  snoozed_until DATETIME(3) NULL COMMENT 'UTC',
  cool_down_until DATETIME(3) NULL COMMENT 'UTC, not proposed again before, unless with new strong evidence',
  proposed_at DATETIME(3) NOT NULL COMMENT 'UTC',
  decided_by VARCHAR(100) NULL,
  decided_at DATETIME(3) NULL COMMENT 'UTC',
  second_by VARCHAR(100) NULL COMMENT 'where two persons have to approve: the first of them, decided_by is the second',
  note VARCHAR(2000) NULL COMMENT 'reason of the person',
  batch_id BIGINT UNSIGNED NULL COMMENT 'apply_batches.id that last touched it',
  PRIMARY KEY (id),
  KEY recommendations_by_batch (batch_id, state),
  KEY recommendations_by_expiry (state, expires_at),
  KEY recommendations_by_person (person_id),
  KEY recommendations_by_phone (phone_hmac),
  KEY recommendations_by_state (state, reason, id),
  UNIQUE KEY recommendations_open (contact_id, reason, is_open)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='proposed changes to the list, one row per contact and reason, each waiting for a person';

CREATE TABLE refused_events (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of the first arrival',
  event_hash BINARY(16) NOT NULL COMMENT 'of hook, field, reason and what was said; the same again is one row',
  hook VARCHAR(82) NOT NULL COMMENT 'name in hooks.yaml',
  field VARCHAR(64) NOT NULL COMMENT 'where it was wrong',
  reason VARCHAR(300) NOT NULL COMMENT 'what was wrong, phones masked',
  said VARCHAR(2000) NOT NULL COMMENT 'start of the event as the provider wrote it, phones masked',
  seen INT UNSIGNED NOT NULL COMMENT 'how often it came',
  first_at DATETIME(3) NOT NULL COMMENT 'UTC, when it came first',
  last_at DATETIME(3) NOT NULL COMMENT 'UTC, when it came last; removed after 30 days',
  PRIMARY KEY (id),
  UNIQUE KEY refused_events_by_hash (event_hash),
  KEY refused_events_by_hook (hook),
  KEY refused_events_by_last (last_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='an event that a hook could not read, kept for whoever looks for the reason; at most some thousand';

CREATE TABLE report_dispatches (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  run_id BIGINT UNSIGNED NOT NULL COMMENT 'report_runs.id',
  recipient VARCHAR(320) NOT NULL COMMENT 'address as written',
  recipient_key VARCHAR(320) NOT NULL COMMENT 'address in lower case',
  message_id VARCHAR(190) NOT NULL COMMENT 'Message-ID, fixed when planned',
  date_header VARCHAR(40) NOT NULL COMMENT 'Date, fixed when planned',
  envelope JSON NOT NULL COMMENT 'the per-recipient headers and the ordered part hashes',
  mail_sha256 BINARY(32) NOT NULL COMMENT 'of the assembled bytes; names the form in the envelope that is sent',
  mail_bytes INT UNSIGNED NOT NULL,
  state VARCHAR(12) NOT NULL COMMENT 'queued, sending, sent, failed, held',
  phase VARCHAR(12) NULL COMMENT 'connect, data: how far the last attempt surely came',
  attempt SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  ambiguous_attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'attempts whose outcome nobody knows',
  crashes SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'attempts whose holder never answered',
  next_attempt_at DATETIME(3) NOT NULL COMMENT 'UTC',
  deadline_at DATETIME(3) NOT NULL COMMENT 'UTC',
  lease_owner VARCHAR(64) NULL,
  lease_until DATETIME(3) NULL COMMENT 'UTC by the database clock',
  fence BIGINT UNSIGNED NOT NULL DEFAULT 0,
  smtp_code SMALLINT UNSIGNED NULL,
  smtp_text VARCHAR(300) NULL,
  reason VARCHAR(300) NULL COMMENT 'why it waits, failed or is held',
  queued_at DATETIME(3) NOT NULL COMMENT 'UTC',
  sent_at DATETIME(3) NULL COMMENT 'UTC',
  PRIMARY KEY (id),
  KEY report_dispatches_by_lease (state, lease_until),
  UNIQUE KEY report_dispatches_by_message_id (message_id),
  UNIQUE KEY report_dispatches_by_recipient (run_id, recipient_key),
  KEY report_dispatches_by_state (state, next_attempt_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='one report e-mail to one recipient';

CREATE TABLE report_goals (
  brand VARCHAR(64) NOT NULL COMMENT 'of which brand; empty = of the whole account',
  metric VARCHAR(40) NOT NULL COMMENT 'id in the catalogue of metrics',
  side VARCHAR(8) NOT NULL COMMENT 'at-least, at-most',
  amount DOUBLE NOT NULL COMMENT 'rate 0..1, seconds, micro-units of the currency, or plain ratio',
  currency CHAR(3) NULL COMMENT 'ISO 4217, of money',
  period VARCHAR(8) NULL COMMENT 'month = the sum of a calendar month; null = of the window of a report',
  updated_at DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (brand, metric, side)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='goals and limits the sender set itself';

CREATE TABLE report_requests (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  producer VARCHAR(64) NOT NULL COMMENT 'who asked',
  request_id VARCHAR(64) NULL COMMENT 'unique per producer; null when refused, so that a corrected one can be sent',
  payload JSON NULL COMMENT 'as accepted; null when refused',
  payload_sha256 BINARY(32) NOT NULL COMMENT 'the same id with other data is an error',
  state VARCHAR(12) NOT NULL COMMENT 'accepted, rejected',
  reason VARCHAR(300) NULL COMMENT 'why it was refused',
  created_at DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (id),
  UNIQUE KEY report_requests_by_producer (producer, request_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='ad-hoc requests';

CREATE TABLE report_runs (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  schedule_id INT UNSIGNED NULL COMMENT 'report_schedules.id',
  request_id BIGINT UNSIGNED NULL COMMENT 'report_requests.id',
  occurrence VARCHAR(40) NOT NULL COMMENT 'nominal local date and time, or the request id',
  report VARCHAR(40) NOT NULL COMMENT 'report type',
  title VARCHAR(200) NOT NULL,
  window_from DATETIME(3) NOT NULL COMMENT 'UTC, inclusive',
  window_to DATETIME(3) NOT NULL COMMENT 'UTC, exclusive',
  window_kind VARCHAR(16) NOT NULL COMMENT 'last-week, ... or custom',
  timezone VARCHAR(64) NOT NULL COMMENT 'IANA zone of the window',
  tzdb VARCHAR(16) NOT NULL COMMENT 'version of the zone data that gave the window',
  options JSON NOT NULL COMMENT 'campaigns, segments, recipients, formats, locale, marks: frozen when planned',
  due_at DATETIME(3) NOT NULL COMMENT 'UTC',
  deadline_at DATETIME(3) NOT NULL COMMENT 'UTC',
  state VARCHAR(20) NOT NULL COMMENT 'planned, running, rendered, done, done_with_failures, failed, skipped',
  reason VARCHAR(300) NULL COMMENT 'why skipped or failed',
  attempt SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'claims so far',
  next_attempt_at DATETIME(3) NOT NULL COMMENT 'UTC',
  lease_owner VARCHAR(64) NULL,
  lease_until DATETIME(3) NULL COMMENT 'UTC by the database clock',
  fence BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'raised at each claim; an older holder changes nothing',
  crashes SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'claims whose holder never answered',
  as_of DATETIME(3) NULL COMMENT 'UTC, data as of',
  model JSON NULL COMMENT 'the report as data',
  model_sha256 BINARY(32) NULL,
  subject VARCHAR(300) NULL,
  created_at DATETIME(3) NOT NULL COMMENT 'UTC',
  finished_at DATETIME(3) NULL COMMENT 'UTC',
  told_at DATETIME(3) NULL COMMENT 'UTC, when the owner was told of the failure',
  watch VARCHAR(9) NULL COMMENT 'what became of the conditions: met, not-met, unknown, heartbeat; null = there were none',
  PRIMARY KEY (id),
  UNIQUE KEY report_runs_by_occurrence (schedule_id, occurrence),
  UNIQUE KEY report_runs_by_request (request_id),
  KEY report_runs_by_state (state, next_attempt_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='one production of one report for one window';

CREATE TABLE report_schedules (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  schedule_key VARCHAR(64) NOT NULL COMMENT 'name in schedules.yaml',
  report VARCHAR(40) NOT NULL COMMENT 'report type',
  title VARCHAR(200) NOT NULL COMMENT 'title a reader knows',
  rule VARCHAR(120) NOT NULL COMMENT 'five cron fields or daily|weekly|monthly at ...',
  timezone VARCHAR(64) NOT NULL COMMENT 'IANA zone of the rule and of the window',
  window_kind VARCHAR(16) NOT NULL COMMENT 'last-hour, last-day, last-week, last-month',
  campaign_ids JSON NULL COMMENT 'only these campaigns; null = all',
  segment_ids JSON NULL COMMENT 'only these segments; null = all',
  recipients JSON NOT NULL COMMENT 'addresses of the report',
  formats JSON NOT NULL COMMENT 'html, csv',
  locale VARCHAR(20) NOT NULL DEFAULT 'en-GB' COMMENT 'numbers and dates',
  reply_to VARCHAR(320) NULL COMMENT 'a person',
  owner VARCHAR(320) NULL COMMENT 'who is told of a failure',
  catch_up VARCHAR(8) NOT NULL DEFAULT 'all' COMMENT 'all, latest, none',
  catch_up_limit SMALLINT UNSIGNED NOT NULL DEFAULT 31 COMMENT 'most missed runs that are made up',
  ambiguous_policy VARCHAR(12) NOT NULL DEFAULT 'resend_once' COMMENT 'resend_once or hold',
  deadline_s INT UNSIGNED NOT NULL DEFAULT 86400 COMMENT 'seconds after planning when an open run or dispatch has failed',
  stale_after_s INT UNSIGNED NOT NULL DEFAULT 7200 COMMENT 'source older than this = wait, then [PARTIAL]',
  paused_at DATETIME(3) NULL COMMENT 'UTC',
  planned_until DATETIME(3) NOT NULL COMMENT 'UTC, occurrences up to here have a run',
  next_due_at DATETIME(3) NULL COMMENT 'UTC, next occurrence; null = never again',
  version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'counts the edits',
  created_at DATETIME(3) NOT NULL COMMENT 'UTC',
  updated_at DATETIME(3) NOT NULL COMMENT 'UTC',
  removed_at DATETIME(3) NULL COMMENT 'UTC; the row stays for its runs',
  variant VARCHAR(8) NOT NULL DEFAULT 'full' COMMENT 'full, exec, analyst, alert: which parts are shown',
  only_if JSON NULL COMMENT 'conditions, one of which must be met for a mail; null = always',
  heartbeat VARCHAR(8) NOT NULL DEFAULT 'weekly' COMMENT 'weekly, monthly, never: a sign of life when no condition was met for so long',
  brands JSON NULL COMMENT 'only campaigns of these brands; null = all',
  tags JSON NULL COMMENT 'only campaigns with one of these tags; null = all',
  PRIMARY KEY (id),
  KEY report_schedules_by_due (next_due_at),
  UNIQUE KEY report_schedules_by_key (schedule_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='when a report is due, of what, for whom';

CREATE TABLE request_hours (
  who VARCHAR(110) NOT NULL COMMENT 'producer, or a person',
  hour_at DATETIME(3) NOT NULL COMMENT 'UTC, begin of the hour that is counted',
  requests INT UNSIGNED NOT NULL COMMENT 'ad-hoc reports they asked for in it',
  PRIMARY KEY (who)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='how many ad-hoc reports each has asked for this hour';

CREATE TABLE response_facts (
  kind TINYINT NOT NULL COMMENT '1 opt-out, 2 opt-in, 3 reply',
  event_id BIGINT UNSIGNED NOT NULL COMMENT 'opt_outs.id or inbound.id',
  person_id BIGINT UNSIGNED NOT NULL,
  occurred_s BIGINT NOT NULL COMMENT 'epoch seconds',
  cited_message_id BIGINT UNSIGNED NULL COMMENT 'message the source names',
  message_id BIGINT UNSIGNED NULL COMMENT 'message it counts on: the cited one, else the last delivered, inside its window',
  counted TINYINT NOT NULL DEFAULT 0 COMMENT '1 = has a message, and no opt-in took it back inside the window',
  PRIMARY KEY (kind, event_id),
  KEY response_facts_by_cited (cited_message_id),
  KEY response_facts_by_message (message_id),
  KEY response_facts_by_person (person_id, occurred_s),
  KEY response_facts_by_time (kind, occurred_s)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='where each opt-out and reply counts';

CREATE TABLE rollup_due (
  campaign_id INT UNSIGNED NOT NULL,
  slot INT NOT NULL COMMENT 'sent_s DIV 900 of messages without a final receipt',
  due_s BIGINT NOT NULL COMMENT 'epoch seconds when the first of them turns unknown',
  PRIMARY KEY (campaign_id, slot),
  KEY rollup_due_by_time (due_s)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='what only the passing of time changes';

CREATE TABLE rollup_gaps (
  source VARCHAR(16) NOT NULL COMMENT 'source table',
  from_id BIGINT UNSIGNED NOT NULL,
  to_id BIGINT UNSIGNED NOT NULL COMMENT 'inclusive',
  seen_s BIGINT NOT NULL COMMENT 'epoch seconds by the database clock when the gap was first seen',
  PRIMARY KEY (source, from_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='ids below the watermark that were not there yet: a slower transaction may still commit them';

CREATE TABLE rollup_state (
  k VARCHAR(32) NOT NULL COMMENT 'lease; clock: latest now of a tick; next to each source its watermark: the last id collected',
  v BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (k)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='where the roll-up stands; the row lease is locked by whoever ticks';

CREATE TABLE rollup_touched (
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
  reason VARCHAR(24) NOT NULL DEFAULT '' COMMENT 'who put it here',
  PRIMARY KEY (message_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='messages to count again although no new event says so: written (INSERT IGNORE) in the transaction that corrects a message, its campaign, or its contact''s person or zone';

CREATE TABLE rollup_touched_contacts (
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
  reason VARCHAR(24) NOT NULL DEFAULT '' COMMENT 'who put it here',
  PRIMARY KEY (contact_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='contacts whose person or zone changed: all their messages, conversions, opt-outs and replies are counted again; written (INSERT IGNORE) in the transaction that changes them';

CREATE TABLE segments (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'our number for the segment',
  segment_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
  name VARCHAR(200) NOT NULL COMMENT 'name a reader knows',
  PRIMARY KEY (id),
  UNIQUE KEY segments_by_segment_id (segment_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='slices of the audience';

CREATE TABLE suppressions (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  phone_hmac BINARY(32) NULL COMMENT 'keyed hash of the number; stays when the number is erased',
  contact_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'contacts.id where there is no number, else 0',
  sender VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'only for this sender; empty = for all',
  source VARCHAR(16) COLLATE ascii_bin NOT NULL COMMENT 'recommendation, opt_out, platform or person',
  source_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'recommendations.id or opt_outs.id; of a person: a number of its own',
  reason VARCHAR(32) COLLATE ascii_bin NOT NULL,
  batch_id BIGINT UNSIGNED NULL COMMENT 'apply_batches.id; in force once that is done',
  undo_batch_id BIGINT UNSIGNED NULL COMMENT 'apply_batches.id that takes it back; in force until that is done',
  suppressed_at DATETIME(3) NOT NULL COMMENT 'UTC',
  until_at DATETIME(3) NULL COMMENT 'UTC; null = until it is lifted',
  lifted_at DATETIME(3) NULL COMMENT 'UTC; null = in force',
  lifted_by VARCHAR(100) NULL COMMENT 'undo of a batch, an opt-in, a person',
  changed_at DATETIME(3) NOT NULL COMMENT 'UTC, the latest of all; exports ask since',
  PRIMARY KEY (id),
  KEY suppressions_by_batch (batch_id),
  KEY suppressions_by_change (changed_at),
  KEY suppressions_by_contact (contact_id),
  KEY suppressions_by_phone (phone_hmac),
  UNIQUE KEY suppressions_by_source (source, source_id, sender),
  KEY suppressions_by_undo (undo_batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='who is not to be sent to, since when and why';

CREATE TABLE unknown_codes (
  provider VARCHAR(32) NOT NULL,
  field VARCHAR(32) NOT NULL COMMENT 'field of the receipt that holds the code',
  code VARCHAR(32) NOT NULL COMMENT 'code as the provider writes it',
  seen BIGINT UNSIGNED NOT NULL COMMENT 'events, each counted once',
  first_seen_at DATETIME(3) NOT NULL COMMENT 'UTC',
  last_seen_at DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (provider, field, code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='codes that came and are in no table';

CREATE TABLE variants (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'our number for the variant',
  campaign_id INT UNSIGNED NOT NULL COMMENT 'campaigns.id',
  variant_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform, unique inside the campaign',
  label VARCHAR(200) NOT NULL COMMENT 'name a reader knows',
  text TEXT NULL COMMENT 'text of the SMS, when known',
  planned_share DECIMAL(9,6) NULL COMMENT 'planned share of the audience, 0..1',
  is_control TINYINT NOT NULL DEFAULT 0 COMMENT '1 = reference of the test',
  is_holdout TINYINT NOT NULL DEFAULT 0 COMMENT '1 = assigned and gets no message',
  PRIMARY KEY (id),
  UNIQUE KEY variants_by_campaign (campaign_id, variant_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='versions of the message inside a campaign';

CREATE TABLE web_sessions (
  token_hash BINARY(32) NOT NULL COMMENT 'sha256 of the cookie; the cookie itself is nowhere',
  user_id INT UNSIGNED NOT NULL COMMENT 'web_users.id',
  started_at DATETIME(3) NOT NULL COMMENT 'UTC',
  idle_ends_at DATETIME(3) NOT NULL COMMENT 'UTC, moved on while it is used',
  ends_at DATETIME(3) NOT NULL COMMENT 'UTC, whatever happens',
  PRIMARY KEY (token_hash),
  KEY web_sessions_by_end (ends_at),
  KEY web_sessions_by_user (user_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='who is signed in';

CREATE TABLE web_sign_in_failures (
  subject BINARY(32) NOT NULL COMMENT 'keyed hash of a name or an address, also of names that are no user',
  failures INT UNSIGNED NOT NULL COMMENT 'since first_at',
  first_at DATETIME(3) NOT NULL COMMENT 'UTC, the count starts anew after a while',
  locked_until DATETIME(3) NULL COMMENT 'UTC',
  PRIMARY KEY (subject),
  KEY web_sign_in_failures_by_age (first_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='wrong passwords, by name and by address';

CREATE TABLE web_users (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  name VARCHAR(64) COLLATE ascii_bin NOT NULL COMMENT 'what is typed to sign in, lower case',
  role VARCHAR(16) COLLATE ascii_bin NOT NULL COMMENT 'viewer, reviewer or admin',
  password_hash VARBINARY(64) NOT NULL COMMENT 'scrypt',
  password_salt VARBINARY(32) NOT NULL,
  scrypt_n INT UNSIGNED NOT NULL COMMENT 'cost the hash was made with',
  scrypt_r SMALLINT UNSIGNED NOT NULL COMMENT 'block size',
  scrypt_p SMALLINT UNSIGNED NOT NULL COMMENT 'parallel runs',
  password_at DATETIME(3) NOT NULL COMMENT 'UTC, when it was set',
  disabled_at DATETIME(3) NULL COMMENT 'UTC; null = may sign in',
  created_at DATETIME(3) NOT NULL COMMENT 'UTC',
  signed_in_at DATETIME(3) NULL COMMENT 'UTC, last time',
  email VARCHAR(320) NULL COMMENT 'where test sends of this user go; an admin sets it',
  PRIMARY KEY (id),
  UNIQUE KEY web_users_by_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='who may sign in to the review pages';

CREATE TABLE zone_days (
  timezone VARCHAR(64) NOT NULL COMMENT 'IANA zone',
  day INT NOT NULL COMMENT 'UTC day, days since 1970-01-01',
  offset_s INT NOT NULL COMMENT 'local minus UTC at the start of the day',
  change_s BIGINT NULL COMMENT 'epoch seconds of a change inside the day',
  offset_after_s INT NULL COMMENT 'local minus UTC after the change',
  PRIMARY KEY (timezone, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='zone offsets as the program knows them, filled when needed: the server''s own zone tables are usually empty';
