import { expect, test } from '@jest/globals';
import * as contracts from '@platform/contracts';
import type { Definition } from '@platform/grpc';
import { definitions, hostileBytes } from './grpc-requests.ts';

const promised = Object.values(contracts).flatMap((space) =>
  Object.entries(space as object)
    .filter(([name, value]) => name.endsWith('ServiceService') && typeof value === 'object')
    .flatMap(([, value]) => Object.values(value as Definition)),
);

test('every RPC of the contracts is aimed at', () => {
  const aimedAt = new Set(definitions.flatMap(([, definition]) => Object.values(definition).map(({ path }) => path)));
  expect([...aimedAt].sort()).toEqual([...new Set(promised.map(({ path }) => path))].sort());
});

const aimsAt = (name: string): readonly string[] => {
  const method = promised.find(({ path }) => path.endsWith(`/${name}`));
  return method ? [...hostileBytes(method, {})].map(({ what }) => what) : [];
};

test('a message is spoilt to its last part: messages in it, lists, what they hold, and what is one of several', () => {
  expect(aimsAt('Activate')).toEqual(
    expect.arrayContaining([
      'NUL as credential.value',
      'nothing as machine',
      'a script as ci.evidence.0',
      '300 of them as ci.evidence',
      'the last instant as offlineActivations.0.at',
      'a path as offlineActivations.0.leaseId',
    ]),
  );
  expect(aimsAt('ApplyFacts')).toEqual(
    expect.arrayContaining([
      '60 KB as facts.0.about.value.lookup',
      'nothing as facts.3.about',
      '-1 as facts.5.version',
    ]),
  );
  expect(aimsAt('RegisterLegacyKeys')).toEqual(expect.arrayContaining(['a dollar as keys.0.userId']));
});
