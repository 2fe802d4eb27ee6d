import { Failure } from '../core/failure.ts';
import { cutXml } from './cut-xml.ts';
import { MOST_CHARACTERS, MOST_RECORDS, MOST_WAITING, type Piece, type PieceReader } from './piece.ts';

/**
 * A document in pieces that are documents: what opens the root, some of its children, what closes it. One that fits
 * into one piece, or cannot be cut, comes as it is.
 */
export function xmlPieceReader(name: string): PieceReader {
  const cutter = cutXml();
  let children: string[] = [];
  let characters = 0;
  const flush = (end: string): Piece => {
    const head = cutter.head() ?? '';
    const piece: Piece = { shape: 'xml', records: children, head, foot: cutter.foot(), end };
    children = [];
    characters = 0;
    return piece;
  };
  return {
    add: function* (text) {
      for (const child of cutter.add(text)) {
        // not before the next one is there: the last piece keeps the end of the document
        if (children.length >= MOST_RECORDS || characters >= MOST_CHARACTERS) yield flush(cutter.foot());
        children.push(child);
        characters += child.length;
      }
      if (cutter.waiting() > MOST_WAITING)
        throw new Failure('bad-input', `${name}: one record is larger than 64 MiB; split the file`);
    },
    end: function* () {
      yield flush(cutter.tail());
    },
  };
}
