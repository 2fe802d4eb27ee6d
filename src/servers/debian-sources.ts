/** One archive that apt knows: where it is, which suites, and the key file that signs it (null = apt's own). */
export type DebianSource = {
  readonly uri: string;
  readonly suites: readonly string[];
  readonly signedBy: string | null;
};

/** Reads a deb822 file (`*.sources`); disabled stanzas and source-only stanzas are left out. */
export function parseDeb822Sources(text: string): DebianSource[] {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .split(/\n\s*\n/)
    .map(fieldsOf)
    .filter((fields) => words(fields.get('types')).includes('deb') && fields.get('enabled') !== 'no')
    .flatMap((fields) =>
      words(fields.get('uris')).map((uri) => ({
        uri,
        suites: words(fields.get('suites')),
        signedBy: pathOrNull(fields.get('signed-by')),
      })),
    );
}

/** Reads one-line entries (`sources.list`, `*.list`): `deb [options] uri suite component...`. */
export function parseOneLineSources(text: string): DebianSource[] {
  const sources: DebianSource[] = [];
  for (const line of text.split('\n')) {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)/.exec(line);
    if (match === null) continue;
    const [, options = '', uri = '', suite = ''] = match;
    sources.push({ uri, suites: [suite], signedBy: pathOrNull(/signed-by=(\S+)/.exec(options)?.[1]) });
  }
  return sources;
}

/** The main Debian archive among the machine's sources, mirror or not; null on another distribution. */
export function chooseDebianArchive(sources: readonly DebianSource[]): DebianSource | null {
  return (
    sources.find(
      ({ uri, suites }) => /\/debian\/?$/.test(uri) && suites.some((suite) => !suite.includes('-')),
    ) ?? null
  );
}

function fieldsOf(stanza: string): Map<string, string> {
  const fields = new Map<string, string>();
  let name = '';
  for (const line of stanza.split('\n')) {
    const field = /^([\w-]+):\s*(.*)$/.exec(line);
    if (field !== null) name = (field[1] ?? '').toLowerCase();
    const value = field === null ? ` ${line.trim()}` : (field[2] ?? '');
    fields.set(name, `${fields.get(name) ?? ''}${value}`);
  }
  return fields;
}

function words(value: string | undefined): string[] {
  return (value ?? '').split(/\s+/).filter((word) => word !== '');
}

/** A key may also be written into the file itself; such a block is no path. */
function pathOrNull(value: string | undefined): string | null {
  return value?.startsWith('/') === true ? value : null;
}
