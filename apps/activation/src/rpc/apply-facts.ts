import type { facts as wire } from '@platform/contracts';
import { type Caller, rpc } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import type { Context } from '../context.ts';
import { documentOf, type FactDocument } from '../facts/document.ts';
import type { FactKind } from '../facts/kinds.ts';

/** Who owns what: nobody else may say it (architecture, Property S). */
export const owners: Readonly<Record<FactKind, string>> = {
  credential: 'token',
  membership: 'workspace',
  workspace: 'workspace',
  subscription: 'licensing',
  assignment: 'licensing',
  user: 'identity',
  legacySchedule: 'legacy',
};

const mostFacts = 200;

/** Takes facts in, each if newer. The answer means that every activation from now on sees them. All are checked before any is kept. */
export const applyFacts = ({ facts }: Context) =>
  rpc({ service: [...new Set(Object.values(owners))] }, async (request: wire.ApplyFactsRequest, { caller }) => {
    if (request.facts.length > mostFacts) throw refuse('BATCH_TOO_LARGE', { metadata: { max: String(mostFacts) } });
    const documents = request.facts.map((fact, index) => documentOf(fact, `facts[${index}]`));
    for (const document of documents) mustOwn(caller, document);
    return await facts.apply(documents);
  });

function mustOwn({ service }: Caller, { kind }: FactDocument): void {
  if (owners[kind] === service) return;
  throw refuse('PERMISSION_REQUIRED', {
    detail: `Facts about a ${kind} come from ${owners[kind]} only.`,
    metadata: { permission: `facts.${kind}` },
  });
}
