import { filesIn, textOf } from './repository.ts';

/** One RPC as its contract says it. */
export interface ProtoRpc {
  readonly service: string;
  readonly name: string;
  readonly says: string;
}

const service = /^service (\w+) \{$([\s\S]*?)^\}$/gm;
const rpc = /((?:^ *\/\/.*\n)*)^ *rpc (\w+)\(/gm;
const words = (comment: string): string =>
  comment
    .replaceAll(/^ *\/\/ ?/gm, '')
    .trim()
    .replaceAll(/\s+/g, ' ');

/** The RPCs of a proto file, each with the comment above it. */
export function parseServices(text: string): readonly ProtoRpc[] {
  const [, name = ''] = /^package ([\w.]+);/m.exec(text) ?? [];
  return [...text.matchAll(service)].flatMap(([, serviceName, body = '']) =>
    [...body.matchAll(rpc)].map(([, comment = '', rpcName = '']) => ({
      service: `${name}.${serviceName}`,
      name: rpcName,
      says: words(comment),
    })),
  );
}

/** The RPCs of a package, e.g. `token`, in the order of its contracts. */
export const rpcsOfPackage = (name: string): readonly ProtoRpc[] =>
  filesIn(`proto/${name}/v1`, '_service.proto').flatMap((path) => parseServices(textOf(path)));
