import { existsSync, readFileSync, rmSync } from 'node:fs';
import { writePrivately } from './instance-files.ts';

const BOOT = '/proc/sys/kernel/random/boot_id';

/**
 * Removes data of before the machine's last start: what never waited for the disk survives the death of a server, and
 * not that of the machine. Where no one tells of a start (no Linux), it removes it each time.
 */
export function disposeOfOld(data: string, bootFile: string = BOOT): void {
  const note = `${data}.boot`;
  const boot = existsSync(bootFile) ? readFileSync(bootFile, 'utf8').trim() : null;
  if (boot !== null && existsSync(note) && readFileSync(note, 'utf8').trim() === boot) return;
  rmSync(data, { recursive: true, force: true });
  if (boot !== null) writePrivately(note, boot);
}
