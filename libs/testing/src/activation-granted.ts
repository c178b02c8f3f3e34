import { packEvent, type Received, token, unpackEvent } from '@platform/contracts';
import { newId } from '@platform/kernel';

export interface Granted {
  readonly workspaceId: string;
  readonly userId: string;
  readonly credentialId: string;
  readonly at: Date;
}

/** An activation that was granted to a Developer Auth Token, as whoever listens is given it. */
export function activationGranted({ at, ...whose }: Granted): Received<'activation.v1.ActivationGranted'> {
  const data = {
    ...{ ...whose, at, credentialKind: token.CredentialKind.DEVELOPER, sessionId: 's', machineId: 'm' },
    ...{ activationId: newId('act'), decisionId: newId('dec'), productVersion: '4.0.0', ci: undefined },
    ...{ leaseId: newId('lse'), leaseNotAfter: undefined },
  };
  const { topic, value } = packEvent('activation.v1.ActivationGranted', data, {
    ...{ id: newId('evt'), source: 'activation', subject: data.activationId, time: at, sequence: 1 },
    ...{ key: whose.workspaceId, workspaceId: whose.workspaceId },
  });
  // What was packed as one type is unpacked as it.
  return unpackEvent(topic, value) as Received<'activation.v1.ActivationGranted'>;
}
