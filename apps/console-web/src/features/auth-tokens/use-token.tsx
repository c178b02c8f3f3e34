import { Stack, Switch } from '@mantine/core';
import { Section, Snippets } from '@platform/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { snippetsFor } from './snippets.ts';
import type { TokenValue } from './use-token-value.ts';
import { words } from './words.ts';

/** How each tool is given the token: by the variable, and with the value only where one asks for it. */
export function UseToken({ value }: { readonly value: TokenValue }) {
  const { use = 'cli' } = useSearch({ from: '/inside/workspace/workspace/auth-tokens' });
  const navigate = useNavigate({ from: '/workspace/auth-tokens' });
  const [isFilled, setFilled] = useState(false);
  const shown = isFilled ? value.secret.value : undefined;
  const fill = (wanted: boolean) => {
    setFilled(wanted);
    if (wanted && value.secret.value === undefined) void value.reveal();
  };
  const choose = (id: string) =>
    void navigate({ search: (now) => ({ ...now, use: id as typeof use }), replace: true, resetScroll: false });
  return (
    <Section title={words.use.title}>
      <Stack>
        <Snippets label={words.use.title} snippets={snippetsFor(shown)} chosen={use} onChoose={choose} />
        <Switch
          checked={shown !== undefined}
          onChange={({ currentTarget }) => fill(currentTarget.checked)}
          label={words.use.fill}
          description={words.use.fillHint}
        />
      </Stack>
    </Section>
  );
}
