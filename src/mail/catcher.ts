import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type CaughtMail = {
  /** path of the .eml */
  readonly file: string;
  /** RCPT TO; Bcc would show here and not in the headers */
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  /** as sent: pictures are `cid:` links */
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly cid: string | null;
    readonly bytes: Uint8Array;
  }[];
  readonly raw: Uint8Array;
};

export type Catcher = {
  /** for SMTP_URL */
  readonly url: string;
  /** in the order of arrival */
  mails(): Promise<readonly CaughtMail[]>;
  stop(): Promise<void>;
};

const MOST_BYTES = 25_000_000;

/** A mail server on 127.0.0.1 that delivers to nobody: every mail becomes an .eml in `folder`. `port` 0 = any. */
export async function startCatcher(options: {
  readonly folder: string;
  readonly port?: number;
}): Promise<Catcher> {
  await mkdir(options.folder, { recursive: true });
  const caught: { readonly file: string; readonly to: readonly string[] }[] = [];
  let number = await highestNumber(options.folder);

  const store = async (bytes: Buffer, to: readonly string[]): Promise<void> => {
    number += 1;
    const name = (to[0] ?? 'nobody').replace(/[^\w.@-]+/g, '_').slice(0, 80);
    const file = join(options.folder, `${String(number).padStart(4, '0')}-${name}.eml`);
    await writeFile(`${file}.part`, bytes);
    await rename(`${file}.part`, file);
    caught.push({ file, to });
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: MOST_BYTES,
    onData(stream, session, done) {
      const to = session.envelope.rcptTo.map((recipient) => recipient.address);
      buffer(stream)
        .then((bytes) => store(bytes, to))
        .then(() => done(null, 'caught'), done);
    },
  });
  const port = await listen(server, options.port ?? 0);
  // A client that drops its connection is no reason for the catcher to fall.
  server.on('error', () => undefined);
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails: () => Promise.all(caught.map(readMail)),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const listener = server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = listener.address();
      resolve(address === null || typeof address === 'string' ? port : address.port);
    });
  });
}

async function readMail({
  file,
  to,
}: {
  readonly file: string;
  readonly to: readonly string[];
}): Promise<CaughtMail> {
  const raw = await readFile(file);
  const mail = await simpleParser(raw, { keepCidLinks: true });
  return {
    file,
    to,
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    html: mail.html || '',
    text: mail.text ?? '',
    attachments: mail.attachments.map(({ filename, contentType, cid, content }) => ({
      filename: filename ?? '',
      contentType,
      cid: cid ?? null,
      bytes: content,
    })),
    raw,
  };
}

/** Goes on counting where an earlier catcher of the same folder stopped. */
async function highestNumber(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => Number(/^(\d+)-/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}
