import { expect, test } from '@jest/globals';
import { hearing } from '@platform/contracts';
import { consume, kafkaClient } from '@platform/kafka';
import { newId } from '@platform/kernel';
import { captureLog, listenFromNow, servers, tellTo, uniqueName } from '../src/index.ts';

const { brokers: list } = await servers();
const brokers = list.split(',');

test('a new group hears what is told after it was prepared, and nothing from before', async () => {
  const teller = tellTo(brokers);
  const [before, afterwards] = [newId('ws'), newId('ws')];
  const removed = (workspaceId: string) =>
    teller.tell(
      'workspace.v1.MemberRemoved',
      { workspaceId, membershipId: newId('mem'), userId: newId('usr'), reason: '', removedAt: new Date() },
      { key: workspaceId },
    );
  const group = uniqueName('from-now');
  await removed(before);
  await listenFromNow(brokers, group, ['workspace.v1.MemberRemoved']);
  await removed(afterwards);

  const heard: string[] = [];
  const { log } = captureLog();
  const ears = await consume({
    ...{ kafka: kafkaClient({ brokers, clientId: 'test', log }), group, service: 'test', log },
    ...hearing({ 'workspace.v1.MemberRemoved': async (event) => void heard.push(event.workspaceId) }),
  });
  await ears.settle();
  expect(heard).toContain(afterwards);
  expect(heard).not.toContain(before);
  await ears.stop();
  await teller.close();
});
