import { Button, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { putOnClipboard } from './put-on-clipboard.ts';
import { words } from './words.ts';

interface CopyButtonProps {
  /** What is copied, for those who hear the page: `Copy <what>`. */
  readonly what: string;
  /** The text; asked for when the button is pressed. Nothing to copy: undefined. */
  readonly give: () => string | undefined | Promise<string | undefined>;
}

/** Puts a text on the clipboard, and says so for two seconds. */
export function CopyButton({ what, give }: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof words.copy>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    const outcome = await putOnClipboard(give());
    if (outcome !== 'nothing') setState(outcome);
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={state === 'copied' ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        aria-label={`${words.copy[state]} ${what}`}
        onClick={() => void copy()}
      >
        {words.copy[state]}
      </Button>
      <VisuallyHidden role="status">{state === 'idle' ? '' : words.copy[state]}</VisuallyHidden>
    </>
  );
}
