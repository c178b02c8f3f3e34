import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { topicNames, topics } from '@platform/contracts';
import { type ProtoRpc, rpcsOfPackage } from './proto-services.ts';
import { between, isThere, root, table } from './repository.ts';

type Policy = string | { readonly service: readonly string[] };
type Rpcs = Readonly<Record<string, { readonly policy: Policy }>>;
type Made = (...given: readonly unknown[]) => unknown;
interface RpcModule {
  readonly rpcs?: Made;
  readonly offers?: Made;
}
interface ListenerModule {
  readonly listeners?: Made;
  readonly consumers?: Made;
}

/** The package of a service's contracts, where it is not called like its folder. */
const packages: Readonly<Record<string, string>> = {
  'workspace-membership': 'workspace',
  'legacy-migration': 'legacy',
};
const packageOf = (folder: string): string => {
  const name = folder.split('/').at(-1) ?? '';
  return packages[name] ?? name;
};

/** Stands for the context of a service while its lists are read: no handler is ever called. */
const anything: unknown = new Proxy(() => anything, { get: () => anything });
const load = async <Module>(path: string): Promise<Module> => import(pathToFileURL(join(root, path)).href);

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const letIn = (policy: Policy): string => {
  if (typeof policy !== 'string') return policy.service.join(', ');
  const words: Readonly<Record<string, string>> = {
    open: 'anybody',
    user: 'signed-in people',
    service: 'our services',
    caller: 'signed-in people, our services',
  };
  return words[policy] ?? policy;
};

async function policiesOf(folder: string): Promise<Rpcs> {
  const { rpcs, offers } = await load<RpcModule>(`${folder}/src/rpc/index.ts`);
  if (rpcs) return rpcs(anything) as Rpcs;
  const offered = (offers?.(anything, anything) ?? []) as readonly { readonly rpcs: Rpcs }[];
  return Object.assign({}, ...offered.map((one) => one.rpcs)) as Rpcs;
}

/** The table of RPCs: name, who is let in, what the contract says. An RPC that is not answered is left out. */
export function answersTable(promised: readonly ProtoRpc[], policies: Rpcs): string {
  const rows = promised.flatMap(({ name, says }) => {
    const rpc = policies[lowerFirst(name)];
    return rpc ? [[`\`${name}\``, letIn(rpc.policy), says]] : [];
  });
  return table(['RPC', 'lets in', 'says'], rows);
}

async function heardBy(folder: string): Promise<readonly string[]> {
  const path = `${folder}/src/consumers/index.ts`;
  if (!isThere(path)) return [];
  const { listeners, consumers } = await load<ListenerModule>(path);
  return Object.keys((listeners ?? consumers)?.(anything) as object);
}

const topicByType: ReadonlyMap<string, string> = new Map(
  topicNames.flatMap((topic) => Object.keys(topics[topic]).map((type) => [type, topic] as const)),
);
const saidBy = (name: string): readonly string[] =>
  [...topicByType.keys()].filter((type) => type.startsWith(`${name}.`));

/** The table of events that a service hears and says, each with its topic. */
export function eventsTable(heard: readonly string[], said: readonly string[]): string {
  const row = (verb: string) => (type: string) => [verb, `\`${type}\``, `\`${topicByType.get(type) ?? 'none'}\``];
  return table(['', 'event', 'topic'], [...heard.map(row('hears')), ...said.map(row('says'))]);
}

/** What a service answers, hears and says, between the markers of its README; other projects stay as they are. */
export async function serviceTables(folder: string, readme: string): Promise<string> {
  if (!isThere(`${folder}/src/rpc/index.ts`)) return readme;
  const name = packageOf(folder);
  const answers = answersTable(rpcsOfPackage(name), await policiesOf(folder));
  const events = eventsTable(await heardBy(folder), saidBy(name));
  return between(between(readme, 'answers', answers), 'events', events);
}
