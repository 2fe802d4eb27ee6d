import { Failure } from '../../core/failure.ts';

/** Rows of a small cube or of names as one text. */
export type CountedText = {
  readonly rows: number;
  readonly text: string;
  /** where the rows begin: reading a piece of a text costs half as much again as reading it from there */
  readonly from: number;
};

const SPACE = ' ';

/** What `CONCAT(COUNT(*), ' ', ...)` gives: '2 7,a1;8,a5;'. NULL is a text that fits into no packet. */
export function countedText(value: unknown): CountedText {
  const whole = typeof value === 'string' ? value : '';
  const space = whole.indexOf(SPACE);
  if (space < 0) throw new Failure('internal', `${CUT}: raise max_allowed_packet`);
  return { rows: Number(whole.slice(0, space)), text: whole, from: space + 1 };
}

const CUT = 'the server cut a text';

export function cutText(rows: number, of = 'rows'): Failure {
  return new Failure('internal', `${CUT} of ${rows} ${of}: raise max_allowed_packet`);
}
