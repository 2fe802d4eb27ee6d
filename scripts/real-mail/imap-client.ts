import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { Failure } from '../../src/core/failure.ts';

/** A value of an IMAP answer (RFC 9051 4): an atom or string, NIL, or a list of them. */
export type ImapValue = string | null | readonly ImapValue[];

export type ImapClient = {
  /** the data items of the one message of a FETCH, by name */
  fetch(uid: number, items: string): Promise<ReadonlyMap<string, ImapValue>>;
  /** uids of the mailbox, oldest first */
  search(): Promise<readonly number[]>;
  close(): void;
};

/** As little of IMAP as reads mails from a mailbox; bytes are kept as latin1, one character each. */
export async function openImap(server: {
  readonly port: number;
  readonly password: string;
}): Promise<ImapClient> {
  const socket = connect({ host: '127.0.0.1', port: server.port, servername: 'localhost' });
  await once(socket, 'secureConnect');
  socket.setEncoding('latin1');
  const ask = talker(socket);
  await ask(`LOGIN reader ${server.password}`);
  await ask('SELECT INBOX');
  return {
    async fetch(uid, items) {
      const answer = await ask(`UID FETCH ${uid} (${items})`);
      const start = /^\* \d+ FETCH /.exec(answer)?.[0].length;
      if (start === undefined) throw new Failure('internal', `IMAP: there is no message ${uid}`);
      return pairsOf(readValues(answer, start).values[0]);
    },
    async search() {
      await ask('NOOP');
      const [, found = ''] = /^\* SEARCH([^\r]*)/m.exec(await ask('UID SEARCH ALL')) ?? [];
      return found.split(' ').filter(Boolean).map(Number);
    },
    close: () => void socket.destroy(),
  };
}

function talker(socket: TLSSocket): (command: string) => Promise<string> {
  let [waiting, number]: [string, number] = ['', 0];
  socket.on('data', (text: string) => {
    waiting += text;
  });
  return async (command) => {
    const tag = `a${(number += 1)}`;
    socket.write(`${tag} ${command}\r\n`);
    const ending = new RegExp(`(?:^|\\r\\n)${tag} (OK|NO|BAD)([^\\r]*)\\r\\n$`);
    for (;;) {
      const [whole, word, words] = ending.exec(waiting) ?? [];
      if (whole !== undefined) {
        const answer = waiting.slice(0, waiting.length - whole.length);
        waiting = '';
        if (word === 'OK') return answer;
        throw new Failure('internal', `IMAP: ${command.split(' ')[0]}: ${word}${words}`);
      }
      await once(socket, 'data');
    }
  };
}

function pairsOf(list: ImapValue | undefined): ReadonlyMap<string, ImapValue> {
  if (list === null || list === undefined || typeof list === 'string')
    throw new Failure('internal', 'IMAP: the answer to FETCH is no list');
  return new Map(
    list.flatMap((name, at) =>
      at % 2 === 0 && typeof name === 'string' ? [[name, list[at + 1] ?? null]] : [],
    ),
  );
}

type Read = { readonly values: readonly ImapValue[]; readonly at: number };

/** Values up to the closing bracket or the end. */
function readValues(text: string, from: number): Read {
  const values: ImapValue[] = [];
  let at = from;
  while (at < text.length) {
    const one = text[at];
    if (one === ' ' || one === '\r' || one === '\n') at += 1;
    else if (one === ')') return { values, at: at + 1 };
    else if (one === '(') {
      const inner = readValues(text, at + 1);
      values.push(inner.values);
      at = inner.at;
    } else {
      const { value, end } = readOne(text, at);
      values.push(value);
      at = end;
    }
  }
  return { values, at };
}

function readOne(text: string, at: number): { readonly value: string | null; readonly end: number } {
  const literal = /~?\{(\d+)\}\r\n/y;
  literal.lastIndex = at;
  const [head, size] = literal.exec(text) ?? [];
  if (head !== undefined) {
    const start = at + head.length;
    return { value: text.slice(start, start + Number(size)), end: start + Number(size) };
  }
  const quoted = /"((?:[^"\\]|\\.)*)"/y;
  quoted.lastIndex = at;
  const [whole, inside] = quoted.exec(text) ?? [];
  if (whole !== undefined && inside !== undefined)
    return { value: inside.replace(/\\(.)/g, '$1'), end: at + whole.length };
  // BODY[1.2] and BINARY[1] are one word, whatever is in the brackets
  const atom = /[^\s()[]+(?:\[[^\]]*\])?/y;
  atom.lastIndex = at;
  const [word = text[at] ?? ''] = atom.exec(text) ?? [];
  return { value: word === 'NIL' ? null : word, end: at + word.length };
}
