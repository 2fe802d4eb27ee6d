import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../../src/cli/screenshot.ts';

export type View = {
  readonly width: number;
  readonly height: number;
  readonly isDark?: boolean;
  readonly isPhone?: boolean;
  /** 2 = what zoom 200 % makes of the window */
  readonly zoom?: number;
};

/** One tab of a headless Chromium, driven over its DevTools protocol. */
export type Tab = {
  readonly send: (method: string, params?: object) => Promise<Record<string, unknown>>;
  readonly look: (view: View) => Promise<void>;
  readonly setScripts: (isOn: boolean) => Promise<void>;
  /** waits until it is loaded */
  readonly open: (url: string) => Promise<void>;
  /** what the page does must lead to another page */
  readonly leaving: (act: () => Promise<unknown>) => Promise<void>;
  /** of an expression, in the page, also where its own scripts are off */
  readonly read: <T>(expression: string) => Promise<T>;
  readonly key: (name: keyof typeof KEYS, modifiers?: number) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  readonly picture: (file: string, whole?: boolean) => Promise<void>;
  /** what the page complained about: content policy, failed requests, errors of scripts */
  readonly complaints: readonly string[];
};

export type Chromium = {
  readonly tab: () => Promise<Tab>;
  readonly close: () => Promise<void>;
};

export const CHROMIUM = findBrowser();

const KEYS = {
  Tab: { code: 'Tab', windowsVirtualKeyCode: 9 },
  Enter: { code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  Space: { code: 'Space', key: ' ', windowsVirtualKeyCode: 32, text: ' ' },
  ArrowDown: { code: 'ArrowDown', windowsVirtualKeyCode: 40 },
} as const;

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--hide-scrollbars',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--remote-debugging-port=0',
];

export async function startChromium(): Promise<Chromium> {
  if (CHROMIUM === null) throw new Error('there is no Chromium on this machine');
  const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
  const child = spawn(CHROMIUM, [...FLAGS, `--user-data-dir=${folder}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const endpoint = await endpointOf(child);
  const wire = await connect(endpoint);
  return {
    tab: async () => {
      const { targetId } = await wire.send('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await wire.send('Target.attachToTarget', { targetId, flatten: true });
      return openTab(wire, String(sessionId));
    },
    close: async () => {
      const ended = once(child, 'close');
      await wire.send('Browser.close').catch(() => undefined);
      wire.close();
      const late = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

function endpointOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      // the whole line: what comes in two pieces would be half an address
      const [, found] = /listening on (ws:\/\/\S+)\s/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => reject(new Error(`Chromium ended: ${said.slice(0, 500)}`)));
  });
}

type Listener = (method: string, params: Record<string, unknown>) => void;

type Wire = {
  readonly send: (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>;
  readonly on: (sessionId: string, listener: Listener) => void;
  readonly close: () => void;
};

async function connect(url: string): Promise<Wire> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  const listeners = new Map<string, Listener[]>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error, method, params, sessionId } = JSON.parse(String(data));
    if (id === undefined) for (const tell of listeners.get(sessionId) ?? []) tell(method, params);
    else if (error !== undefined) waiting.get(id)?.reject(new Error(`${error.message} ${error.data ?? ''}`));
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  });
  // a browser that is asked to end may be gone before it answers
  socket.addEventListener('close', () => {
    for (const answer of waiting.values()) answer.reject(new Error('Chromium is gone'));
  });
  return {
    send: (method, params = {}, sessionId) => {
      last += 1;
      const answer = Promise.withResolvers<Record<string, unknown>>();
      waiting.set(last, answer);
      socket.send(
        JSON.stringify({ id: last, method, params, ...(sessionId === undefined ? {} : { sessionId }) }),
      );
      return answer.promise;
    },
    on: (sessionId, listener) => listeners.set(sessionId, [...(listeners.get(sessionId) ?? []), listener]),
    close: () => socket.close(),
  };
}

async function openTab(wire: Wire, sessionId: string): Promise<Tab> {
  const send = (method: string, params: object = {}): Promise<Record<string, unknown>> =>
    wire.send(method, params, sessionId);
  const complaints: string[] = [];
  let onLoad: (of: Record<string, unknown>) => void = () => undefined;
  wire.on(sessionId, (method, params) => {
    if (method === 'Page.lifecycleEvent' && params['name'] === 'load') onLoad(params);
    if (method === 'Log.entryAdded') complaints.push(JSON.stringify(params['entry']));
    if (method === 'Runtime.exceptionThrown') complaints.push(JSON.stringify(params['exceptionDetails']));
  });
  for (const domain of ['Page', 'Runtime', 'Log']) await send(`${domain}.enable`);
  await send('Page.setLifecycleEventsEnabled', { enabled: true });
  const leaving = async (act: () => Promise<unknown>): Promise<void> => {
    const { frameTree } = (await send('Page.getFrameTree')) as {
      frameTree: { frame: { id: string; loaderId: string } };
    };
    const { id, loaderId } = frameTree.frame;
    const loaded = Promise.withResolvers<void>();
    // that of the page before may be told late
    onLoad = (of) => {
      if (of['frameId'] === id && of['loaderId'] !== loaderId) loaded.resolve();
    };
    await act();
    await within(loaded.promise, 30_000);
  };
  return {
    send,
    complaints,
    leaving,
    open: (url) => leaving(() => send('Page.navigate', { url })),
    look: (view) => show(send, view),
    setScripts: async (isOn) => void (await send('Emulation.setScriptExecutionDisabled', { value: !isOn })),
    read: async <T>(expression: string) => {
      const answer = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
      if (answer['exceptionDetails'] !== undefined)
        throw new Error(JSON.stringify(answer['exceptionDetails']));
      return (answer['result'] as { value: T }).value;
    },
    key: async (name, modifiers = 0) => {
      const pressed = { key: name, modifiers, ...KEYS[name] };
      await send('Input.dispatchKeyEvent', {
        type: 'text' in KEYS[name] ? 'keyDown' : 'rawKeyDown',
        ...pressed,
      });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...pressed, text: '' });
    },
    type: async (text) => void (await send('Input.insertText', { text })),
    picture: (file, whole = true) => takePicture(send, file, whole),
  };
}

type Send = Tab['send'];

async function show(
  send: Send,
  { width, height, isDark = false, isPhone = false, zoom = 1 }: View,
): Promise<void> {
  await send('Emulation.setDeviceMetricsOverride', {
    width: Math.round(width / zoom),
    height: Math.round(height / zoom),
    deviceScaleFactor: isPhone ? 2 : zoom,
    mobile: isPhone,
  });
  await send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' }],
  });
}

/** Of the whole page in a window as high as itself: what sticks to an edge then stands where it ends. */
async function takePicture(send: Send, file: string, whole: boolean): Promise<void> {
  const { cssVisualViewport: seen, cssContentSize: all } = (await send('Page.getLayoutMetrics')) as {
    cssVisualViewport: { clientWidth: number; clientHeight: number };
    cssContentSize: { height: number };
  };
  const size = { width: Math.round(seen.clientWidth), deviceScaleFactor: 1, mobile: false };
  const resize = (height: number): Promise<unknown> =>
    send('Emulation.setDeviceMetricsOverride', { ...size, height: Math.round(height) });
  if (whole) await resize(all.height);
  const { data } = await send('Page.captureScreenshot', { format: 'png' });
  if (whole) await resize(seen.clientHeight);
  writeFileSync(file, Buffer.from(String(data), 'base64'));
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`the page did not load within ${ms} ms`)), ms);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
