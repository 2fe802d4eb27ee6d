import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { Failure } from '../../src/core/failure.ts';
import { firstAnswer, freePort } from '../../src/servers/loopback.ts';
import type { MailProgram } from './find-mail-servers.ts';

export type MailServers = {
  readonly smtpPort: number;
  readonly imapsPort: number;
  readonly password: string;
  readonly stop: () => Promise<void>;
};

type Place = {
  /** empty, ours, readable by whom the servers run as */
  readonly folder: string;
  readonly key: string;
  readonly cert: string;
};

/** Neither may deliver as root; an ordinary user stays who they are. */
const NOBODY = 65_534;
const PASSWORD = 'only-on-loopback';

/** An MTA that takes mail by STARTTLS and an IMAP server over TLS beside it, of one Maildir, on free ports of 127.0.0.1. */
export async function startMailServers(
  programs: { readonly exim: MailProgram; readonly dovecot: MailProgram },
  place: Place,
): Promise<MailServers> {
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : null;
  const own = user ?? { uid: process.getuid?.() ?? NOBODY, gid: process.getgid?.() ?? NOBODY };
  const [smtpPort, imapsPort] = [await freePort(), await freePort()];
  const put = (name: string, text: string): string => {
    const file = join(place.folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    chownSync(file, own.uid, own.gid);
    return file;
  };
  for (const name of ['', 'spool', 'log', 'mail', 'run']) {
    mkdirSync(join(place.folder, name), { recursive: true, mode: 0o700 });
    chmodSync(join(place.folder, name), 0o700);
    chownSync(join(place.folder, name), own.uid, own.gid);
  }
  put('key.pem', place.key);
  put('cert.pem', place.cert);
  const exim = put('exim.conf', eximConfig(place.folder, smtpPort, own));
  const dovecot = put('dovecot.conf', dovecotConfig(place.folder, imapsPort, own, programs.dovecot.root));
  const start = (program: MailProgram, args: readonly string[]): ChildProcess =>
    spawn(program.command, [...args], {
      stdio: 'ignore',
      cwd: place.folder,
      env: { ...process.env, ...program.env },
      ...user,
    });
  const children = [
    start(programs.exim, ['-C', exim, '-bdf', '-q1m']),
    start(programs.dovecot, ['-F', '-c', dovecot]),
  ];
  // whoever ends this program ends them too
  process.once('exit', () => {
    for (const child of children) child.kill('SIGTERM');
  });
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(end));
  };
  try {
    await serves(smtpPort, children, place.folder);
    await serves(imapsPort, children, place.folder, true);
  } catch (error) {
    await stop();
    throw error;
  }
  return { smtpPort, imapsPort, password: PASSWORD, stop };
}

type Owner = { readonly uid: number; readonly gid: number };

function eximConfig(folder: string, port: number, { uid, gid }: Owner): string {
  return `
primary_hostname = mail.example.com
exim_user = ${uid}
exim_group = ${gid}
deliver_drop_privilege = true
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/exim-%slog
pid_file_path = ${folder}/run/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
tls_advertise_hosts = *
tls_certificate = ${folder}/cert.pem
tls_privatekey = ${folder}/key.pem
message_size_limit = 25M
acl_smtp_rcpt = take
begin acl
take:
  deny !encrypted = *
       message = TLS only
  accept
begin routers
everybody:
  driver = accept
  transport = maildir
begin transports
maildir:
  driver = appendfile
  directory = ${folder}/mail
  maildir_format
  user = ${uid}
  group = ${gid}
`;
}

function dovecotConfig(folder: string, port: number, { uid, gid }: Owner, root: string | null): string {
  const moved =
    root === null
      ? ''
      : `libexec_dir = ${root}/usr/lib/dovecot\nmail_plugin_dir = ${root}/usr/lib/dovecot/modules\n`;
  const [user, group] = [nameOf('/etc/passwd', uid), nameOf('/etc/group', gid)];
  return `${moved}
base_dir = ${folder}/run/dovecot
state_dir = ${folder}/run/state
log_path = ${folder}/log/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${user}
default_login_user = ${user}
default_internal_group = ${group}
first_valid_uid = 1
ssl = required
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
mail_location = maildir:${folder}/mail
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}
}
service imap-login {
  chroot =
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
service anvil {
  chroot =
}
`;
}

/** Dovecot wants names. */
function nameOf(file: string, id: number): string {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((one) => one.split(':')[2] === String(id));
  const name = line?.split(':')[0];
  if (name === undefined) throw new Failure('server-unavailable', `${file} has no name for ${id}`);
  return name;
}

async function serves(
  port: number,
  children: readonly ChildProcess[],
  folder: string,
  isTls = false,
): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (children.some(({ exitCode }) => exitCode !== null)) break;
    if (isTls ? await shakesHands(port) : (await firstAnswer(port, '')) !== null) return;
    await sleep(50);
  }
  const log = globSync('log/*', { cwd: folder })
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .at(-1);
  throw new Failure('server-unavailable', `a private mail server did not start: ${log ?? 'it wrote no log'}`);
}

function shakesHands(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, servername: 'localhost' });
    const finish = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('secureConnect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
