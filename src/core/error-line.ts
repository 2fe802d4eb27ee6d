const LONGEST = 300;

/**
 * What an error says, as one line. A database driver's message repeats the statement with its values, which may be
 * addresses: of such an error only the server's own words are told. An error of several attempts to connect has no
 * message of its own: its code stands in.
 */
export function errorLine(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  const { sqlMessage, code, message }: { sqlMessage?: unknown; code?: unknown; message: string } = error;
  if (typeof sqlMessage === 'string') return oneLine(sqlMessage);
  return oneLine(message || (typeof code === 'string' ? code : error.name));
}

function oneLine(text: string): string {
  const [line = ''] = text.slice(0, LONGEST * 4).split(/[\n\r\u2028\u2029]/);
  return line.slice(0, LONGEST);
}
