import { Alert } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { words } from './words.ts';

/** A thin bar: which part is missing while the rest of the page works. */
export const DegradedBar = ({ missing }: { readonly missing: readonly string[] }) =>
  missing.length === 0 ? null : (
    <Alert role="status" color="orange" variant="light" py={6} mb="md" icon={<IconCloudOff aria-hidden />}>
      {words.missing(new Intl.ListFormat('en').format(missing))}
    </Alert>
  );
