import { expect, test } from '@jest/globals';
import type { Outbound } from '@platform/kernel';
import { packWithdrawal, rightsChannel, withdrawalsChannel } from './withdrawals.ts';

const fact: Outbound = {
  ...{ channel: 'facts', topic: 'membership', key: 'ws_1', id: 'evt_9', type: 'activation.v1.Fact' },
  value: new Uint8Array(),
};
const about = (subject: string) => packWithdrawal(`evt of ${subject}`, 'ws_1', subject);

test('a withdrawal leaves with the facts, before the caller is answered', () => {
  expect(about('ses_1')).toMatchObject({ channel: 'facts', key: 'ws_1', id: 'evt of ses_1' });
});

test('everybody is withdrawn once, in one call', async () => {
  const calls: (readonly string[])[] = [];
  const deliver = withdrawalsChannel(async (subjects) => calls.push(subjects));
  await deliver([about('ses_1'), about('usr_1'), about('ses_1')]);
  expect(calls).toEqual([['ses_1', 'usr_1']]);
});

test('facts go to activation, withdrawals to the doors, and nobody is called for nothing', async () => {
  const went: string[] = [];
  const to = (where: string) => async (rows: readonly Pick<Outbound, 'topic'>[]) => {
    went.push(`${where}: ${rows.map(({ topic }) => topic).join(', ')}`);
  };
  const deliver = rightsChannel(to('activation'), to('doors'));
  await deliver([fact, about('mem_1'), fact]);
  expect(went.sort()).toEqual(['activation: membership, membership', 'doors: withdrawal']);
  went.length = 0;
  await deliver([about('mem_1')]);
  await deliver([fact]);
  expect(went).toEqual(['doors: withdrawal', 'activation: membership']);
});

test('it is delivered when both have it', async () => {
  const away = async () => {
    throw new Error('away');
  };
  const fine = async () => {};
  for (const deliver of [rightsChannel(away, fine), rightsChannel(fine, away)])
    await expect(deliver([fact, about('mem_1')])).rejects.toThrow('away');
});
