/** Keys as the standard writes them: `id`, `stat`, `err`, `submit date`, `done date`. */
export type SmppReceiptText = Readonly<Record<string, string>>;

const FIELD = /\b(submit[ _]?date|done[ _]?date|id|stat|err)[ ]?:[ ]?(\S*)/gi;

/**
 * `id:… sub:001 dlvrd:001 submit date:… done date:… stat:DELIVRD err:000 text:…` (SMPP 3.4, appendix B), in any order
 * and case, `submit date` also with an underscore. What follows `text:` is the sender's own and not read. Of a field
 * that comes twice the first counts. A text without any of the fields gives an empty record.
 */
export function readSmppReceiptText(text: string): SmppReceiptText {
  const ours = text.split(/\btext[ ]?:/i)[0] ?? '';
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of ours.matchAll(FIELD)) {
    const key = name.toLowerCase().replace(/[ _]?date$/, ' date');
    if (!found.has(key) && value !== '') found.set(key, value);
  }
  return Object.fromEntries(found);
}
