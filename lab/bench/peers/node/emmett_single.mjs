// Emmett on PostgreSQL: one event per call into a new stream, so many callers, each waiting for its answer.
// Talks as `peers/line.py` says; the store keeps the library's own settings (a pool of its own size).
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';

const BODY_BYTES = 700;
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const next = async () => { const { value, done } = await lines.next(); return done ? null : JSON.parse(value); };
const say = (told) => process.stdout.write(JSON.stringify(told) + '\n');
console.log = console.info = console.error;

const settings = await next();
const store = getPostgreSQLEventStore(settings.url);
await store.schema.migrate();
// The stored JSON is the text and twelve bytes around it.
let text = '';
for (let number = 0; text.length < BODY_BYTES; number++) text += ((number * 2654435761) % 4294967296).toString(16).padStart(8, '0') + ' ';
text = text.slice(0, BODY_BYTES - 12);

say({ ready: true });
for (let asked = await next(); asked; asked = await next()) {
  const began = performance.now();
  let left = asked.count;
  const call = async () => {
    while (left-- > 0) await store.appendToStream(`note-${randomUUID()}`, [{ type: 'Noted', data: { text } }]);
  };
  await Promise.all(Array.from({ length: settings.callers }, call));
  say({ seconds: (performance.now() - began) / 1000 });
}
process.exit(0);
