import type { FlagCounts } from '../../findings/audience-health.ts';
import { type Phrase, say, sayCounted } from '../figure.ts';
import type { NoteSection } from '../report-model.ts';
import { counted } from '../words.ts';

/** Flagged contacts by what to do; the list itself stands in no mail. */
export function composeContacts({ contacts }: { readonly contacts: FlagCounts }): NoteSection | null {
  if (contacts.persons === 0) return null;
  const lines: readonly (Phrase | null)[] = [
    line(contacts.fatigued, 'used to click, went silent and get many texts: pause or lower them.'),
    line(contacts.watch, 'may be on the way there: watch them.'),
    line(
      contacts['re-engage'],
      'went silent, though they get few texts: one offer, then 30 days of nothing.',
    ),
    line(contacts.sunset, 'never clicked or bought and get many texts: let them go.'),
  ];
  const said = lines.filter((one) => one !== null);
  return {
    kind: 'note',
    id: 'contacts',
    title: 'Contacts',
    lines: [
      ...(said.length === 0 ? [say`None of ${counted(contacts.persons, 'contact')} stands out.`] : said),
      say`Most contacts click too rarely to tell tired from unlucky: act on the segment, and use the list to choose whom to spare first: sms-reports findings contacts --csv.`,
    ],
  };
}

function line(contacts: number, words: string): Phrase | null {
  return contacts === 0 ? null : sayCounted(contacts, `{0} contact ${words}`, `{0} contacts ${words}`);
}
