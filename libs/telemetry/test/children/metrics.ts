/** Counts, measures and reads something, and prints what /metrics would say. Run with the --import file. */
import { counter, flushTraces, gauge, histogram, metricsText } from '@platform/telemetry';

const granted = counter('activations', 'Activations by verdict.');
granted.add(2, { verdict: 'granted' });
granted.add(1, { verdict: 'refused' });
histogram('answer_seconds', 'Time to the answer.', 's').record(0.02, { rpc: 'Say' });
let age = 6;
const end = gauge('outbox_oldest_seconds', 'Age of the oldest unsent row.', () => ++age);
gauge('silent', 'Says nothing.', () => undefined);
const first = await metricsText();
end();
const second = await metricsText();
await flushTraces();
process.stdout.write(JSON.stringify({ first, second }));
