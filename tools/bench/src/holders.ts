import { randomBytes } from 'node:crypto';
import { activation, facts, token } from '@platform/contracts';
import { classify, lookupsOf, makeToken, type Peppers } from '@platform/credential';
import { callerSigner, connectTo } from '@platform/grpc';
import { after, DAY, newId, type UserId, type WorkspaceId } from '@platform/kernel';

/** Somebody who may activate: a person with a workspace, a trial, a license and a Developer Auth Token. */
export interface Holder {
  readonly workspaceId: WorkspaceId;
  readonly userId: UserId;
  readonly token: string;
}

export const newHolders = (count: number): readonly Holder[] =>
  Array.from({ length: count }, () => ({
    workspaceId: newId('ws'),
    userId: newId('usr'),
    token: makeToken('developer'),
  }));

type About = NonNullable<facts.Fact['about']>;

/** What each owner says about a holder in whose way nothing stands. */
function factsOf({ workspaceId, userId, token: value }: Holder, peppers: Peppers): Readonly<Record<string, About[]>> {
  const [now, since] = [new Date(), after(new Date(), -DAY)];
  const credential = classify(value);
  const [lookup = Buffer.alloc(0)] = lookupsOf(credential, peppers);
  const owned = { lookup, credentialId: newId('tok'), workspaceId, userId, display: credential.display };
  const { DEVELOPER: kind } = token.CredentialKind;
  const { ACTIVE: status } = token.CredentialStatus;
  const plan = { planCode: 'trial', planDisplayName: 'Trial', features: ['pro'], ciIncluded: true };
  const term = { endsAt: after(now, 14 * DAY), graceUntil: undefined };
  const member = { workspaceId, userId, active: true, since };
  return {
    token: [
      { $case: 'credential', value: { ...owned, kind, status, statusSince: since, why: '', expiresAt: undefined } },
    ],
    workspace: [
      { $case: 'membership', value: { ...member, membershipId: newId('mem') } },
      { $case: 'workspace', value: { workspaceId, name: 'Bench', status: 'active' } },
    ],
    licensing: [
      {
        $case: 'subscription',
        value: { workspaceId, subscriptionId: newId('sub'), kind: 'trial', status: 'trialing', ...plan, ...term },
      },
      { $case: 'assignment', value: { ...member, assignmentId: newId('las'), poolId: newId('lic'), why: '' } },
    ],
  };
}

export interface Owners {
  readonly address: string;
  readonly peppers: Peppers;
  /** The keys with which services sign their calls, by their names. */
  readonly keys: Readonly<Record<string, { readonly privateKey: string }>>;
}

const atOnce = 100;

/** Tells activation what it must know of the holders, as their owners do. Raises the error of the first that is refused. */
export async function tellFacts(holders: readonly Holder[], { address, peppers, keys }: Owners): Promise<void> {
  const said = holders.map((holder) => factsOf(holder, peppers));
  for (const issuer of ['token', 'workspace', 'licensing']) {
    const as = callerSigner({ issuer, privateKey: keys[issuer]?.privateKey ?? '' });
    const client = connectTo(facts.FactsServiceService, address, { as, audience: 'activation', deadlineMs: 20_000 });
    try {
      const all = said.flatMap((each) => each[issuer] ?? []);
      for (let start = 0; start < all.length; start += atOnce)
        await client.applyFacts({
          facts: all.slice(start, start + atOnce).map((about) => ({ version: 1n, about })),
        });
    } finally {
      client.close();
    }
  }
}

/** In place of a session's id, until the call is sent. */
export const sessionPlace = '00000000-0000-4000-8000-000000000000';

/** The request that an emulator of the holder sends, without its session. */
export const requestOf = ({ token: value }: Holder): Buffer =>
  Buffer.from(
    activation.ActivateRequest.encode(
      activation.ActivateRequest.fromPartial({
        credential: { value, source: activation.CredentialSource.AUTH_TOKEN_ENV },
        product: { name: 'localstack-pro', version: '4.0.0', build: '6dd3f3d', edition: 'pro' },
        machine: { machineId: '0c49752c', hostname: 'bench', system: 'linux', platformRelease: '6.1', isDocker: true },
        sessionId: sessionPlace,
        clientTime: new Date(),
        nonce: randomBytes(16).toString('base64url'),
      }),
    ).finish(),
  );
