import { createServer, type Server, type Socket } from 'node:net';

/** A reply (lines joined by \n), or one of the words close, reset, hang: end the connection or never answer. */
export type Step =
  | string
  | { readonly reply: string; readonly after: string }
  | { readonly reply: string; readonly lateMs: number };

/** One connection. What is not given behaves well. */
export type Script = {
  readonly greeting?: Step;
  /** keywords offered in the reply to EHLO */
  readonly offers?: readonly string[];
  readonly ehlo?: Step;
  readonly auth?: Step;
  readonly mail?: Step;
  readonly rcpt?: Step | ((address: string) => Step);
  readonly data?: Step;
  /** done as soon as the first bytes of the body arrive; the rest is not read */
  readonly midBody?: Step;
  readonly dot?: Step;
};

/** A body whose final dot arrived, with what we answered: the judge of how many copies there are. */
export type Body = { readonly to: string; readonly bytes: string; readonly answer: Step };

export type MisbehavingSmtp = {
  readonly url: string;
  /** every command line of every connection, in order */
  readonly commands: string[];
  readonly bodies: Body[];
  connections(): number;
  /** scripts of the connections to come; the last one repeats */
  script(...scripts: readonly Script[]): void;
  stop(): Promise<void>;
};

/** Where nobody ever listens; a port that was let go may be somebody else's a moment later. */
export const NOBODY = 'smtp://127.0.0.1:1';

export async function startMisbehavingSmtp(...first: readonly Script[]): Promise<MisbehavingSmtp> {
  let scripts: readonly Script[] = first;
  let connections = 0;
  const open = new Set<Socket>();
  const commands: string[] = [];
  const bodies: Body[] = [];
  const server = createServer((socket) => {
    const [script, ...rest] = scripts;
    if (rest.length > 0) scripts = rest;
    connections += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    talk(socket, script ?? {}, commands, bodies);
  });
  const port = await listen(server);
  return {
    url: `smtp://127.0.0.1:${port}`,
    commands,
    bodies,
    connections: () => connections,
    script(...next) {
      scripts = next;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function talk(socket: Socket, script: Script, commands: string[], bodies: Body[]): void {
  let pending = '';
  let isBody = false;
  let to = '';

  const perform = (step: Step): void => {
    if (step === 'close') socket.end();
    else if (step === 'reset') socket.resetAndDestroy();
    else if (step === 'hang') return;
    else if (typeof step === 'string') socket.write(`${step.replaceAll('\n', '\r\n')}\r\n`);
    else if ('lateMs' in step) setTimeout(() => perform(step.reply), step.lateMs);
    else socket.write(`${step.reply}\r\n`, () => perform(step.after));
  };

  const answers: Readonly<Record<string, (line: string) => Step>> = {
    EHLO: () => script.ehlo ?? ehloReply(script.offers ?? []),
    AUTH: () => script.auth ?? '235 2.7.0 welcome',
    MAIL: () => script.mail ?? '250 2.1.0 ok',
    RCPT(line) {
      to = /<(.*)>/.exec(line)?.[1] ?? '';
      return typeof script.rcpt === 'function' ? script.rcpt(to) : (script.rcpt ?? '250 2.1.5 ok');
    },
    DATA() {
      const step = script.data ?? '354 go ahead';
      isBody = typeof step === 'string' && step.startsWith('354');
      return step;
    },
    QUIT: () => '221 2.0.0 bye',
  };

  const command = (line: string): void => {
    commands.push(line);
    const verb = line.split(/[ :]/)[0]?.toUpperCase() ?? '';
    perform(answers[verb]?.(line) ?? '502 5.5.1 not here');
  };

  const read = (): void => {
    if (isBody && script.midBody !== undefined && pending !== '') {
      socket.pause();
      return perform(script.midBody);
    }
    if (isBody) {
      const end = pending.indexOf('\r\n.\r\n');
      if (end < 0) return;
      const answer = script.dot ?? '250 2.0.0 kept';
      bodies.push({ to, bytes: pending.slice(0, end + 2).replaceAll('\r\n..', '\r\n.'), answer });
      pending = pending.slice(end + 5);
      isBody = false;
      perform(answer);
      return read();
    }
    const end = pending.indexOf('\r\n');
    if (end < 0) return;
    const line = pending.slice(0, end);
    pending = pending.slice(end + 2);
    command(line);
    read();
  };

  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    pending += chunk;
    read();
  });
  perform(script.greeting ?? '220 misbehaving.test ESMTP');
}

function ehloReply(offers: readonly string[]): string {
  const lines = ['misbehaving.test', ...offers];
  return lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}`).join('\n');
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address === null || typeof address === 'string' ? 0 : address.port);
    });
  });
}
