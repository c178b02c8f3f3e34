import { expect, test } from '@jest/globals';
import { expressPath } from './mount.ts';

test.each([
  ['/v1/me', '/v1/me'],
  ['/v1/workspaces/{workspace_id}/trial', '/v1/workspaces/:workspace_id/trial'],
  [
    '/v1/workspaces/{workspace_id}/tokens/developer/me:reset',
    '/v1/workspaces/:workspace_id/tokens/developer/me\\:reset',
  ],
])('%s is %s for express', (path, expected) => {
  expect(expressPath(path)).toBe(expected);
});
