import { writeFile } from 'node:fs/promises';
import type { CaughtMail } from '../mail/catcher.ts';

/** A picture of an html page; null = no browser here. */
export type Screenshot = ((html: string) => Promise<Uint8Array>) | null;

/** Writes .html (pictures inside), .txt and, with a browser, .png beside the .eml; their paths. */
export async function writeMailViews(mail: CaughtMail, screenshot: Screenshot): Promise<readonly string[]> {
  const stem = mail.file.replace(/\.eml$/, '');
  const page = withPictures(mail);
  await writeFile(`${stem}.html`, page);
  await writeFile(`${stem}.txt`, mail.text);
  const files = [mail.file, `${stem}.html`, `${stem}.txt`];
  for (const { filename, cid, bytes } of mail.attachments) {
    if (cid !== null || !/^[\w.-]+$/.test(filename)) continue;
    await writeFile(`${stem}-${filename}`, bytes);
    files.push(`${stem}-${filename}`);
  }
  if (screenshot !== null) {
    await writeFile(`${stem}.png`, await screenshot(page));
    files.push(`${stem}.png`);
  }
  return files;
}

/** A mail program resolves `cid:`; a browser needs the bytes in the page. */
function withPictures(mail: CaughtMail): string {
  let page = mail.html;
  for (const { cid, contentType, bytes } of mail.attachments) {
    if (cid === null) continue;
    const data = `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}`;
    page = page.replaceAll(`cid:${cid}`, data);
  }
  return page;
}
