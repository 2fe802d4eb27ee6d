import { shownText } from '../core/shown-text.ts';
import { unknownCodes } from '../pipelines/unknown-codes.ts';
import type { CommandContext } from './context.ts';
import { textTable } from './text-table.ts';

const COLUMNS = [
  { title: 'provider', align: 'left' },
  { title: 'field', align: 'left' },
  { title: 'code', align: 'left' },
  { title: 'events', align: 'right' },
  { title: 'first (UTC)', align: 'left' },
  { title: 'last (UTC)', align: 'left' },
] as const;

/** Codes that came and are in no table; null = of all providers. */
export async function printUnknownCodes(
  { app, stdout, stderr }: CommandContext,
  provider: string | null,
  asJson: boolean,
): Promise<void> {
  const { db } = await app();
  const unknown = (await unknownCodes(db)).filter((one) => provider === null || one.provider === provider);
  if (asJson) stdout(`${JSON.stringify(unknown, null, 2)}\n`);
  else if (unknown.length === 0) stderr('every code that came is known\n');
  else
    stdout(
      `${textTable(COLUMNS, unknown.map(cells))}\nsay what one means: sms-reports codes classify --help\n`,
    );
}

type Unknown = Awaited<ReturnType<typeof unknownCodes>>[number];

function cells({ provider, field, code, seen, firstSeenAt, lastSeenAt }: Unknown): readonly string[] {
  return [
    provider,
    field,
    shownText(code),
    String(seen),
    firstSeenAt.toString({ smallestUnit: 'second' }),
    lastSeenAt.toString({ smallestUnit: 'second' }),
  ];
}
