import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ENGLISH_PAGE } from '../../render/pages/load-pages.ts';
import { cookie, readCookie } from './cookies.ts';
import { writeFlash } from './flash.ts';
import { wordsAsked } from './mail-words.ts';
import type { Download, PageAnswer, PageRefusal, Redirect } from './page-answer.ts';
import type { PagesNeeds } from './pages-needs.ts';
import { shell } from './shell.ts';

const REST_OF_POLICY = [
  "script-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Style of a page itself is allowed by its hash: exactly that text, and nothing that data brought in. */
function policyFor(answer: PageAnswer): string {
  const styles = answer.kind === 'page' ? answer.styles : [];
  const hashes = styles.map((text) => ` 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return `default-src 'none'; style-src 'self'${hashes.join('')}; ${REST_OF_POLICY}`;
}

export async function sendPage(
  needs: PagesNeeds,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: PageAnswer,
): Promise<FastifyReply> {
  void reply
    .header('Cache-Control', 'no-store')
    .header('Content-Security-Policy', policyFor(answer))
    .header('X-Content-Type-Options', 'nosniff')
    .header('X-Frame-Options', 'DENY')
    .header('Referrer-Policy', 'no-referrer')
    .header('Cross-Origin-Opener-Policy', 'same-origin')
    .header('Cross-Origin-Resource-Policy', 'same-origin')
    .header('Permissions-Policy', 'camera=(), geolocation=(), microphone=()')
    .header('X-Robots-Tag', 'noindex');
  if (needs.site.isSecure) void reply.header('Strict-Transport-Security', 'max-age=31536000');
  switch (answer.kind) {
    case 'redirect':
      return sendRedirect(needs, reply, answer);
    case 'refusal':
      return sendRefusal(needs, request, reply, answer);
    case 'download':
      return sendDownload(reply, answer);
    case 'page':
      dropFlash(needs, request, reply);
      return reply.code(answer.status).type('text/html; charset=utf-8').send(answer.html);
  }
}

function sendRedirect(
  { site, secretKey }: PagesNeeds,
  reply: FastifyReply,
  { to, flash, session }: Redirect,
): FastifyReply {
  if (session !== undefined) void reply.header('Set-Cookie', cookie('session', session, site));
  if (flash !== undefined)
    void reply.header('Set-Cookie', cookie('flash', writeFlash(flash, secretKey), site, 60));
  return reply.code(303).header('Location', `${site.base}${to}`).send('');
}

/** It was on this page; the browser forgets it. */
function dropFlash({ site }: PagesNeeds, request: FastifyRequest, reply: FastifyReply): void {
  if (readCookie(request.headers.cookie ?? '', 'flash', site) !== null)
    void reply.header('Set-Cookie', cookie('flash', null, site));
}

/** For browsers a page, for programs one line. */
function sendRefusal(
  needs: PagesNeeds,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: PageRefusal,
): FastifyReply {
  const { status, code, title, message, retryAfter, allow } = refusal;
  if (retryAfter !== undefined) void reply.header('Retry-After', String(retryAfter));
  if (allow !== undefined) void reply.header('Allow', allow);
  void reply.code(status);
  if (!(request.headers.accept ?? '').includes('text/html'))
    return reply
      .type('application/json; charset=utf-8')
      .send(`${JSON.stringify({ error: code, message })}\n`);
  void reply.type('text/html; charset=utf-8');
  if (refusal.html !== undefined) return reply.send(refusal.html);
  const asked = wordsAsked(needs, request.url, request.headers['accept-language'] ?? '');
  const words = asked ?? ENGLISH_PAGE;
  const around = shell({ needs, viewer: null, flash: null, here: '' }, words.say(title), words);
  const view = {
    shell: around,
    title,
    message,
    code,
    isSignedOut: status === 401,
    // who comes from a mail has no sign-in to start at
    startPath: asked === null ? '/' : null,
  };
  return reply.send(needs.pages.render('refusal', view, words));
}

function sendDownload(reply: FastifyReply, { name, type, text }: Download): FastifyReply {
  void reply.type(type).header('Content-Disposition', `attachment; filename="${name}"`);
  return reply.send(Readable.from(text));
}
