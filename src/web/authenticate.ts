import type { HookRoute } from './hook-routes.ts';
import { isOneOf } from './same-secret.ts';
import { isSignedBody } from './signed-body.ts';
import { isBirdSignature, isSinchSignature } from './signed-headers.ts';
import { isVonageSignature } from './signed-parameters.ts';
import { isMessageBirdToken, isVonageToken } from './signed-token.ts';
import { isTwilioSignature } from './twilio-signature.ts';

export type HookRequest = {
  readonly header: (name: string) => string;
  /** path and query as they came */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly pathSecret: string | null;
};

export type SentBody = {
  /** of a GET request the query */
  readonly bytes: Uint8Array;
  /** null = no form in the body */
  readonly form: URLSearchParams | null;
  readonly isQuery: boolean;
};

/** null = only the body can tell. */
export function authenticateEarly({ auth, secrets }: HookRoute, request: HookRequest): boolean | null {
  switch (auth.by) {
    case 'hmac':
    case 'twilio':
    case 'vonage':
    case 'vonage_sig':
    case 'sinch':
    case 'bird':
    case 'messagebird':
      return null;
    case 'header':
      return isOneOf(request.header(auth.header), secrets);
    case 'basic':
      return isOneOf(basicPassword(request.header('authorization')), secrets);
    case 'query': {
      const given = request.query.getAll(auth.parameter);
      return isOneOf(given[0] ?? '', secrets) && given.length === 1;
    }
    case 'path':
      return isOneOf(request.pathSecret ?? '', secrets);
  }
}

/** For the hooks of which `authenticateEarly` cannot tell. */
export function authenticateBody(
  { auth, secrets, publicUrl }: HookRoute,
  request: HookRequest,
  { bytes, form, isQuery }: SentBody,
  nowMs: number,
): boolean {
  const url = `${publicUrl ?? ''}${request.target}`;
  const body = isQuery ? NOTHING : bytes;
  const { header } = request;
  switch (auth.by) {
    case 'hmac':
      return isSignedBody(header(auth.header), bytes, secrets, nowMs);
    case 'twilio':
      return isTwilioSignature(header('x-twilio-signature'), { url, form, body }, secrets);
    case 'vonage':
      return isVonageToken(header('authorization'), { url, body }, secrets, nowMs);
    case 'vonage_sig':
      return isVonageSignature(isQuery ? request.query : form, secrets, nowMs);
    case 'sinch':
      return isSinchSignature(header, body, secrets, nowMs);
    case 'bird':
      return isBirdSignature(header, { url, body }, secrets, nowMs);
    case 'messagebird':
      return isMessageBirdToken(header('messagebird-signature-jwt'), { url, body }, secrets, nowMs);
    case 'header':
    case 'basic':
    case 'query':
    case 'path':
      return false;
  }
}

const NOTHING = new Uint8Array();

/** The name before the colon may be anything. */
function basicPassword(header: string): string {
  const [, encoded = ''] = /^basic ([\w+/=-]+)$/i.exec(header) ?? [];
  const plain = Buffer.from(encoded, 'base64').toString('utf8');
  return plain.includes(':') ? plain.slice(plain.indexOf(':') + 1) : '';
}
