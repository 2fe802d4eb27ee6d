/** A recipient who reads another language than the rest of the run; `to` as `recipients` has it. */
export type RecipientLocale = { readonly to: string; readonly locale: string };

type Readers = { readonly locale: string; readonly recipientLocales: readonly RecipientLocale[] };

/** Tells the locale of a recipient; addresses are the same in any case of their letters. */
export function recipientLocale({ locale, recipientLocales }: Readers): (recipient: string) => string {
  const own = new Map(recipientLocales.map((one) => [one.to.toLowerCase(), one.locale]));
  return (recipient) => own.get(recipient.toLowerCase()) ?? locale;
}

/** "lead@example.com (nb-NO), crm@example.com": for a person, the locale where it is not that of the run. */
export function recipientsText(run: Readers & { readonly recipients: readonly string[] }): string {
  const localeOf = recipientLocale(run);
  return run.recipients
    .map((to) => (localeOf(to) === run.locale ? to : `${to} (${localeOf(to)})`))
    .join(', ');
}
