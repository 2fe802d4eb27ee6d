import { extname } from 'node:path';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { writeWholeFile } from '../files/write-whole-file.ts';
import { parseAddress } from '../mail/address.ts';
import { composeMails } from '../mail/compose-message.ts';
import { assembleMail } from '../mail/envelope.ts';
import { parseSender } from '../mail/sender-address.ts';
import type { Preview } from '../pipelines/preview-report.ts';
import { csvOfReport } from '../render/csv.ts';
import { standalonePage } from '../render/page.ts';
import { screenshot } from './screenshot.ts';

export type MailSettings = {
  readonly mailFrom: string;
  readonly messageIdDomain: string;
  readonly secretKey: string;
};

const ENDINGS = ['.html', '.txt', '.json', '.csv', '.eml', '.png'] as const;
type Ending = (typeof ENDINGS)[number];

/** The ending of `--out` says which view of the report is written; checked before anything is computed. */
export function readEnding(file: string): Ending {
  const ending = ENDINGS.find((known) => known === extname(file).toLowerCase());
  if (ending !== undefined) return ending;
  throw new Failure('bad-input', `--out: ${shownText(file)} must end with ${ENDINGS.join(', ')}`);
}

export async function writeReport(file: string, preview: Preview, settings: MailSettings): Promise<void> {
  await writeWholeFile(file, await viewOf(readEnding(file), preview, settings));
}

async function viewOf(
  ending: Ending,
  preview: Preview,
  settings: MailSettings,
): Promise<string | Uint8Array> {
  const { model, rendered } = preview;
  switch (ending) {
    case '.html':
      return standalonePage(rendered);
    case '.txt':
      return rendered.text;
    case '.json':
      return `${JSON.stringify(model, null, 2)}\n`;
    case '.csv':
      return csvOfReport(model);
    case '.eml':
      return mailOf(preview, settings);
    case '.png':
      return screenshot(standalonePage(rendered));
  }
}

/** The mail as it would leave, addressed to its own sender. */
function mailOf({ model, rendered }: Preview, settings: MailSettings): Uint8Array {
  const from = parseSender(settings.mailFrom);
  const request = {
    content: rendered,
    from,
    replyTo: null,
    date: Temporal.Instant.from(model.asOf),
    messageIdDomain: settings.messageIdDomain,
    secretKey: settings.secretKey,
    runKey: 'preview',
    scheduleKey: null,
    publicUrl: null,
  };
  const { mails, parts } = composeMails(request, [parseAddress(from.address)]);
  const [mail] = mails;
  if (mail === undefined) throw new Failure('internal', 'no mail was composed');
  return assembleMail(
    mail.envelope,
    mail.envelope.full.sha256,
    new Map(parts.map(({ sha256, bytes }) => [sha256, bytes])),
  );
}
