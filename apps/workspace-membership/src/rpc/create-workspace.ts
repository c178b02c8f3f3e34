import { workspace as wire } from '@platform/contracts';
import { causeOf, rpc } from '@platform/grpc';
import { newId } from '@platform/kernel';
import { mutate, planned } from '@platform/mongo';
import type { Context } from '../context.ts';
import { createWorkspace as create } from '../domain/create-workspace.ts';
import { joinWorkspace } from '../domain/join-workspace.ts';
import { line } from '../domain/text.ts';
import { fromKind, toMember, toWorkspace } from '../wire.ts';
import { asRequest } from './request.ts';

const codec = wire.CreateWorkspaceResponse;

/** A workspace and the Admin membership of its creator, in one commit (S-24, S-26). */
export const createWorkspace = ({ workspaces, memberships, mongo, confirm, clock }: Context) =>
  rpc('user', async (request: wire.CreateWorkspaceRequest, call) => {
    const { userId } = call.caller;
    const at = clock.now();
    const name = line(request.name, { field: 'name', min: 1, max: 100 });
    const kind = fromKind(request.kind);
    const email = line(request.callerEmail, { field: 'caller_email', min: 1, max: 254 });
    const callerName = line(request.callerName, { field: 'caller_name', min: 0, max: 100 }) || email;
    const [workspaceId, membershipId] = [newId('ws', at), newId('mem', at)];

    const workspace = planned(
      workspaces.step(workspaces.unborn(workspaceId), (unborn) =>
        create(unborn, { name, kind, createdBy: userId, membershipId, at }),
      ),
    );
    const member = planned(
      memberships.step(memberships.unborn(membershipId), (unborn) =>
        joinWorkspace(unborn, {
          ...{ workspaceId, workspaceName: name, userId, email, name: callerName, at },
          ...{ role: 'admin', first: true },
        }),
      ),
    );
    return mutate({
      ...{ mongo, confirm, codec, options: { at, ...causeOf(call) } },
      request: asRequest('CreateWorkspace', call),
      steps: [workspace.step, member.step],
      answer: () => ({ workspace: toWorkspace(workspace.now()), member: toMember(member.now()) }),
    });
  });
