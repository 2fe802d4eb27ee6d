import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Loading is most of a short command: compiled once, the modules load in half the time. Where nothing can be written
// there is no cache and no harm.
enableCompileCache(join(import.meta.dirname, '../../.local/compile-cache'));
const { run } = await import('./run.ts');
process.exitCode = await run(process.argv);
