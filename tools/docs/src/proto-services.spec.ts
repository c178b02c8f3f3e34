import { expect, test } from '@jest/globals';
import { parseServices, rpcsOfPackage } from './proto-services.ts';

const proto = `syntax = "proto3";

package ant.v1;

// Ants.
service AntService {
  // Counts the ants
  // of a hill.
  rpc CountAnts(CountAntsRequest) returns (CountAntsResponse);
  rpc Dig(DigRequest) returns (DigResponse);
}

message CountAntsRequest {
  string hill = 1; // rpc Nothing(
}

service QueenService {
  // Lays.
  rpc Lay(LayRequest) returns (LayResponse);
}
`;

test('each RPC has its service and the comment above it', () => {
  expect(parseServices(proto)).toEqual([
    { service: 'ant.v1.AntService', name: 'CountAnts', says: 'Counts the ants of a hill.' },
    { service: 'ant.v1.AntService', name: 'Dig', says: '' },
    { service: 'ant.v1.QueenService', name: 'Lay', says: 'Lays.' },
  ]);
});

test('a file without services has none', () => {
  expect(parseServices('package ant.v1;\nmessage Ant {}\n')).toEqual([]);
});

test('all services of a package count, and every RPC of ours says what it does', () => {
  const activation = rpcsOfPackage('activation');
  expect(new Set(activation.map(({ service }) => service))).toEqual(
    new Set(['activation.v1.ActivationService', 'activation.v1.FactOwnerService', 'activation.v1.FactsService']),
  );
  for (const { says } of activation) expect(says).not.toBe('');
});
