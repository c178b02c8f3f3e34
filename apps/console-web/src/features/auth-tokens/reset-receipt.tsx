import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { type BriefSecret, FactList, SecretField, Snippets, Until } from '@platform/ui';
import { useState } from 'react';
import type { Token } from './current-token.ts';
import { snippetsFor } from './snippets.ts';
import type { Receipt } from './use-reset.ts';
import { words } from './words.ts';

const { receipt: say, reset } = words;

interface ResetReceiptProps {
  readonly receipt: Receipt;
  /** The token of now: it may have been reset again. */
  readonly token: Token;
  readonly secret: BriefSecret;
  readonly onClose: () => void;
}

/** What the reset did, in figures one can check, and the new value to copy while it is here. */
export function ResetReceipt({ receipt, token, secret, onClose }: ResetReceiptProps) {
  const [use, setUse] = useState('cli');
  const isCurrent = token.id === receipt.successor_id;
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Text role="status">{isCurrent ? say.says : say.replaced}</Text>
        {isCurrent && <SecretField label={say.fresh} masked={token.display} secret={secret} />}
        {isCurrent && secret.value === undefined && <Text size="sm">{say.gone}</Text>}
      </Stack>
      <FactList facts={factsOf(receipt)} />
      <Stack gap="xs">
        <Text fw={600}>{say.next}</Text>
        <Snippets label={say.next} snippets={snippetsFor()} chosen={use} onChoose={setUse} />
      </Stack>
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          {say.done}
        </Button>
      </Group>
    </Stack>
  );
}

const factsOf = (receipt: Receipt) => ({
  [say.when]: <Until at={receipt.revoked_at} />,
  [say.reason]: reset.reasons[receipt.reason as keyof typeof reset.reasons]?.[0] ?? receipt.reason,
  [say.leases]: <Leases receipt={receipt} />,
  [say.old]: <Code>{receipt.token_id}</Code>,
  [say.new]: <Code>{receipt.successor_id}</Code>,
  [say.epoch]: receipt.epoch,
});

function Leases({ receipt }: { readonly receipt: Receipt }) {
  const { leases_counted: isCounted, outstanding_leases: count, latest_lease_not_after: until } = receipt;
  if (!until) return say.none;
  return (
    <>
      {isCounted ? say.count(count) : say.uncounted} <Until at={until} />
    </>
  );
}
