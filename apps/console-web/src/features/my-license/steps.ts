import type { StepState } from '@platform/ui';
import type { AnswerOf } from '../../api/client.ts';

type Overview = AnswerOf<'getOverview'>;
type User = AnswerOf<'getMe'>['user'];

/** The way to the first start of LocalStack. */
export const stepIds = ['account', 'workspace', 'license', 'token', 'activation'] as const;
export type StepId = (typeof stepIds)[number];

/**
 * Which steps are done, by what the services know to have happened: nothing is ticked because a page was seen. The first one
 * that is not done is the next one. A part that cannot be asked right now is not known, and hides nothing that is.
 */
export function firstStart(user: Pick<User, 'email_verified_at'>, overview: Overview): Record<StepId, StepState> {
  const { my_license: license, token } = overview;
  const isUsed = token?.last_used_at !== undefined;
  const isDone: Readonly<Record<StepId, boolean>> = {
    account: user.email_verified_at !== undefined,
    workspace: true,
    license: license?.state === 'assigned_valid',
    token: isUsed || token?.value_given_at !== undefined,
    activation: isUsed,
  };
  const next = stepIds.find((id) => !isDone[id]);
  const stateOf = (id: StepId): StepState => (isDone[id] ? 'done' : id === next ? 'next' : 'later');
  return Object.fromEntries(stepIds.map((id) => [id, stateOf(id)])) as Record<StepId, StepState>;
}
