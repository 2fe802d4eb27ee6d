import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CsvFile, openCsvFile } from './history/csv-file.ts';
import { createRandom, type Random } from './history/random.ts';
import { HEADERS } from './history/world.ts';

export type ExperimentArm = {
  readonly id: string;
  readonly label: string;
  readonly isHoldout: boolean;
  readonly assigned: number;
  readonly visits: number;
  readonly purchases: number;
  readonly revenueCents: number;
};

/**
 * Margins of a published test with a holdout arm (MineThatData e-mail challenge, K. Hillstrom, 2008): counts
 * per arm in the two weeks after one sending.
 */
export const EXPERIMENT_ARMS: readonly ExperimentArm[] = [
  {
    id: 'mens',
    label: 'Mens merchandise',
    isHoldout: false,
    assigned: 21_307,
    visits: 3_894,
    purchases: 267,
    revenueCents: 3_031_169,
  },
  {
    id: 'womens',
    label: 'Womens merchandise',
    isHoldout: false,
    assigned: 21_387,
    visits: 3_238,
    purchases: 189,
    revenueCents: 2_303_811,
  },
  {
    id: 'holdout',
    label: 'No mail',
    isHoldout: true,
    assigned: 21_306,
    visits: 2_262,
    purchases: 122,
    revenueCents: 1_390_833,
  },
];

const CAMPAIGN = 'hillstrom';
const SENT_AT = '2008-03-03T15:00:00Z';
const STATUS_AT = '2008-03-03T15:00:30Z';
const HAPPENED_AT = '2008-03-05T15:00:00Z';
const SEGMENTS = 7;

const KINDS = [
  'segments',
  'contacts',
  'campaigns',
  'variants',
  'assignments',
  'messages',
  'conversions',
] as const;
type Files = Readonly<Record<(typeof KINDS)[number], CsvFile>>;

/**
 * Writes a campaign test with exactly these margins in the CSV interchange format; who visited and who
 * bought is drawn from the seed. No phone, no cost, no click: as in the original.
 */
export function writeExperimentHistory(request: { readonly folder: string; readonly seed?: string }): void {
  mkdirSync(request.folder, { recursive: true });
  const open = (kind: keyof Files): CsvFile =>
    openCsvFile(join(request.folder, `${kind}.csv`), HEADERS[kind]);
  const files: Files = {
    segments: open('segments'),
    contacts: open('contacts'),
    campaigns: open('campaigns'),
    variants: open('variants'),
    assignments: open('assignments'),
    messages: open('messages'),
    conversions: open('conversions'),
  };
  const random = createRandom(`${request.seed ?? '1'}/experiment`);
  const segments = Array.from({ length: SEGMENTS }, (_, index) => `h${index + 1}`);
  for (const id of segments) files.segments.row(`${id},Spend band ${id.slice(1)}`);
  files.campaigns.row(
    `${CAMPAIGN},Campaign test with a holdout,promotional,merchandise,${SENT_AT},America/New_York,0,1,${segments.join('|')}`,
  );
  let firstContact = 1;
  for (const arm of EXPERIMENT_ARMS) {
    files.variants.row(`${arm.id},${CAMPAIGN},${arm.label},0.333333,${Number(arm.isHoldout)},0,`);
    writeArm(files, arm, firstContact, random);
    firstContact += arm.assigned;
  }
  for (const kind of KINDS) files[kind].close();
}

function writeArm(files: Files, arm: ExperimentArm, firstContact: number, random: Random): void {
  const contacts = Array.from({ length: arm.assigned }, (_, index) => firstContact + index);
  for (const contact of contacts) {
    const segment = `h${random.below(SEGMENTS) + 1}`;
    files.contacts.row(`c${contact},,US,,${segment},2007-03-03T00:00:00Z`);
    files.assignments.row(`${CAMPAIGN},${arm.id},c${contact},${SENT_AT}`);
    if (arm.isHoldout) continue;
    files.messages.row(
      `m${contact},c${contact},${CAMPAIGN},${arm.id},${segment},${SENT_AT},delivered,${STATUS_AT},,,1,0,USD`,
    );
  }
  shuffle(contacts, random);
  const spent = amounts(arm, random);
  contacts.slice(0, arm.visits).forEach((contact, index) => {
    files.conversions.row(`v${contact},,c${contact},,${HAPPENED_AT},visit,,USD`);
    const cents = spent[index];
    if (cents === undefined) return;
    files.conversions.row(
      `p${contact},,c${contact},,${HAPPENED_AT},purchase,${(cents / 100).toFixed(2)},USD`,
    );
  });
}

/** One amount per purchase, in cents, that add up to the revenue of the arm to the cent. */
function amounts({ purchases, revenueCents }: ExperimentArm, random: Random): readonly number[] {
  const weights = Array.from({ length: purchases }, () => random.around(1, 0.6));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const cents = weights.map((weight) => Math.floor((weight / total) * revenueCents));
  const left = revenueCents - cents.reduce((sum, amount) => sum + amount, 0);
  return cents.map((amount, index) => amount + (index < left ? 1 : 0));
}

function shuffle(list: number[], random: Random): void {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const kept = list[last] ?? 0;
    list[last] = list[other] ?? 0;
    list[other] = kept;
  }
}
