import { Failed } from '@platform/ui';
import { useEffect } from 'react';
import { problemIn } from '../api/problem.ts';
import { againMs } from '../api/query-client.ts';
import { words } from './words.ts';

interface TroubleProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Any error in words: a refusal as the gateway gives it, a fault of ours as such. What may pass is tried again by itself. */
export function Trouble({ error, onRetry }: TroubleProps) {
  const problem = problemIn(error);
  const mayPass = problem?.retryable ?? false;
  useEffect(() => {
    if (!mayPass || !onRetry) return;
    const timer = setTimeout(onRetry, againMs);
    return () => clearTimeout(timer);
  });
  if (!problem) return <Failed title={words.fault} detail={words.faultDetail} onRetry={onRetry} />;
  const { title, detail, fix, instance } = problem;
  return <Failed title={title} detail={detail} fix={fix} requestId={instance} onRetry={onRetry} />;
}
