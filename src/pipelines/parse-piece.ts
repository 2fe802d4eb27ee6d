import type { Piece } from '../files/piece.ts';
import type { ImporterOptions, ParsedPayload, Payload, ProviderImporter } from '../providers/importer.ts';

/** What some records of a file say. */
export type ParsedPiece = { readonly parsed: ParsedPayload; readonly records: number };

/**
 * Reads a piece of a file. Of XML that cannot be read at all each child of the root is read by itself: one that is
 * damaged costs none of the others.
 */
export function parsePiece(
  piece: Piece,
  importer: ProviderImporter,
  options: ImporterOptions,
): readonly ParsedPiece[] {
  const read = (some: Piece): ParsedPayload => importer.parse(payloadOf(some, importer, options));
  const { records, foot, end } = piece;
  const whole = { parsed: read(piece), records: records.length };
  const isDivisible = records.length > 1 || (records.length === 1 && end !== foot);
  if (whole.parsed.lastPlace > 0 || !isDivisible) return [whole];
  const single = records.map((record) => ({
    parsed: read({ ...piece, records: [record], end: foot }),
    records: 1,
  }));
  const good = single.findIndex(({ parsed }) => parsed.events.length > 0);
  if (good < 0) return [whole];
  const last = { parsed: read({ ...piece, records: records.slice(good, good + 1) }), records: 1 };
  return last.parsed.lastPlace > 0 ? single : [...single, last];
}

function payloadOf(
  { shape, records, head, end }: Piece,
  { formats }: ProviderImporter,
  options: ImporterOptions,
): Payload {
  switch (shape) {
    case 'xml':
      return { format: 'xml', body: `${head}${records.join('')}${end}`, options };
    case 'csv':
      return { format: 'csv', body: [head, ...records].join('\n'), options };
    case 'lines':
      return { format: 'form', body: records.join('\n'), options };
    case 'json':
    case 'ndjson':
      return formats.includes('ndjson') || shape === 'ndjson'
        ? { format: 'ndjson', body: records.join('\n'), options }
        : {
            format: 'json',
            body: records.length === 1 ? (records[0] ?? '') : `[${records.join(',')}]`,
            options,
          };
  }
}
