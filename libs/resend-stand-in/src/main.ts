import { readConfig } from './config.ts';
import { startResendStandIn } from './start.ts';

const { HTTP_ADDRESS, RESEND_API_KEY } = readConfig();
const { hostname, port } = new URL(`http://${HTTP_ADDRESS}`);
const host = hostname.replace(/^\[|\]$/g, '');
const standIn = await startResendStandIn({ host, port: Number(port || 80), apiKey: RESEND_API_KEY });
process.stdout.write(`${JSON.stringify({ msg: 'ready', name: 'resend-stand-in', url: standIn.url })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void standIn.stop());
