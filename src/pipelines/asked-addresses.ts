import { Failure } from '../core/failure.ts';
import { type Address, parseAddress } from '../mail/address.ts';
import type { ReportRequest } from '../queue/requests.ts';
import type { Db } from '../store/connect.ts';
import { notAllowed } from '../store/recipients.ts';

export type AskedAddresses = {
  /** each once */
  readonly recipients: readonly Address[];
  /** where answers to the report go; null = the request does not say */
  readonly replyTo: Address | null;
};

/**
 * The addresses a request names. Answers, too, go to the allow-list only: a program must not lead what readers write
 * back to a stranger. Throws `bad-input` with the field.
 */
export async function checkAddresses(
  db: Db,
  { recipients, replyTo }: Pick<ReportRequest, 'recipients' | 'replyTo'>,
): Promise<AskedAddresses> {
  const texts = recipients.map((text, index) => ({ field: `recipients[${index}]`, text }));
  const asked = replyTo === undefined ? texts : [...texts, { field: 'replyTo', text: replyTo }];
  const parsed = asked.map(({ field, text }) => ({ field, address: parseAddress(text, field) }));
  const refused = await notAllowed(
    db,
    parsed.map(({ address }) => address.key),
  );
  const first = parsed.find(({ address }) => refused.includes(address.key));
  if (first !== undefined)
    throw new Failure(
      'bad-input',
      `${first.field}: ${first.address.key} is not on the allow-list; add it with \`sms-reports recipients allow\``,
    );
  const addresses = parsed.map(({ address }) => address);
  return {
    recipients: [...new Map(addresses.slice(0, texts.length).map((one) => [one.key, one])).values()],
    replyTo: replyTo === undefined ? null : (addresses.at(-1) ?? null),
  };
}
