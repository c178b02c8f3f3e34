import { Modal } from '@mantine/core';
import type { ActDialog } from '../../shell/use-act-dialog.ts';
import type { Token } from './current-token.ts';
import { ResetConfirm } from './reset-confirm.tsx';
import { ResetReceipt } from './reset-receipt.tsx';
import { useReset } from './use-reset.ts';
import { useKnownSecret } from './use-token-value.ts';
import { words } from './words.ts';

interface ResetDialogProps {
  readonly workspaceId: string;
  readonly token: Token;
  readonly dialog: ActDialog;
}

/** Reset Auth Token (S-70): what it takes away, the act, and its receipt. All of it is forgotten when the dialog closes. */
export const ResetDialog = (props: ResetDialogProps) => (
  <Modal.Root opened={props.dialog.isOpen} onClose={props.dialog.close} size="lg" centered>
    <Modal.Overlay />
    <Inside {...props} />
  </Modal.Root>
);

function Inside({ workspaceId, token, dialog: { close, done } }: ResetDialogProps) {
  const { secret } = useKnownSecret(workspaceId, token.id);
  const reset = useReset(workspaceId, { onValue: secret.show, onDone: done });
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
          <ResetReceipt receipt={phase.receipt} token={token} secret={secret} onClose={close} />
        ) : (
          <ResetConfirm workspaceId={workspaceId} token={token} reset={reset} onClose={close} />
        )}
      </Modal.Body>
    </Modal.Content>
  );
}
