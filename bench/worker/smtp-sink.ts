import { createServer, type Socket } from 'node:net';

export type SmtpSink = {
  readonly url: string;
  /** whole mails that were answered 250 */
  readonly taken: () => number;
  readonly bytes: () => number;
  /** the last one, as it came */
  readonly last: () => string;
  readonly close: () => void;
};

const END = '\r\n.\r\n';

/** Takes every mail and keeps the last: as cheap as a mail server can be, because it shares the cores. */
export async function startSmtpSink(): Promise<SmtpSink> {
  let taken = 0;
  let bytes = 0;
  let last = '';
  const onMail = (mail: string): void => {
    taken += 1;
    bytes += mail.length;
    last = mail;
  };
  const server = createServer((socket) => talk(socket, onMail));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sink has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken: () => taken,
    bytes: () => bytes,
    last: () => last,
    close: () => server.close(),
  };
}

function talk(socket: Socket, onMail: (mail: string) => void): void {
  let waiting = '';
  let isBody = false;
  socket.setNoDelay(true);
  socket.setEncoding('latin1');
  socket.on('error', () => socket.destroy());
  const answer = (line: string): void => void socket.write(`${line}\r\n`);
  answer('220 sink');
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'DATA') {
      isBody = true;
      answer('354 go on');
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else answer('250 yes');
  };
  socket.on('data', (text: string) => {
    waiting += text;
    for (;;) {
      const end = waiting.indexOf(isBody ? END : '\r\n');
      if (end === -1) return;
      const piece = waiting.slice(0, end);
      waiting = waiting.slice(end + (isBody ? END.length : 2));
      if (!isBody) command(piece);
      else {
        isBody = false;
        onMail(piece);
        answer('250 taken');
      }
    }
  });
}
