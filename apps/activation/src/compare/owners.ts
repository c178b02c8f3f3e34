import { factOwner, type facts as wire } from '@platform/contracts';
import { type CallerSigner, connectTo } from '@platform/grpc';
import { SECOND } from '@platform/kernel';
import { documentOf, type FactDocument } from '../facts/document.ts';
import type { FactKind } from '../facts/kinds.ts';

/** One owner of facts, as activation asks it. Both raise DEPENDENCY_UNAVAILABLE when it is away. */
export interface Owner {
  readonly name: string;
  readonly kinds: readonly FactKind[];
  page(token: string, size: number): Promise<{ readonly facts: readonly FactDocument[]; readonly next: string }>;
  /** The facts under these keys; those that it knows nothing of are left out. */
  under(keys: readonly string[]): Promise<readonly FactDocument[]>;
}

/** Whom each kind is compared with. Users and legacy schedules have no owner that tells them yet. */
const kindsOf = {
  token: ['credential'],
  workspace: ['workspace', 'membership'],
  licensing: ['subscription', 'assignment'],
} as const satisfies Readonly<Record<string, readonly FactKind[]>>;

export type OwnerName = keyof typeof kindsOf;
export const ownerNames = Object.keys(kindsOf) as readonly OwnerName[];

/** Every kind that is compared. */
export const comparedKinds: readonly FactKind[] = Object.values(kindsOf).flat();

export interface Owners {
  readonly all: readonly Owner[];
  close(): void;
}

/** The owners at their addresses. They are connected to when they are first asked. */
export function connectOwners(addresses: Readonly<Record<OwnerName, string>>, as: CallerSigner): Owners {
  const clients = ownerNames.map((name) => {
    const options = { as, audience: name, deadlineMs: 10 * SECOND };
    return { name, client: connectTo(factOwner.FactOwnerServiceService, addresses[name], options) };
  });
  return {
    all: clients.map(({ name, client }) => ({
      name,
      kinds: kindsOf[name],
      page: async (pageToken, pageSize) => {
        const { facts, nextPageToken } = await client.listFacts({ pageToken, pageSize });
        return { facts: documentsOf(facts), next: nextPageToken };
      },
      under: async (keys) => documentsOf((await client.listFacts({ keys: [...keys] })).facts),
    })),
    close: () => {
      for (const { client } of clients) client.close();
    },
  };
}

const documentsOf = (facts: readonly wire.Fact[]): readonly FactDocument[] =>
  facts.map((fact, index) => documentOf(fact, `facts[${index}]`));
