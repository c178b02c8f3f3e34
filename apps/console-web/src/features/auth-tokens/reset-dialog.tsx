import { Modal } from '@mantine/core';
import { useBriefSecret } from '@platform/ui';
import type { Token } from './current-token.ts';
import { ResetConfirm } from './reset-confirm.tsx';
import { ResetReceipt } from './reset-receipt.tsx';
import { useReset } from './use-reset.ts';
import { words } from './words.ts';

interface ResetDialogProps {
  readonly workspaceId: string;
  readonly token: Token;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Reset Auth Token (S-70): what it takes away, the act, and its receipt. All of it is forgotten when the dialog closes. */
export const ResetDialog = ({ opened, onClose, ...about }: ResetDialogProps) => (
  <Modal.Root opened={opened} onClose={onClose} size="lg" centered>
    <Modal.Overlay />
    <Inside {...about} onClose={onClose} />
  </Modal.Root>
);

function Inside({ workspaceId, token, onClose }: Omit<ResetDialogProps, 'opened'>) {
  const secret = useBriefSecret(token.id);
  const reset = useReset(workspaceId, secret.show);
  const { phase } = reset;
  return (
    <Modal.Content>
      <Modal.Header>
        <Modal.Title fw={600} fz="lg">
          {phase.at === 'done' ? words.receipt.title : words.reset.title}
        </Modal.Title>
        <Modal.CloseButton aria-label={words.close} />
      </Modal.Header>
      <Modal.Body>
        {phase.at === 'done' ? (
          <ResetReceipt receipt={phase.receipt} token={token} secret={secret} onClose={onClose} />
        ) : (
          <ResetConfirm workspaceId={workspaceId} token={token} reset={reset} onClose={onClose} />
        )}
      </Modal.Body>
    </Modal.Content>
  );
}
