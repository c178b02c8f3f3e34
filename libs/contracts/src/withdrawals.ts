import type { Outbound } from '@platform/kernel';
import { Withdrawal } from './gen/gateway/v1/door_service.ts';

const topic = 'withdrawal';

/**
 * The outbox row that takes back at every door what was said of a subject: the id of a session, a user, a membership or a
 * workspace. It leaves with the facts, before the caller is answered. `id` must be unique per (aggregate, version).
 */
export const packWithdrawal = (id: string, key: string, subject: string): Outbound<'facts'> => ({
  ...{ channel: 'facts', topic, key, id },
  type: 'gateway.v1.Withdrawal',
  value: Withdrawal.encode({ subject }).finish(),
});

type Row = Pick<Outbound, 'topic' | 'value'>;

/** Turns the delivery of outbox rows into one call: `withdrawalsChannel((subjects) => doors.withdraw(subjects))`. */
export const withdrawalsChannel =
  (withdraw: (subjects: readonly string[]) => Promise<unknown>) =>
  async (rows: readonly Row[]): Promise<void> => {
    await withdraw([...new Set(rows.map((row) => Withdrawal.decode(row.value).subject))]);
  };

/** For a service that owes both: its facts go one way, what it takes back at the doors the other, at the same time. */
export const rightsChannel =
  (facts: (rows: readonly Row[]) => Promise<void>, withdrawals: (rows: readonly Row[]) => Promise<void>) =>
  async (rows: readonly Row[]): Promise<void> => {
    const [taken, told] = [rows.filter((row) => row.topic === topic), rows.filter((row) => row.topic !== topic)];
    await Promise.all([taken.length > 0 && withdrawals(taken), told.length > 0 && facts(told)]);
  };
