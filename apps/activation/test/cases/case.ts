import type { activation, facts } from '@platform/contracts';
import { ci, type World } from '../world.ts';

/** One start of an emulator and what every door must answer. */
export interface ActivationCase {
  readonly name: string;
  readonly world: () => World;
  /** Every reason, in the order of the steps; none: granted. */
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
  /** What HTTP answers: a verdict is 200, 400, 401 or 403. */
  readonly http: 200 | 400 | 401 | 403;
  /** The request cannot even be read: nothing of it is in the answer. */
  readonly unread?: true;
}

export const made =
  (start: () => World, change: (world: World) => void = () => {}) =>
  () => {
    const world = start();
    change(world);
    return world;
  };
export const granted = (name: string, world: () => World, warnings: readonly string[] = []): ActivationCase => ({
  ...{ name, world, warnings },
  reasons: [],
  http: 200,
});
export const refused = (
  name: string,
  http: 400 | 401 | 403,
  reasons: readonly string[],
  world: () => World,
  warnings: readonly string[] = [],
): ActivationCase => ({ name, world, reasons, warnings, http });

/** A request that no door can read. */
export const unread = (name: string, world: () => World): ActivationCase => ({
  ...refused(name, 400, ['REQUEST_INVALID'], world),
  unread: true,
});

export const credentialIs = (changes: Partial<facts.CredentialFact>) => (world: World) => {
  if (world.credential) Object.assign(world.credential, changes);
};
export const subscriptionIs = (changes: Partial<facts.SubscriptionFact>) => (world: World) => {
  if (world.subscription) Object.assign(world.subscription, changes);
};
export const presented = (value: string) => (world: World) => {
  if (world.request.credential) world.request.credential.value = value;
};
export const from =
  (source: activation.CredentialSource, differ = false) =>
  (world: World) => {
    if (world.request.credential) Object.assign(world.request.credential, { source, variablesDiffer: differ });
  };
export const all =
  (...changes: readonly ((world: World) => void)[]) =>
  (world: World) => {
    for (const change of changes) change(world);
  };
export const inCi = (world: World) => {
  world.request.ci = { ...ci };
};
export const without =
  (...names: readonly ('membership' | 'workspace' | 'subscription' | 'assignment')[]) =>
  (world: World) => {
    for (const name of names) world[name] = undefined;
  };
export const ended = (world: World) => {
  if (world.assignment) Object.assign(world.assignment, { active: false, why: 'unassigned' });
};
export const damaged = (value: string) => value.slice(0, -1) + (value.endsWith('0') ? '1' : '0');
