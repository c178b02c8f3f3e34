import { Alert } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** A thin bar above what works: what does not, right now. */
export const ThinBar = ({ children }: { readonly children: ReactNode }) => (
  <Alert role="status" color="orange" variant="light" py={6} mb="md" icon={<IconCloudOff aria-hidden />}>
    {children}
  </Alert>
);
