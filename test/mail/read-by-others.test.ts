import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { composeGoldenMails } from '../../scripts/real-mail/golden-mails.ts';
import { withoutNoteMarks } from '../../src/mail/left-out-note.ts';
import { findMark } from '../../src/mail/template-mark.ts';

const mails = await composeGoldenMails();
const bytesOf = (content: string | ArrayBuffer | Uint8Array): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));

/** A reader that shares no code with what writes our mails. */
test.each(mails)(
  '$name is read by a foreign reader as it was written',
  async ({ bytes, content, messageId }) => {
    const mail = await PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer' });
    const html = withoutNoteMarks(content.html);
    const leave = findMark(html, 'leave');
    if (leave === null) throw new Error('the report has no place for the link to leave');

    expect(mail.subject).toBe(content.subject);
    expect(mail.from).toEqual({ name: 'SMS-rapporter på e-post', address: 'reports@example.com' });
    expect(mail.to).toEqual([{ name: '', address: 'lead@example.com' }]);
    expect(mail.replyTo).toEqual([{ name: '', address: 'crm@example.com' }]);
    expect(mail.messageId).toBe(messageId);
    expect(mail.date).toBe('2026-11-23T07:00:04.000Z');
    expect(mail.html?.startsWith(html.slice(0, leave.index))).toBe(true);
    expect(mail.html?.trimEnd().endsWith(html.slice(leave.index + leave.length).trimEnd())).toBe(true);
    expect(mail.html).toContain('href="https://reports.example.com/unsubscribe/');
    expect(mail.text?.startsWith(content.text.trimEnd())).toBe(true);
    expect(
      mail.attachments.map((one) => [one.filename, one.disposition, one.contentId, bytesOf(one.content)]),
    ).toEqual(
      [...content.attachments]
        .sort((a, b) => Number(a.cid === undefined) - Number(b.cid === undefined))
        .map(({ filename, cid, bytes: sent }) => [
          filename,
          cid === undefined ? 'attachment' : 'inline',
          cid === undefined ? undefined : `<${cid}>`,
          Buffer.from(sent),
        ]),
    );
  },
);

test.each(mails)('no line of $name is longer than 76 characters, or holds half a line break', ({ bytes }) => {
  const lines = bytes.toString('latin1').split('\r\n');
  expect(
    lines.filter((line) => line.length > 76 && !/^(?:List-Unsubscribe|Message-ID): /.test(line)),
  ).toEqual([]);
  expect(lines.filter((line) => /[\r\n\u0080-\u00ff]/.test(line))).toEqual([]);
});
