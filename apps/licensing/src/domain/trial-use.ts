import type { DomainEvent } from '@platform/kernel';
import { trialAlreadyUsed } from './start-trial.ts';

/** The one trial of a person, whichever workspace they create (contract §5.3). */
export interface TrialUse {
  /** The id of the user. */
  readonly id: string;
  readonly workspaceId: string;
  readonly usedAt?: Date;
}

export type TrialUsed = DomainEvent<'TrialUsed', { readonly workspaceId: string; readonly usedAt: Date }>;

export const initialTrialUse = (id: string): TrialUse => ({ id, workspaceId: '' });
export const evolveTrialUse = (use: TrialUse, event: TrialUsed): TrialUse => ({ ...use, ...event.data });

/** Raises TRIAL_ALREADY_USED{used_at}. */
export function useTrial(use: TrialUse, command: TrialUsed['data']): readonly TrialUsed[] {
  if (use.usedAt) throw trialAlreadyUsed(use.usedAt);
  return [{ type: 'TrialUsed', data: command }];
}
