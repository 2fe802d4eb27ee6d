import type { MailContent, MailFile } from './mail-content.ts';

export type LeftOut = {
  readonly files: readonly MailFile[];
  /** bytes our own budget allows; null = the mail server refused the size */
  readonly limit: number | null;
};

/** The content without its files, saying which are missing and why, in html and in text. */
export function withNote(content: MailContent, leftOut: LeftOut): MailContent {
  const note = sentence(leftOut);
  const paragraph = `<p style="margin:16px;font:14px/1.5 sans-serif">${escapeHtml(note)}</p>`;
  const end = content.html.lastIndexOf('</body>');
  const cut = end < 0 ? content.html.length : end;
  return {
    ...content,
    html: `${content.html.slice(0, cut)}${paragraph}${content.html.slice(cut)}`,
    text: `${content.text.trimEnd()}\n\n${note}\n`,
  };
}

function sentence({ files, limit }: LeftOut): string {
  const names = files.map((file) => `${file.filename} (${megabytes(file.bytes.length)})`).join(', ');
  const why =
    limit === null
      ? 'the mail server does not take a mail of this size'
      : `attachments of one mail may have ${megabytes(limit)} when encoded`;
  return `Not attached: ${names}; ${why}. The figures above are complete; ask for the file from the stored run.`;
}

function megabytes(bytes: number): string {
  return `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
