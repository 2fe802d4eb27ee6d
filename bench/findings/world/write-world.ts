import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashText, scramble } from '../../../src/demo/history/random.ts';
import { csvFile } from './csv-file.ts';
import { FAILURES, type Message, messageAt, numberAt } from './ledger.ts';
import { CARRIERS, NUMBERS } from './people.ts';
import type { World } from './send.ts';
import { truthOf } from './truth.ts';
import { writeContacts } from './write-contacts.ts';

/**
 * The world up to its moment as files of the interchange format (docs/interchange.md), and `truth.json` beside them.
 * What lies behind the moment is in no file.
 */
export function writeWorld(world: World, folder: string): void {
  writeContacts(world, folder);
  writeCampaigns(world, folder);
  writeEvents(world, folder);
  writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(truthOf(world), null, 1)}\n`);
}

/** Orders and parcels: transactional, so they are in no dose and no rate. */
const PARCELS = 'parcels';

function writeCampaigns({ plan, campaigns }: World, folder: string): void {
  const segments = csvFile(folder, 'segments', 'segment_id,name');
  for (const { id, kind } of plan.segments) segments.row([id, `Segment ${id} ${kind}`]);
  segments.close();
  const file = csvFile(
    folder,
    'campaigns',
    'campaign_id,name,kind,scheduled_at,account_timezone,randomised_local_hour,link_count',
  );
  file.row([PARCELS, 'Parcels', 'transactional', '', '', 0, 1]);
  for (const { id, startDay, hour, isRandomised } of campaigns) {
    if (startDay >= plan.asOfDay) continue;
    const scheduledAt = timeOf(startDay * 86_400 + hour * 3600);
    file.row([id, `Campaign ${id}`, 'promotional', scheduledAt, 'Europe/London', isRandomised ? 1 : 0, 1]);
  }
  file.close();
}

function writeEvents(world: World, folder: string): void {
  const { plan, ledger } = world;
  const files = {
    messages: csvFile(
      folder,
      'messages',
      'message_id,contact_id,campaign_id,segment_id,sent_at,status,status_at,error_code,carrier,parts,cost,currency,provider',
    ),
    clicks: csvFile(folder, 'clicks', 'click_id,message_id,clicked_at,user_agent_class'),
    optOuts: csvFile(folder, 'opt_outs', 'event_id,contact_id,event,occurred_at,keyword,message_id'),
    conversions: csvFile(
      folder,
      'conversions',
      'conversion_id,order_id,contact_id,message_id,converted_at,kind,value,currency',
    ),
  };
  const seed = hashText(`${plan.isNull ? 'null' : 'planted'} ${plan.seed}`);
  const asOfS = plan.asOfDay * 86_400;
  const rows = ledger.length();
  for (let row = 0; row < rows; row += 1) {
    const message = messageAt(ledger, row);
    if (message.sentS >= asOfS) continue;
    const writing: Writing = { world, files, message, asOfS, chance: scramble(row ^ seed) };
    writeMessage(writing);
    writeClicks(writing);
    writeOptOuts(writing);
    writeOrders(writing);
  }
  for (const file of Object.values(files)) file.close();
}

type Files = Readonly<Record<'messages' | 'clicks' | 'optOuts' | 'conversions', ReturnType<typeof csvFile>>>;

type Writing = {
  readonly world: World;
  readonly files: Files;
  readonly message: Message;
  readonly asOfS: number;
  /** 32 bits of its own */
  readonly chance: number;
};

function writeMessage({ world, files, message, asOfS, chance }: Writing): void {
  const { plan, people, campaigns } = world;
  const failure = FAILURES[message.failure] ?? FAILURES[0];
  const statusS = message.sentS + 4 + (chance % 12);
  // costs are missing now and then, and two currencies are billed
  const currency = people.zone[message.contact] === 0 ? 'GBP' : 'EUR';
  const cost = chance % 50 === 0 ? ['', ''] : ['0.042', currency];
  const status = statusS < asOfS ? failure : { status: 'sent', code: '' };
  files.messages.row([
    `m${message.row}`,
    `c${message.contact}`,
    campaigns[message.campaign]?.id ?? '',
    plan.segments[message.segment]?.id ?? '',
    timeOf(message.sentS),
    status.status,
    timeOf(Math.min(statusS, asOfS - 1)),
    status.code,
    CARRIERS[numberAt(people.carrier, message.contact)] ?? '',
    1,
    ...cost,
    'twilio',
  ]);
  if (chance % 97 !== 0) return;
  const parcel = [
    `p${message.row}`,
    `c${message.contact}`,
    PARCELS,
    plan.segments[message.segment]?.id ?? '',
  ];
  const at = timeOf(Math.min(message.sentS + 7200, asOfS - 60));
  const isGood = NUMBERS[numberAt(people.number, message.contact)] === 'good';
  if (isGood) files.messages.row([...parcel, at, 'delivered', at, '', '', 1, ...cost, 'twilio']);
}

function writeClicks({ files, message, asOfS, chance }: Writing): void {
  const { row, clickS, sentS, isBot } = message;
  // a scanner is there within the second
  const botS = sentS + 5 + (chance % 12);
  if (isBot === 1 && botS < asOfS) files.clicks.row([`b${row}`, `m${row}`, timeOf(botS), 'datacenter']);
  if (clickS === 0 || clickS >= asOfS) return;
  files.clicks.row([`k${row}`, `m${row}`, timeOf(clickS), 'mobile']);
  const againS = clickS + 60 + (chance % 900);
  if (chance % 11 === 0 && againS < asOfS)
    files.clicks.row([`k${row}b`, `m${row}`, timeOf(againS), 'mobile']);
}

/** Half of them cite the message; late ones always, because another may have come in between. */
function writeOptOuts({ files, message, asOfS, chance }: Writing): void {
  const { row, contact, optOutS, returnS, sentS } = message;
  if (optOutS === 0 || optOutS >= asOfS) return;
  const isCited = chance % 2 === 0 || optOutS - sentS > 1800;
  files.optOuts.row([`o${row}`, `c${contact}`, 'opt_out', timeOf(optOutS), 'STOP', isCited ? `m${row}` : '']);
  if (returnS > 0 && returnS < asOfS) {
    files.optOuts.row([`r${row}`, `c${contact}`, 'opt_in', timeOf(returnS), 'START', '']);
  }
}

/** Some clicks end in an order, told twice now and then; some orders come from nowhere. */
function writeOrders({ world, files, message, asOfS, chance }: Writing): void {
  const { row, contact, clickS, sentS } = message;
  const value = (10 + (chance % 9000) / 100).toFixed(2);
  const currency = world.people.zone[contact] === 0 ? 'GBP' : 'EUR';
  const orderS = (clickS > 0 ? clickS : sentS + 43_200) + 300 + (chance % 3600);
  const isOrder = clickS > 0 ? chance % 12 === 0 : chance % 400 === 0;
  if (!isOrder || orderS >= asOfS) return;
  const cited = clickS > 0 && chance % 5 !== 0 ? `m${row}` : '';
  const order = [`x${row}`, `c${contact}`, cited, timeOf(orderS), 'purchase', value, currency];
  files.conversions.row([`v${row}`, ...order]);
  if (chance % 10 === 0) files.conversions.row([`v${row}b`, ...order]);
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
