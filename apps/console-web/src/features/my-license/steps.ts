import type { StepState } from '@platform/ui';
import type { AnswerOf } from '../../api/client.ts';

type Overview = AnswerOf<'getOverview'>;
type User = AnswerOf<'getMe'>['user'];

/** The way to the first start of LocalStack. */
export const stepIds = ['account', 'workspace', 'license', 'token', 'activation'] as const;
export type StepId = (typeof stepIds)[number];

/**
 * Which steps are done, by what the services know to have happened: nothing is ticked because a page was seen. What cannot be
 * asked right now is not known: neither done nor still to do. The first one that is known not to be done is the next one.
 */
export function firstStart(user: Pick<User, 'email_verified_at'>, overview: Overview): Record<StepId, StepState> {
  const { my_license: license, token, degraded } = overview;
  const isUsed = token?.last_used_at !== undefined;
  const noLicense = !license && degraded.includes('licensing');
  const noToken = !token && degraded.includes('token');
  const isDone: Readonly<Record<StepId, boolean | undefined>> = {
    account: user.email_verified_at !== undefined,
    workspace: true,
    license: noLicense ? undefined : license?.state === 'assigned_valid',
    token: noToken ? undefined : isUsed || token?.value_given_at !== undefined,
    activation: noToken ? undefined : isUsed,
  };
  const next = stepIds.find((id) => isDone[id] === false);
  const stateOf = (id: StepId): StepState => {
    if (isDone[id] === undefined) return 'unknown';
    return isDone[id] ? 'done' : id === next ? 'next' : 'later';
  };
  return Object.fromEntries(stepIds.map((id) => [id, stateOf(id)])) as Record<StepId, StepState>;
}
