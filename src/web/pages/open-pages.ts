import { randomBytes } from 'node:crypto';
import type { App } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import { readSendHours } from '../../core/findings/send-hours.ts';
import { reachOf } from '../../fault-point.ts';
import { loadPages } from '../../render/pages/load-pages.ts';
import { openTemplates, type Templates } from '../../render/templates.ts';
import { loadUnattributedOptOuts } from '../../store/counts/load-unattributed-opt-outs.ts';
import { countEnabledUsers } from '../../store/web-users.ts';
import type { PagesNeeds, ReportsNeeds, Site } from './pages-needs.ts';
import { readProxyPeers, readProxySignIn } from './proxy-settings.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/**
 * What the pages need, from the settings. Fails with `bad-config` before anything listens, also when others could reach
 * pages nobody can sign in to.
 */
export async function openPages(app: App): Promise<PagesNeeds> {
  const { config, db, secretKey, phoneKey, now } = app;
  const site = siteOf(config.PUBLIC_URL);
  const peers = readProxyPeers(config.WEB_PROXY_PEERS ?? '');
  const proxy = readProxySignIn(config);
  if (!LOOPBACK.test(config.WEB_HOST) && proxy === null && (await countEnabledUsers(db)) === 0)
    throw new Failure(
      'bad-config',
      `WEB_HOST: ${config.WEB_HOST} can be reached by others, and nobody can sign in to the review pages; add a user (\`users add\`), set WEB_PROXY_HEADER, or start with --no-pages`,
    );
  const templates = openTemplates(config);
  return {
    db,
    secretKey,
    phoneKey,
    now,
    pages: loadPages(site.base),
    templates,
    reports: reportsNeeds(app, templates),
    site,
    fourEyes: config.FOUR_EYES,
    batches: {
      db,
      owner: `web-${process.pid}-${randomBytes(6).toString('hex')}`,
      reach: reachOf(config.FAULT_POINT),
    },
    peers,
    proxy,
  };
}

function reportsNeeds({ config, db, secretKey, now, rules }: App, templates: Templates): ReportsNeeds {
  const { SMTP_URL: smtpUrl, MAIL_FROM: mailFrom, MESSAGE_ID_DOMAIN: messageIdDomain } = config;
  return {
    preview: { db, loadUnattributedOptOuts, rules },
    sendHours: readSendHours(config.SEND_HOURS),
    request: {
      db,
      now,
      tzdb: process.versions.tz ?? 'unknown',
      timezone: 'UTC',
      perHour: config.REQUESTS_PER_HOUR,
    },
    mail: smtpUrl === undefined ? null : { db, templates, smtpUrl, mailFrom, messageIdDomain, secretKey },
  };
}

function siteOf(publicUrl: string | undefined): Site {
  if (publicUrl === undefined) return { origin: null, host: '', base: '', isSecure: false };
  const { origin, host, pathname, protocol } = new URL(publicUrl);
  return { origin, host, base: pathname.replace(/\/+$/, ''), isSecure: protocol === 'https:' };
}
