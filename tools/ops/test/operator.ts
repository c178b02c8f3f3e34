import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type House, houseEnvironment, startHouse } from '@platform/dev';
import type { WholeHouse } from '@platform/journeys';

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** What a command has printed, and whether it ended well. */
export interface Said {
  readonly ok: boolean;
  readonly printed: string;
}

/** Somebody at the keyboard beside a house, who has nothing but its commands and the file of its secrets. */
export interface Operator {
  /** `npm run ops -- …` of the built code, as a process of its own. */
  ops(...args: readonly string[]): Promise<Said>;
  /** Ends a service and starts it where it was, with the secrets as they are now. */
  restart(name: string): Promise<void>;
  secret(variable: string): string;
  setSecret(variable: string, value: string): void;
  stop(): Promise<void>;
}

/** The operator of a house; once a service was restarted here, the house itself no longer keeps it. */
export async function operatorOf({ house, servers, dataDir, place }: WholeHouse): Promise<Operator> {
  const folder = join(dataDir, 'house');
  const { mongoUrl, brokers, redisUrl } = servers;
  const running = { pid: process.pid, dataDir: folder, addresses: house.addresses, urls: house.urls };
  writeFileSync(join(folder, 'house.json'), JSON.stringify({ ...running, servers: { mongoUrl, brokers, redisUrl } }));
  const env = await houseEnvironment(folder);
  const file = join(folder, 'secrets.json');
  const read = () => JSON.parse(readFileSync(file, 'utf8')) as { variables: Record<string, string> };

  const restarted = new Map<string, House>();
  const neighbours = Object.fromEntries(Object.entries(env).filter(([name]) => name.endsWith('_ADDRESS')));
  const where = (name: string) => ({
    ...neighbours,
    GRPC_ADDRESS: house.addresses[name] ?? '',
    ...(name === 'activation' && { PUBLIC_HTTP_ADDRESS: new URL(house.urls.activation).host }),
    APP_URL: place.gatewayUrl,
  });
  return {
    ops: (...args) => run(args, env),
    async restart(name) {
      const before = restarted.get(name);
      await (before ? before.stop() : house.end(name));
      restarted.set(name, await startHouse({ servers, dataDir: folder, only: [name], env: where(name) }));
    },
    secret: (variable) => read().variables[variable] ?? '',
    setSecret(variable, value) {
      const secrets = read();
      writeFileSync(file, JSON.stringify({ ...secrets, variables: { ...secrets.variables, [variable]: value } }));
    },
    async stop() {
      for (const each of restarted.values()) await each.stop();
    },
  };
}

const run = (args: readonly string[], env: Readonly<Record<string, string>>): Promise<Said> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) =>
      resolve({ ok: error === null, printed: `${stdout}${stderr}` }),
    );
  });
