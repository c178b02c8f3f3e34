import { activation, doorOwner, identity, legacy, licensing, token, workspace } from '@platform/contracts';
import { callerSigner, connectTo } from '@platform/grpc';
import type { Logger } from '@platform/telemetry';
import type { Config } from './config.ts';

/** One client per service. The gateway owns nothing else: it asks, in parallel, and decides nothing. */
export function connectUpstream(config: Config, log: Logger) {
  const as = callerSigner({ issuer: 'gateway', privateKey: config.CALLER_PRIVATE_KEY });
  const options = (audience: string) => ({ as, audience, deadlineMs: config.CALL_TIMEOUT_MS, log });
  const services = {
    identity: connectTo(identity.IdentityServiceService, config.IDENTITY_ADDRESS, options('identity')),
    workspace: connectTo(workspace.WorkspaceServiceService, config.WORKSPACE_ADDRESS, options('workspace')),
    licensing: connectTo(licensing.LicensingServiceService, config.LICENSING_ADDRESS, options('licensing')),
    token: connectTo(token.TokenServiceService, config.TOKEN_ADDRESS, options('token')),
    activation: connectTo(activation.ActivationServiceService, config.ACTIVATION_ADDRESS, options('activation')),
    legacy: connectTo(legacy.LegacyServiceService, config.LEGACY_ADDRESS, options('legacy')),
  };
  /** Who tells us of what changes at the door. */
  const owners = {
    identity: connectTo(doorOwner.DoorOwnerServiceService, config.IDENTITY_ADDRESS, options('identity')),
    workspace: connectTo(doorOwner.DoorOwnerServiceService, config.WORKSPACE_ADDRESS, options('workspace')),
  };
  const close = () => {
    for (const service of [...Object.values(services), ...Object.values(owners)]) service.close();
  };
  return { ...services, owners, close };
}

export type Upstream = ReturnType<typeof connectUpstream>;
